using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using VetVisits.Local.Host;

namespace VetVisits.Storage;

/// <summary>
/// Blob and queue storage of one data folder: Azurite, on loopback. Of the processes that share the folder one runs it, the holder of a file lock;
/// when that one ends, another goes on at the same ports. It is started again when it dies.
/// </summary>
public sealed partial class Azurite : IAsyncDisposable
{
    /// <summary>The account and key that every storage emulator has (learn.microsoft.com, "Use the Azurite emulator"): known to all, and of use on loopback only.</summary>
    public const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly string folder;
    private readonly IReadOnlyList<string> accounts;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<Ports> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task kept = Task.CompletedTask;

    private Azurite(string data, IReadOnlyList<string> accounts, ILogger log) =>
        (folder, this.accounts, this.log) = (Path.Combine(data, "azurite"), accounts, log);

    /// <summary>Starts it, or finds the one that another process runs for this folder; comes back when it answers.</summary>
    /// <param name="accounts">More accounts than the usual one, with the same key: each is a storage of its own.</param>
    /// <exception cref="MissingPartException">Node or Azurite is not installed; the message says what to do.</exception>
    public static async Task<Azurite> Start(string data, ILogger log, CancellationToken stop = default, params IReadOnlyList<string> accounts)
    {
        AzuriteProcess.MustBeInstalled();
        var azurite = new Azurite(data, accounts, log);
        Directory.CreateDirectory(azurite.folder);
        azurite.kept = Task.Run(azurite.Keep, stop);
        await Task.WhenAny(azurite.ready.Task, azurite.kept).WaitAsync(StartsWithin, stop);
        if (!azurite.ready.Task.IsCompleted) await azurite.kept;
        return azurite;
    }

    public string ConnectionString => For(Account);

    public string For(string account)
    {
        var ports = ready.Task.Result;
        return $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports.Blob}/{account};QueueEndpoint=http://127.0.0.1:{ports.Queue}/{account};";
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await kept;
        stopping.Dispose();
    }

    private async Task Keep()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                using (var mine = ExclusiveLock.TryTake(folder, "azurite"))
                    if (mine is not null) await Run();
                if (!ready.Task.IsCompleted && State.Read(folder) is { Queue: not 0 } ports && await Answers(ports)) ready.TrySetResult(ports);
                await Task.Delay(Between, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <summary>Runs it as the lock's holder until a stop is asked for; starts it again, at the same ports, when it ends by itself.</summary>
    private async Task Run()
    {
        // Who has clients already must keep their ports; who starts anew takes the last ones, the usual ones, or free ones.
        var serving = ready.Task.IsCompleted ? ready.Task.Result : null;
        while (!stopping.IsCancellationRequested)
        {
            // One whose host was killed writes down what it has and ends; two at once would overwrite each other's files.
            await AzuriteProcess.EndOfTheLast(folder);
            var wished = serving ?? Free(State.Read(folder) ?? new Ports(10000, 10001));
            await using var process = AzuriteProcess.Begin(folder, wished, accounts.Select(a => $"{a}:{Key}").Append($"{Account}:{Key}"));
            if (await process.Listening(stopping.Token) is { } ports)
            {
                State.Write(folder, ports);
                serving = ports;
                ready.TrySetResult(ports);
                await process.Ended(stopping.Token);
            }
            if (stopping.IsCancellationRequested) return;
            Ended(log, process.LastWords);
            await Task.Delay(Between, stopping.Token);
        }
    }

    private static async Task<bool> Answers(Ports ports)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, ports.Queue);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static Ports Free(Ports wished) => IsFree(wished.Blob) && IsFree(wished.Queue) ? wished : new Ports(0, 0);

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(201, LogLevel.Warning, "Azurite ended and is started again. It said: {Words}")]
    private static partial void Ended(ILogger log, string words);

    /// <summary>Where it listens; 0 asks for any free port.</summary>
    public sealed record Ports(int Blob, int Queue);

    private static class State
    {
        public static Ports? Read(string folder)
        {
            var file = FileIn(folder);
            return File.Exists(file) ? JsonSerializer.Deserialize<Ports>(File.ReadAllText(file)) : null;
        }

        public static void Write(string folder, Ports ports)
        {
            var fresh = FileIn(folder) + ".new";
            File.WriteAllText(fresh, JsonSerializer.Serialize(ports));
            File.Move(fresh, FileIn(folder), overwrite: true);
        }

        private static string FileIn(string folder) => Path.Combine(folder, "ports.json");
    }
}
