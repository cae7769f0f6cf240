using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace VetVisits.Storage;

/// <summary>One connection with its prepared statements. Parameters are <c>@1</c>, <c>@2</c>, ... in the order of the values. Used by one thread at a time.</summary>
public sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    internal SqliteSession(string path, bool durable)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        Script($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(durable ? "FULL" : "NORMAL")}; PRAGMA temp_store = MEMORY;");
    }

    /// <summary>Runs statements that are not worth preparing.</summary>
    public void Script(string sql)
    {
        using var command = connection.CreateCommand();
        // CA2100: every statement is a constant of this folder; values are always parameters.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Begins a write at once, or answers false where another process writes just now.</summary>
    public bool TryBeginImmediate() => Raw("BEGIN IMMEDIATE", raw.SQLITE_BUSY) == raw.SQLITE_OK;

    public void Commit() => Raw("COMMIT");

    /// <summary>Undoes the open transaction; nothing where SQLite has undone it already, as it does after some errors.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) Raw("ROLLBACK");
    }

    /// <returns>How many rows changed.</returns>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).ExecuteNonQuery();

    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).ExecuteReader();

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public object? One(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).ExecuteScalar();

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    /// <summary>Past the ADO layer, which answers a busy file by sleeping 150 milliseconds.</summary>
    private int Raw(string sql, int allowed = raw.SQLITE_OK)
    {
        var code = raw.sqlite3_exec(connection.Handle, sql);
        if (code != raw.SQLITE_OK && code != allowed) SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return code;
    }

    private SqliteCommand Prepared(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            // CA2100: as above.
#pragma warning disable CA2100
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
            prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
