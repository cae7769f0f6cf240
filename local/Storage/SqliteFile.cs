using System.Collections.Concurrent;
using System.Diagnostics;
using VetVisits.Journal;

namespace VetVisits.Storage;

/// <summary>
/// One SQLite file, shared by threads and by processes: write-ahead log, a pool of readers that nobody blocks, and one writer thread a process.
/// Writes that wait together are committed together (group commit), so clients share an fsync instead of queueing for one each;
/// none is answered before it is on disk.
/// </summary>
public sealed class SqliteFile : IDisposable
{
    private const int MostTogether = 256;
    private readonly string path;
    private readonly bool durable;
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly BlockingCollection<Pending> pending = [];
    private readonly SqliteSession writer;
    private readonly Thread thread;
    private volatile TaskCompletionSource committed = NewSignal();

    /// <param name="schema">Statements that may run again on a file that has them already.</param>
    /// <param name="durable">False where losing the last writes with the machine's power costs only repeated work.</param>
    public SqliteFile(string path, string schema, bool durable = true)
    {
        (this.path, this.durable) = (path, durable);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        writer = new SqliteSession(path, durable);
        InTransaction(() => writer.Script(schema));
        thread = new Thread(WriteAll) { IsBackground = true, Name = $"writes {Path.GetFileName(path)}" };
        thread.Start();
    }

    /// <summary>How long a writer waits for writers in other processes before it gives up.</summary>
    public static TimeSpan MostWait { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Completes at the next commit by this process. Take it before reading, wait for it after.</summary>
    public Task NextCommit => committed.Task;

    /// <summary>Runs a short read. It sees everything that was answered before it began.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        if (!readers.TryTake(out var session))
        {
            session = new SqliteSession(path, durable);
            session.Script("PRAGMA query_only = ON;");
        }
        try
        {
            return read(session);
        }
        finally
        {
            readers.Add(session);
        }
    }

    /// <summary>Runs a write in a transaction, together with others that wait; it must stand on its own and may be run again.</summary>
    /// <exception cref="ThrottledException">Other processes kept the file busy for <see cref="MostWait"/>.</exception>
    public Task<T> Write<T>(Func<SqliteSession, T> write)
    {
        var wanted = new Pending<T>(write);
        pending.Add(wanted);
        return wanted.Outcome;
    }

    public void Dispose()
    {
        pending.CompleteAdding();
        thread.Join();
        writer.Dispose();
        while (readers.TryTake(out var session)) session.Dispose();
        pending.Dispose();
    }

    private void WriteAll()
    {
        var together = new List<Pending>(MostTogether);
        foreach (var first in pending.GetConsumingEnumerable())
        {
            together.Add(first);
            while (together.Count < MostTogether && pending.TryTake(out var next)) together.Add(next);
            CommitAll(together);
            together.Clear();
            Interlocked.Exchange(ref committed, NewSignal()).TrySetResult();
        }
    }

    /// <summary>A group that fails is tried one by one, so that one bad write spoils no other.</summary>
    private void CommitAll(List<Pending> together)
    {
        try
        {
            InTransaction(() => together.ForEach(one => one.Run(writer)));
            together.ForEach(one => one.Done());
        }
        catch (ThrottledException busy)
        {
            together.ForEach(one => one.Failed(busy));
        }
        catch (Exception) when (together.Count > 1)
        {
            foreach (var one in together) CommitAll([one]);
        }
        // CA1031: whatever went wrong belongs to the one who asked; the thread lives on for the others.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            together[0].Failed(failed);
        }
    }

    private void InTransaction(Action work)
    {
        BeginImmediate();
        try
        {
            work();
            writer.Commit();
        }
        catch
        {
            writer.RollBack();
            throw;
        }
    }

    /// <summary>
    /// SQLite's own busy handler sleeps longer and longer, which starves a process beside another that writes without pause; so this one asks every millisecond.
    /// </summary>
    private void BeginImmediate()
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (writer.TryBeginImmediate()) return;
            if (Stopwatch.GetElapsedTime(since) > MostWait) throw new ThrottledException(TimeSpan.FromSeconds(1));
            Thread.Sleep(1);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private abstract class Pending
    {
        public abstract void Run(SqliteSession session);

        public abstract void Done();

        public abstract void Failed(Exception why);
    }

    private sealed class Pending<T>(Func<SqliteSession, T> write) : Pending
    {
        private readonly TaskCompletionSource<T> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Outcome => outcome.Task;

        public override void Run(SqliteSession session) => result = write(session);

        public override void Done() => outcome.TrySetResult(result!);

        public override void Failed(Exception why) => outcome.TrySetException(why);
    }
}
