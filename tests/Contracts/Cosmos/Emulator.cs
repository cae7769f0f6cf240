using System.Diagnostics;
using Microsoft.Azure.Cosmos;
using VetVisits.Journal;

namespace VetVisits.Tests.Contracts.Cosmos;

/// <summary>The Cosmos DB emulator from npm, on a free port of this machine, for as long as the tests run.</summary>
public sealed class Emulator : IAsyncLifetime
{
    private Process? process;
    private string endpoint = "";

    public async Task InitializeAsync()
    {
        var script = Path.Combine(FolderOfTests(), "node_modules/@vercel/cosmosdb-server/lib/cli.js");
        process = Process.Start(new ProcessStartInfo("node", [script, "--no-ssl", "--host", "127.0.0.1", "--port", "0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // What it says about requests that it cannot answer is bridged, and must not fill the pipe.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("Ready to accept", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            endpoint = $"http://127.0.0.1:{line[(line.LastIndexOf(':') + 1)..]}/";
            return;
        }
        throw new InvalidOperationException("The Cosmos DB emulator did not start: is Node 20 installed, and has `npm ci` run in tests/?");
    }

    /// <summary>The real SDK in gateway mode, through a handler that bridges what the emulator lacks.</summary>
    public CosmosClient Client(HttpMessageHandler handler)
    {
        var options = CosmosStores.Options();
        options.ConnectionMode = ConnectionMode.Gateway;
        options.LimitToEndpoint = true;
        options.HttpClientFactory = () => new HttpClient(handler, disposeHandler: false);
        return new CosmosClient(endpoint, Convert.ToBase64String("the emulator takes any key"u8), options);
    }

    public async Task DisposeAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string FolderOfTests([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
