using System.Collections.Concurrent;
using VetVisits.Journal;

namespace VetVisits.Tests.Booking;

/// <summary>A journal that counts what is asked of it, keeps what was appended for a feed that a test turns by hand, and can break at any append.</summary>
internal sealed class WatchedJournal(IJournal real) : IJournal
{
    private int queries;
    private int appends;

    public int Queries => queries;

    public int Appends => appends;

    public ConcurrentQueue<Commit> Fed { get; } = new();

    /// <summary>What befalls the appends of the present flow of work, and of no other.</summary>
    public AsyncLocal<Fate?> Fate { get; } = new();

    public void Reset() => (queries, appends) = (0, 0);

    public Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop)
    {
        Interlocked.Increment(ref queries);
        return real.Read(partition, streams, stop);
    }

    public async Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop)
    {
        Interlocked.Increment(ref appends);
        if (Fate.Value is { } before) await before.Next();
        var done = await real.Append(stream, expectedVersion, commit, stop);
        if (done != Appended.Done) return done;
        Fed.Enqueue(commit);
        if (Fate.Value is { } after) await after.Next();
        return done;
    }

    public IAsyncEnumerable<Commit> ReadPartition(string partition, CancellationToken stop) => real.ReadPartition(partition, stop);
}

/// <summary>The process died here.</summary>
internal sealed class Crash : Exception;

/// <summary>Something that happens at one moment of a flow of work: moments are counted before and after each append, from 1.</summary>
internal sealed class Fate(int moment, Func<Task> strike)
{
    private int passed;

    public static Fate CrashAt(int moment) => new(moment, () => throw new Crash());

    public Task Next() => Interlocked.Increment(ref passed) == moment ? strike() : Task.CompletedTask;
}
