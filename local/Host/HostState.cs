using System.Globalization;
using VetVisits.Storage;

namespace VetVisits.Local.Host;

/// <summary>What the host itself remembers: when timers ran, and a receipt for every blob version that was dealt with.</summary>
public sealed class HostState(LocalOptions options) : IDisposable
{
    private readonly SqliteFile file = new(
        Path.Combine(options.Data, "host.db"),
        """
        CREATE TABLE IF NOT EXISTS timers (name TEXT PRIMARY KEY, last TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS receipts (
            function TEXT NOT NULL, blob TEXT NOT NULL, etag TEXT NOT NULL, tries INTEGER NOT NULL, done INTEGER NOT NULL,
            PRIMARY KEY (function, blob)) WITHOUT ROWID;
        """);

    public DateTime? LastRun(string timer) => file.Read(session =>
        session.One("SELECT last FROM timers WHERE name = @1", timer) is string last
            ? DateTime.Parse(last, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : (DateTime?)null);

    public Task Ran(string timer, DateTime at)
    {
        var text = at.ToString("O", CultureInfo.InvariantCulture);
        return file.Write(session => session.Run("INSERT INTO timers VALUES (@1, @2) ON CONFLICT DO UPDATE SET last = excluded.last", timer, text));
    }

    public IReadOnlyList<Receipt> Receipts(string function) => file.Read(session =>
    {
        using var rows = session.Query("SELECT blob, etag, tries, done FROM receipts WHERE function = @1", function);
        var all = new List<Receipt>();
        while (rows.Read()) all.Add(new(rows.GetString(0), rows.GetString(1), rows.GetInt32(2), rows.GetInt32(3) == 1));
        return all;
    });

    public Task Keep(string function, Receipt receipt) => file.Write(session => session.Run(
        "INSERT INTO receipts VALUES (@1, @2, @3, @4, @5) ON CONFLICT DO UPDATE SET etag = excluded.etag, tries = excluded.tries, done = excluded.done",
        function, receipt.Blob, receipt.ETag, receipt.Tries, receipt.Done ? 1 : 0));

    public Task Forget(string function, string blob) => file.Write(session => session.Run("DELETE FROM receipts WHERE function = @1 AND blob = @2", function, blob));

    public void Dispose() => file.Dispose();
}

/// <summary>What became of one version of a blob.</summary>
public sealed record Receipt(string Blob, string ETag, int Tries, bool Done);
