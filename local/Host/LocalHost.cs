using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace VetVisits.Local.Host;

/// <summary>The product on one machine: the same function classes, hosted with the promises of the real host.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly WebApplication web;

    private LocalHost(WebApplication web, Uri address) => (this.web, Address) = (web, address);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:7071/</c>.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => web.Services;

    public static async Task<LocalHost> Start(LocalOptions options, CancellationToken stop = default)
    {
        if (options.Fresh && Directory.Exists(options.Data)) Directory.Delete(options.Data, recursive: true);
        Directory.CreateDirectory(options.Data);

        var host = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json"));
        var functions = Found.In([.. typeof(LocalHost).Assembly.GetTypes(), .. options.MoreFunctions]).Where(f => options.Runs(f.Name)).ToList();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [.. options.Arguments], EnvironmentName = "Local", ContentRootPath = options.Data });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Logging.SetMinimumLevel(options.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, FreePort(options.Port));
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = options.DrainFor);
        builder.Services.AddSingleton(options).AddSingleton(host).AddSingleton<IReadOnlyList<Found>>(functions);
        builder.Services.AddRouting();
        builder.Services.AddVetVisits();
        options.Services?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapFunctions(functions, host);
        await app.StartAsync(stop);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new LocalHost(app, new Uri(address + "/"));
    }

    /// <summary>Serves until Ctrl-C or SIGTERM, then drains.</summary>
    public Task Run() => web.WaitForShutdownAsync();

    public Task Stop(CancellationToken now = default) => web.StopAsync(now);

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
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
