using System.Diagnostics;

namespace VetVisits.Tests.Contracts.Cosmos;

/// <summary>The Cosmos DB emulator from npm, on a free port of this machine, for as long as the tests run.</summary>
public sealed class Emulator : IAsyncDisposable
{
    private readonly Process process;

    private Emulator(Process process, Uri endpoint) => (this.process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<Emulator> Start()
    {
        var script = Path.Combine(FolderOfTests(), "node_modules/@vercel/cosmosdb-server/lib/cli.js");
        var started = Process.Start(new ProcessStartInfo("node", [script, "--no-ssl", "--host", "127.0.0.1", "--port", "0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // What it says about requests that it cannot answer is bridged, and must not fill the pipe.
        started.ErrorDataReceived += (_, _) => { };
        started.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await started.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("Ready to accept", StringComparison.Ordinal)) continue;
            _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new Emulator(started, new Uri($"http://127.0.0.1:{line[(line.LastIndexOf(':') + 1)..]}"));
        }
        throw new InvalidOperationException("The Cosmos DB emulator did not start: is Node 20 installed, and has `npm ci` run in tests/?");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string FolderOfTests([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
