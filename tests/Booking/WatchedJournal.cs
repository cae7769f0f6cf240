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

    /// <summary>Called before each append with its number from 1; throw to crash before it is written.</summary>
    public Action<int, StreamId>? Before { get; set; }

    /// <summary>Called after each append that was done; throw to crash before anybody hears of it.</summary>
    public Func<int, StreamId, Task>? After { get; set; }

    public void Reset()
    {
        (queries, appends) = (0, 0);
        (Before, After) = (null, null);
    }

    public Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop)
    {
        Interlocked.Increment(ref queries);
        return real.Read(partition, streams, stop);
    }

    public async Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop)
    {
        var number = Interlocked.Increment(ref appends);
        Before?.Invoke(number, stream);
        var done = await real.Append(stream, expectedVersion, commit, stop);
        if (done != Appended.Done) return done;
        Fed.Enqueue(commit);
        if (After is { } after) await after(number, stream);
        return done;
    }

    public IAsyncEnumerable<Commit> ReadPartition(string partition, CancellationToken stop) => real.ReadPartition(partition, stop);
}

/// <summary>The process died here.</summary>
internal sealed class Crash : Exception;
