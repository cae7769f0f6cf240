using VetVisits.Storage;
using VetVisits.Tests.Contracts;

namespace VetVisits.Tests.Storage;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_write_that_fails_spoils_none_that_waited_with_it()
    {
        using var file = Open();
        var writes = Enumerable.Range(0, 50).Select(n => file.Write(session =>
            n == 25 ? throw new InvalidOperationException("the bad one") : session.Run("INSERT INTO things VALUES (@1)", n))).ToList();

        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[25]);
        writes.RemoveAt(25);
        Assert.All(await Task.WhenAll(writes), changed => Assert.Equal(1, changed));
        Assert.Equal(49L, file.Read(session => session.One("SELECT count(*) FROM things")));
    }

    [Fact]
    public async Task A_write_that_breaks_a_rule_of_the_table_fails_alone()
    {
        using var file = Open();
        await file.Write(session => session.Run("INSERT INTO things VALUES (@1)", 1));
        var writes = new[] { 2, 1, 3 }.Select(n => file.Write(session => session.Run("INSERT INTO things VALUES (@1)", n))).ToList();

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => writes[1]);
        Assert.Equal(1, await writes[0]);
        Assert.Equal(1, await writes[2]);
    }

    [Fact]
    public async Task What_was_answered_is_there_after_the_file_is_opened_again()
    {
        using (var file = Open()) await file.Write(session => session.Run("INSERT INTO things VALUES (@1)", 7));
        using var again = Open();
        Assert.Equal(7L, again.Read(session => session.One("SELECT n FROM things")));
    }

    [Fact]
    public async Task A_file_that_another_keeps_locked_is_waited_for()
    {
        using var file = Open();
        using var other = Open();
        var holding = other.Write(session =>
        {
            Thread.Sleep(300);
            return session.Run("INSERT INTO things VALUES (@1)", 1);
        });
        await Task.Delay(50);
        Assert.Equal(1, await file.Write(session => session.Run("INSERT INTO things VALUES (@1)", 2)));
        await holding;
    }

    [Fact]
    public void Readers_cannot_write()
    {
        using var file = Open();
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => file.Read(session => session.Run("INSERT INTO things VALUES (@1)", 1)));
    }

    [Fact]
    public async Task Who_stops_reading_a_long_partition_early_has_read_a_page_and_not_the_whole()
    {
        using var store = new TempStore();
        var stream = Sample.Stream("readings:2026-11-23");
        await Task.WhenAll(Enumerable.Range(1, 450).Select(version => store.Journal.Append(stream, version)));
        using var counted = new StoreCount();

        await foreach (var commit in store.Journal.ReadPartition(stream.Partition, default))
            if (commit.Version == 10)
                break;

        Assert.Equal(1, counted.JournalQueries);
    }

    private SqliteFile Open() => new(Path.Combine(folder.Path, "things.db"), "CREATE TABLE IF NOT EXISTS things (n INTEGER PRIMARY KEY)");
}
