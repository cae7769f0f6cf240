using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using VetVisits.Journal;

namespace VetVisits.Storage;

/// <summary>The journal in SQLite. A commit's position is its place in the feed: given under the one write lock, so that nobody can appear before it later.</summary>
public sealed class SqliteJournal(SqliteFile file) : IJournal, IJournalErasure
{
    private const int Page = 200;

    /// <summary>The sorting text of <c>at</c>, for display in the order of time.</summary>
    public const string Schema =
        """
        CREATE TABLE IF NOT EXISTS commits (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            partition TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
            at TEXT NOT NULL, body TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS commits_of_stream ON commits (partition, stream, version);
        CREATE INDEX IF NOT EXISTS commits_in_time ON commits (partition, at, stream, version);
        """;

    public Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Names.Checked(partition);
        using var measured = StoreMeter.Measure("journal", "read");
        var commits = streams.Count == 0 ? [] : file.Read(session =>
        {
            var names = string.Join(',', Enumerable.Range(2, streams.Count).Select(n => $"@{n}"));
            using var rows = session.Query(
                $"SELECT body FROM commits WHERE partition = @1 AND stream IN ({names}) ORDER BY stream, version",
                [partition, .. streams.Select(s => (object?)s.Value)]);
            return ReadAll(rows);
        });
        measured.Done();
        return Task.FromResult(new Histories(partition, commits.ToLookup(c => c.Stream)));
    }

    public async Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        commit.MustBe(stream, expectedVersion);
        using var measured = StoreMeter.Measure("journal", "append");
        var (at, body) = (CommitTime.Text(commit.At), Json.Write(commit));
        var added = await file.Write(session => session.Run(
            "INSERT INTO commits (partition, stream, version, at, body) VALUES (@1, @2, @3, @4, @5) ON CONFLICT DO NOTHING",
            commit.Partition, commit.Stream, commit.Version, at, body));
        measured.Done(conflict: added == 0);
        return added == 1 ? Appended.Done : Appended.Conflict;
    }

    /// <summary>Page by page, each a short read of its own: memory stays flat and a slow caller holds nothing up.</summary>
    public async IAsyncEnumerable<Commit> ReadPartition(string partition, [EnumeratorCancellation] CancellationToken stop)
    {
        Names.Checked(partition);
        var (at, stream, version) = ("", "", 0);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            using var measured = StoreMeter.Measure("journal", "read-partition");
            var page = file.Read(session =>
            {
                using var rows = session.Query(
                    $"SELECT body FROM commits WHERE partition = @1 AND (at, stream, version) > (@2, @3, @4) ORDER BY at, stream, version LIMIT {Page}",
                    partition, at, stream, version);
                return ReadAll(rows);
            });
            measured.Done();
            foreach (var commit in page) yield return commit;
            if (page.Count < Page) yield break;
            (at, stream, version) = (CommitTime.Text(page[^1].At), page[^1].Stream, page[^1].Version);
        }
    }

    /// <summary>One transaction: all or nothing, so no stream has to be the last.</summary>
    public async Task Erase(string partition, StreamName last, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Names.Checked(partition);
        using var measured = StoreMeter.Measure("journal", "erase");
        await file.Write(session => session.Run("DELETE FROM commits WHERE partition = @1", partition));
        measured.Done();
    }

    private static List<Commit> ReadAll(SqliteDataReader rows)
    {
        var commits = new List<Commit>();
        while (rows.Read()) commits.Add(Json.Read<Commit>(rows.GetString(0)));
        return commits;
    }
}
