using Microsoft.Extensions.Logging;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Host;

/// <summary>A local host in this process, on a free port, in a temporary folder of its own that goes with it.</summary>
public sealed class TestHost : IAsyncDisposable
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

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Local.DisposeAsync();
        if (own is not null) Directory.Delete(own, recursive: true);
    }
}
