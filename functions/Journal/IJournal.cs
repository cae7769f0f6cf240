namespace VetVisits.Journal;

/// <summary>What happened, append-only. Two adapters hold to one contract suite: Cosmos DB and SQLite.</summary>
public interface IJournal
{
    /// <summary>The histories of some streams of one partition, in one query.</summary>
    Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop);

    /// <summary>Writes the commit as version <paramref name="expectedVersion"/> + 1, create-only.</summary>
    /// <returns><see cref="Appended.Conflict"/> when that version exists already: re-read, look for your own command, decide again.</returns>
    Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop);

    /// <summary>All commits of one partition in (at, stream, version) order, streamed. The order is for display only.</summary>
    IAsyncEnumerable<Commit> ReadPartition(string partition, CancellationToken stop);
}

/// <summary>The commits of the streams that were asked for, each in version order; a stream with no history is empty.</summary>
public sealed class Histories(string partition, ILookup<string, Commit> commits)
{
    public string Partition { get; } = partition;

    public IReadOnlyList<Commit> Of(StreamName stream) => [.. commits[stream.Value]];
}

/// <summary>How an append ended. A conflict is a value, not an exception.</summary>
public enum Appended
{
    Done,
    Conflict,
}
