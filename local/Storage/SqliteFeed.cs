using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Storage;

/// <summary>A commit and its place in the feed.</summary>
public sealed record Fed(long Position, CommitRef Ref);

/// <summary>
/// The change feed of the SQLite journal: every commit in the order of its position, and for each reader (by name) the place it has come to
/// and a lease, so that of several processes one reads at a time and another goes on where it stopped.
/// </summary>
public sealed class SqliteFeed(SqliteFile journal, SqliteFile places, IClock clock)
{
    /// <summary>How soon a commit of another process is seen; one's own is seen at once.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public const string Schema =
        """
        CREATE TABLE IF NOT EXISTS readers (
            name TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>The commits after a position, at most so many; empty when there are none.</summary>
    public IReadOnlyList<Fed> Read(long after, int most) => journal.Read(session =>
    {
        using var rows = session.Query("SELECT position, partition, stream, version FROM commits WHERE position > @1 ORDER BY position LIMIT @2", after, most);
        var fed = new List<Fed>();
        while (rows.Read()) fed.Add(new Fed(rows.GetInt64(0), new CommitRef(rows.GetString(1), rows.GetString(2), rows.GetInt32(3))));
        return fed;
    });

    /// <summary>The same, waiting until there is at least one or <paramref name="patience"/> has passed (then empty).</summary>
    public async Task<IReadOnlyList<Fed>> Follow(long after, int most, TimeSpan patience, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(patience);
        while (true)
        {
            var next = journal.NextCommit;
            if (Read(after, most) is { Count: > 0 } fed) return fed;
            if (enough.IsCancellationRequested) break;
            await Task.WhenAny(next, Task.Delay(Look, enough.Token));
        }
        stop.ThrowIfCancellationRequested();
        return [];
    }

    /// <summary>Takes or renews the lease of a reader.</summary>
    /// <returns>The position after which the reader goes on; null while another holder has the lease.</returns>
    public async Task<long?> Take(string reader, string holder, Duration lease)
    {
        var now = clock.GetCurrentInstant().ToUnixTimeMilliseconds();
        var position = await places.Write(session => session.One(
            """
            INSERT INTO readers (name, position, holder, until) VALUES (@1, 0, @2, @4)
            ON CONFLICT DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE readers.holder = @2 OR readers.until <= @3
            RETURNING position
            """,
            reader, holder, now, now + (long)lease.TotalMilliseconds));
        return (long?)position;
    }

    /// <summary>Remembers that the reader has dealt with everything up to a position. A holder that lost its lease moves nothing.</summary>
    public async Task<bool> Reached(string reader, string holder, long position) =>
        await places.Write(session => session.Run(
            "UPDATE readers SET position = max(position, @3) WHERE name = @1 AND holder = @2", reader, holder, position)) == 1;

    /// <summary>Gives the lease back, so that another process need not wait for its end.</summary>
    public Task Release(string reader, string holder) =>
        places.Write(session => session.Run("UPDATE readers SET until = 0 WHERE name = @1 AND holder = @2", reader, holder));

    /// <summary>Sends a reader back to the beginning: how views are rebuilt.</summary>
    public Task Rewind(string reader) =>
        places.Write(session => session.Run("UPDATE readers SET position = 0 WHERE name = @1", reader));

    /// <summary>How many commits the reader has before it.</summary>
    public long Behind(string reader)
    {
        var position = places.Read(session => (long?)session.One("SELECT position FROM readers WHERE name = @1", reader)) ?? 0;
        return journal.Read(session => (long)session.One("SELECT count(*) FROM commits WHERE position > @1", position)!);
    }
}
