using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

/// <summary>A journal on which a test can act just before an append, or lose its answer just after.</summary>
internal sealed class Rigged(IJournal journal) : IJournal
{
    public Func<Commit, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Func<Commit, Task> After { get; set; } = _ => Task.CompletedTask;

    public int Reads { get; private set; }

    public int Appends { get; private set; }

    public Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop)
    {
        Reads++;
        return journal.Read(partition, streams, stop);
    }

    public async Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop)
    {
        Appends++;
        await Before(commit);
        var ended = await journal.Append(stream, expectedVersion, commit, stop);
        await After(commit);
        return ended;
    }

    public IAsyncEnumerable<Commit> ReadPartition(string partition, CancellationToken stop) => journal.ReadPartition(partition, stop);
}
