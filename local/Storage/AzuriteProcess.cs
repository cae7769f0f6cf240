using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using VetVisits.Local.Host;

namespace VetVisits.Storage;

/// <summary>Something that this machine lacks; the message says what to install.</summary>
public sealed class MissingPartException(string message) : Exception(message);

/// <summary>One run of Azurite. It ends when its standard input closes, so it never outlives its host.</summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);
    private readonly Process process;
    private readonly TaskCompletionSource<int> blob = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> queue = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteProcess(Process process) => this.process = process;

    private static string Script => Path.Combine(LocalOptions.Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>What it printed last; for the log.</summary>
    public string LastWords { get; private set; } = "nothing";

    /// <exception cref="MissingPartException">Node or Azurite is missing.</exception>
    public static void MustBeInstalled()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { UseShellExecute = false, RedirectStandardOutput = true });
            node!.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new MissingPartException("Node is missing: blob and queue storage (Azurite) needs Node 20 or later with npm on the PATH. Install it and start again.");
        }
        if (!File.Exists(Script))
            throw new MissingPartException($"Azurite is missing: run `npm ci --ignore-scripts` in {LocalOptions.Folder} and start again.");
    }

    public static AzuriteProcess Begin(string folder, Azurite.Ports wished, IEnumerable<string> accounts)
    {
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = LocalOptions.Folder,
            Environment = { ["AZURITE_ACCOUNTS"] = string.Join(';', accounts) },
        };
        string[] arguments =
        [
            "--require", Path.Combine(LocalOptions.Folder, "Storage", "azurite-child.cjs"), Script,
            "--location", folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobHost", "127.0.0.1", "--blobPort", Text(wished.Blob), "--blobKeepAliveTimeout", "3600",
            "--queueHost", "127.0.0.1", "--queuePort", Text(wished.Queue), "--queueKeepAliveTimeout", "3600",
            "--tableHost", "127.0.0.1", "--tablePort", "0",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var begun = new AzuriteProcess(new Process { StartInfo = start });
        begun.process.OutputDataReceived += (_, line) => begun.Hear(line.Data);
        begun.process.ErrorDataReceived += (_, line) => begun.Hear(line.Data);
        begun.process.Start();
        File.WriteAllText(Mark(folder), $"{begun.process.Id} {begun.process.StartTime.Ticks}");
        begun.process.BeginOutputReadLine();
        begun.process.BeginErrorReadLine();
        return begun;
    }

    /// <summary>Waits for the one that was started last in this folder, if it still runs.</summary>
    public static async Task EndOfTheLast(string folder)
    {
        if (!File.Exists(Mark(folder)) || (await File.ReadAllTextAsync(Mark(folder))).Split(' ') is not [var id, var began]) return;
        try
        {
            using var last = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            // The number alone may have gone to another program since.
            if (Math.Abs(last.StartTime.Ticks - long.Parse(began, CultureInfo.InvariantCulture)) > TimeSpan.TicksPerSecond) return;
            using var enough = new CancellationTokenSource(EndsWithin);
            try
            {
                await last.WaitForExitAsync(enough.Token);
            }
            catch (OperationCanceledException)
            {
                last.Kill();
            }
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    /// <summary>The ports, once both services listen; null if it ended before.</summary>
    public async Task<Azurite.Ports?> Listening(CancellationToken stop)
    {
        var both = Task.WhenAll(blob.Task, queue.Task);
        await Task.WhenAny(both, process.WaitForExitAsync(stop));
        return both.IsCompletedSuccessfully ? new(both.Result[0], both.Result[1]) : null;
    }

    /// <summary>Completes when it has ended or a stop is asked for.</summary>
    public async Task Ended(CancellationToken stop)
    {
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // The caller disposes it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            using var enough = new CancellationTokenSource(EndsWithin);
            await Ended(enough.Token);
            if (!process.HasExited) process.Kill();
        }
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        LastWords = line;
        if (ListeningAt().Match(line) is not { Success: true } said) return;
        var port = int.Parse(said.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
        if (said.Groups["service"].ValueSpan is "Blob") blob.TrySetResult(port);
        else queue.TrySetResult(port);
    }

    private static string Mark(string folder) => Path.Combine(folder, "process");

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("Azurite (?<service>Blob|Queue) service is successfully listening at http://[^:]+:(?<port>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ListeningAt();
}
