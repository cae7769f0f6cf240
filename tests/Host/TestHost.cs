using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VetVisits.Local.Host;
using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Host;

/// <summary>A host that can be talked to over HTTP in anybody's name.</summary>
public interface ITalks
{
    /// <param name="who"><c>role/subject</c>.</param>
    Task<Heard> Send(string method, string path, string who, object? body = null, string? key = null);
}

/// <summary>A local host in this process, on a free port, in a temporary folder of its own that goes with it.</summary>
public sealed class TestHost : ITalks, IAsyncDisposable
{
    private readonly string? own;

    private TestHost(LocalHost local, string? own)
    {
        (Local, this.own) = (local, own);
        Client = new HttpClient { BaseAddress = new Uri(local.Address, "api/") };
    }

    public LocalHost Local { get; }

    /// <summary>A client whose base address is the API.</summary>
    public HttpClient Client { get; }

    /// <summary>Its storage is an account of its own in the Azurite of this test run, unless the options say another.</summary>
    /// <param name="data">A folder that outlives the host; null for one of its own.</param>
    public static async Task<TestHost> Start(LocalOptions options, string? data = null)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("vetvisits-").FullName;
        if (options is { WithoutStorage: false, Storage: null }) options = options with { Storage = await TestStorage.Account() };
        var port = options.Port == new LocalOptions().Port ? 0 : options.Port;
        return new TestHost(await LocalHost.Start(options with { Data = folder, Port = port, LogLevel = LogLevel.Critical }), data is null ? folder : null);
    }

    public async Task<Heard> Send(string method, string path, string who, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", Local.Services.GetRequiredService<DevIssuer>().Token(who.Split('/')[0], who.Split('/')[1]));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await Heard.Of(await Client.SendAsync(request));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Local.DisposeAsync();
        if (own is not null) Directory.Delete(own, recursive: true);
    }
}
