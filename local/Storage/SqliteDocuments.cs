using System.Runtime.CompilerServices;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Storage;

/// <summary>Documents in SQLite. A time to live that has passed hides a document at once; its row goes when the file is next swept.</summary>
public sealed class SqliteDocuments(SqliteFile file, IClock clock, string store = "documents") : IDocuments, IViewStore
{
    private const int Page = 200;
    private const long SweepEvery = 1000;
    private long writes;

    public const string Schema =
        """
        CREATE TABLE IF NOT EXISTS documents (
            partition TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER, body TEXT NOT NULL,
            PRIMARY KEY (partition, id));
        CREATE INDEX IF NOT EXISTS documents_expiring ON documents (expires) WHERE expires IS NOT NULL;
        """;

    private long Now => clock.GetCurrentInstant().ToUnixTimeMilliseconds();

    public Task<Stored<T>?> Read<T>(DocumentId id, CancellationToken stop) where T : class
    {
        stop.ThrowIfCancellationRequested();
        using var measured = StoreMeter.Measure(store, "read");
        var found = file.Read(session =>
        {
            using var rows = session.Query(
                "SELECT body, etag FROM documents WHERE partition = @1 AND id = @2 AND (expires IS NULL OR expires > @3)", id.Partition, id.Id, Now);
            return rows.Read() ? (Body: rows.GetString(0), ETag: rows.GetString(1)) : default;
        });
        var stored = found.Body is null ? null : new Stored<T>(Json.Read<T>(found.Body), new ETag(found.ETag));
        measured.Done();
        return Task.FromResult(stored);
    }

    public async Task<Written> Write<T>(DocumentId id, T document, ETag? expected, CancellationToken stop, Duration? live = null) where T : class
    {
        stop.ThrowIfCancellationRequested();
        using var measured = StoreMeter.Measure(store, expected is null ? "create" : "replace");
        var (body, now, etag) = (Json.Write(document), Now, Guid.CreateVersion7().ToString("N"));
        long? expires = live is { } kept ? now + (long)kept.TotalMilliseconds : null;
        var changed = await file.Write(session => expected is { Value: var old }
            ? session.Run(
                "UPDATE documents SET etag = @4, expires = @5, body = @6 WHERE partition = @1 AND id = @2 AND etag = @7 AND (expires IS NULL OR expires > @3)",
                id.Partition, id.Id, now, etag, expires, body, old)
            : session.Run(
                """
                INSERT INTO documents (partition, id, etag, expires, body) VALUES (@1, @2, @4, @5, @6)
                ON CONFLICT DO UPDATE SET etag = excluded.etag, expires = excluded.expires, body = excluded.body WHERE documents.expires <= @3
                """,
                id.Partition, id.Id, now, etag, expires, body));
        if (Interlocked.Increment(ref writes) % SweepEvery == 1) await Sweep();
        measured.Done(conflict: changed == 0);
        return changed == 1 ? new Written(new ETag(etag)) : Written.Conflict;
    }

    public async Task<Written> Delete(DocumentId id, ETag expected, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var measured = StoreMeter.Measure(store, "delete");
        var changed = await file.Write(session => session.Run(
            "DELETE FROM documents WHERE partition = @1 AND id = @2 AND etag = @4 AND (expires IS NULL OR expires > @3)", id.Partition, id.Id, Now, expected.Value));
        measured.Done(conflict: changed == 0);
        return changed == 1 ? new Written(expected) : Written.Conflict;
    }

    public async IAsyncEnumerable<(string Id, Stored<T> Stored)> List<T>(
        string partition, IdRange ids, [EnumeratorCancellation] CancellationToken stop) where T : class
    {
        Names.Checked(partition);
        // Every id lies before DEL, so an open end is an ordinary one, and the index is walked no further than asked.
        for (var (from, to) = (ids.From ?? "", ids.To ?? "\x7f"); ;)
        {
            stop.ThrowIfCancellationRequested();
            using var measured = StoreMeter.Measure(store, "list");
            var page = file.Read(session =>
            {
                using var rows = session.Query(
                    $"""
                    SELECT id, etag, body FROM documents WHERE partition = @1 AND id >= @2 AND id < @3
                    AND (expires IS NULL OR expires > @4) ORDER BY id LIMIT {Page}
                    """,
                    partition, from, to, Now);
                var read = new List<(string Id, Stored<T> Stored)>();
                while (rows.Read()) read.Add((rows.GetString(0), new Stored<T>(Json.Read<T>(rows.GetString(2)), new ETag(rows.GetString(1)))));
                return read;
            });
            measured.Done();
            foreach (var document in page) yield return document;
            if (page.Count < Page) yield break;
            from = page[^1].Id + "\x01";
        }
    }

    public async Task<long> ThrowAway(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var measured = StoreMeter.Measure(store, "throw-away");
        var thrown = await file.Write(session => session.Run("DELETE FROM documents WHERE json_extract(body, '$.content') IS NOT NULL"));
        measured.Done();
        return thrown;
    }

    private Task<int> Sweep()
    {
        var now = Now;
        return file.Write(session => session.Run("DELETE FROM documents WHERE expires <= @1", now));
    }
}
