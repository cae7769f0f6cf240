using System.Net;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.IdentityModel.Protocols;
using NodaTime;
using VetVisits.Calls;
using VetVisits.Local.Outreach;
using VetVisits.Local.Phone;
using VetVisits.Local.Web;
using VetVisits.Outreach;
using VetVisits.Storage;

namespace VetVisits.Local.Host;

/// <summary>The product on one machine: the same function classes, hosted with the promises of the real host.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Azurite? storage;
    private readonly PhoneExchange? exchange;

    private LocalHost(WebApplication app, Uri address, Azurite? storage, PhoneExchange? exchange) =>
        (this.app, Address, this.storage, this.exchange) = (app, address, storage, exchange);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:7071/</c>.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    /// <exception cref="MissingPartException">Node or Azurite is not installed.</exception>
    /// <exception cref="ForeignFolderException">The folder to be wiped is not one of this product.</exception>
    public static async Task<LocalHost> Start(LocalOptions options, CancellationToken stop = default)
    {
        if (options.Fresh) DataFolder.Wipe(options.Data);
        Directory.CreateDirectory(options.Data);

        using var logs = LoggerFactory.Create(to => to.AddSimpleConsole().SetMinimumLevel(options.LogLevel));
        var azurite = options is { WithoutStorage: false, Storage: null } ? await Azurite.Start(options.Data, logs.CreateLogger("VetVisits.Local.Azurite"), stop) : null;
        var telephones = options.WithoutStorage ? null : await PhoneExchange.Start();
        try
        {
            var web = Build(options, options.Storage ?? azurite?.ConnectionString, telephones);
            if (!options.WithoutStorage) await StorageNames.Make(web.Services, stop);
            await web.StartAsync(stop);
            var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            // The stand-in exchange reports to wherever this host listens.
            web.Configuration["PublicAddress"] = address + "/";
            return new LocalHost(web, new Uri(address + "/"), azurite, telephones);
        }
        catch
        {
            if (telephones is not null) await telephones.DisposeAsync();
            if (azurite is not null) await azurite.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Build(LocalOptions options, string? account, PhoneExchange? exchange)
    {
        var host = options.Host(HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var functions = Found.In([.. Found.Classes, .. options.MoreFunctions]).Where(f => options.Runs(f.Name)).ToList();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [.. options.Arguments], EnvironmentName = "Local", ContentRootPath = options.Data });
        builder.Configuration.AddInMemoryCollection(DevIssuer.Settings).AddInMemoryCollection([new(Connections.Queues, account)]).AddInMemoryCollection(options.Settings);
        builder.Logging.SetMinimumLevel(options.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, FreePort(options.Port));
        });
        builder.Services.Configure<HostOptions>(o => (o.ShutdownTimeout, o.ServicesStopConcurrently) = (options.DrainFor, true));
        builder.Services.AddSingleton(options).AddSingleton(host).AddSingleton<IReadOnlyList<Found>>(functions);
        builder.Services.AddSingleton<Drain>().AddSingleton<HostState>();
        builder.Services.AddRouting();
        builder.Services.AddSqliteStores(options.Data);
        if (account is not null)
        {
            builder.Services.AddSingleton(new BlobServiceClient(account));
            builder.Services.AddSingleton(new QueueServiceClient(account));
        }
        builder.Services.AddSingleton(s => new DevIssuer(options.Data, s.GetRequiredService<IClock>()));
        builder.Services.AddSingleton<IDocumentRetriever>(s => s.GetRequiredService<DevIssuer>());
        if (exchange is not null)
        {
            builder.Configuration.AddInMemoryCollection(exchange.Settings);
            if (CallSettings.ProviderOf(builder.Configuration) == PhoneProvider.Acs) builder.Services.AddSingleton<IPhone>(new RestPhone(exchange.Phone()));
        }
        if (string.IsNullOrEmpty(builder.Configuration["Mail:Server"])) builder.Services.AddSingleton<IMail>(new Maildir(options.Data));
        if (string.IsNullOrEmpty(builder.Configuration["Texts:Address"])) builder.Services.AddSingleton<ITextMessages>(_ => new TextLog(options.Data));
        builder.Services.AddVetVisits();
        if (options.Web is { } folder)
        {
            builder.Services.AddResponseCompression();
            builder.Services.AddSingleton(given => new WebBuild(folder, given.GetRequiredService<ILogger<WebBuild>>()));
            builder.Services.AddHostedService(given => given.GetRequiredService<WebBuild>());
        }
        options.Services?.Invoke(builder.Services);
        foreach (var function in functions) AddTrigger(builder.Services, function, account is not null);

        var web = builder.Build();
        if (options.Web is not null) web.UsePages(host);
        web.Services.GetRequiredService<DevIssuer>().Map(web);
        exchange?.MapPeople(web);
        web.MapFunctions(functions, host);
        return web;
    }

    private static void AddTrigger(IServiceCollection services, Found function, bool storage)
    {
        Func<IServiceProvider, IHostedService>? make = function.Trigger switch
        {
            QueueTriggerAttribute queue when storage => given => new QueueTrigger(function, queue, given),
            BlobTriggerAttribute blob when storage => given => new BlobTrigger(function, blob, given),
            TimerTriggerAttribute timer => given => new TimerTrigger(function, timer, given),
            CosmosDBTriggerAttribute feed => given => new FeedTrigger(function, feed, given),
            _ => null,
        };
        if (make is not null) services.AddSingleton(make);
    }

    /// <summary>Serves until Ctrl-C or SIGTERM, then drains.</summary>
    public Task Run() => app.WaitForShutdownAsync();

    public Task Stop(CancellationToken now = default) => app.StopAsync(now);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (exchange is not null) await exchange.DisposeAsync();
        if (storage is not null) await storage.DisposeAsync();
    }

    /// <summary>The wished port if nobody listens there, else 0: any free one.</summary>
    private static int FreePort(int wished)
    {
        if (wished == 0) return 0;
        try
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, wished);
            probe.Start();
            return wished;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return 0;
        }
    }
}
