using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Storage;

namespace VetVisits.Benchmarks;

/// <summary>
/// How many commits a second can be made durable on this disk: the measure that a booking's rate is compared with. Two figures, with the same clients,
/// the same commits and <c>synchronous=FULL</c>: <see cref="Raw"/>, bare SQLite with one commit a transaction; <see cref="OfStore"/>, our journal.
/// </summary>
public static class AppendRate
{
    /// <summary>
    /// Commits a second on bare SQLite: each client has a connection and a prepared statement of its own. They take turns by a lock in the process,
    /// for SQLite's own waiting sleeps, which would make the figure smaller than the disk allows.
    /// </summary>
    public static double Raw(int clients, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-rate-");
        try
        {
            var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "raw.db"), Pooling = false }.ToString();
            using (var first = Open(source)) Execute(first, SqliteJournal.Schema);
            using var turn = new SemaphoreSlim(1);
            return Rate(clients, time, client =>
            {
                var connection = Open(source);
                var insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO commits (partition, stream, version, at, body) VALUES (@1, @2, @3, @4, @5)";
                for (var i = 1; i <= 5; i++) insert.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
                return (async version =>
                {
                    var commit = Commit(client, version);
                    object[] values = [commit.Partition, commit.Stream, commit.Version, CommitTime.Text(commit.At), Json.Write(commit)];
                    for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
                    await turn.WaitAsync();
                    try
                    {
                        Execute(connection, "BEGIN IMMEDIATE");
                        insert.ExecuteNonQuery();
                        Execute(connection, "COMMIT");
                    }
                    finally
                    {
                        turn.Release();
                    }
                }, () =>
                {
                    insert.Dispose();
                    connection.Dispose();
                }
                );
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Commits a second through the journal of this product.</summary>
    public static double OfStore(int clients, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-rate-");
        try
        {
            using var stores = new SqliteStores(folder.FullName, SystemClock.Instance);
            return Rate(clients, time, client => (async version =>
            {
                var commit = Commit(client, version);
                await stores.Journal.Append(new StreamId(commit.Partition, new StreamName(commit.Stream)), version - 1, commit, CancellationToken.None);
            }, () => { }
            ));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Rate(int clients, TimeSpan time, Func<int, (Func<int, Task> Append, Action Close)> make)
    {
        var (done, began) = (0L, Stopwatch.StartNew());
        Task.WaitAll([.. Enumerable.Range(0, clients).Select(client => Task.Factory.StartNew(
            async () =>
            {
                var (append, close) = make(client);
                for (var version = 1; began.Elapsed < time; version++)
                {
                    await append(version);
                    Interlocked.Increment(ref done);
                }
                close();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap())]);
        return done / began.Elapsed.TotalSeconds;
    }

    /// <summary>A commit of an ordinary size: about what booking a visit stores.</summary>
    private static Commit Commit(int client, int version) => new(
        $"vet:{client:x32}", "schedule:2026-11-23", version, SystemClock.Instance.GetCurrentInstant(), "owner:0192f0c4a1b27c3d8e4f5a6b7c8d9e0f",
        new CommandTag("0192f0c4a1b27c3d8e4f5a6b7c8d9e0f", "0192f0c4a1b27c3d8e4f5a6b7c8d9e0f"),
        [new Visits.VisitEnded("treated", new string('n', 300))]);

    private static SqliteConnection Open(string source)
    {
        var connection = new SqliteConnection(source);
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        // CA2100: every statement here is a constant.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
