using NodaTime;
using VetVisits.Journal;
using static VetVisits.Tests.Contracts.Sample;

namespace VetVisits.Tests.Contracts;

/// <summary>What every journal holds to. Each store runs these very tests.</summary>
public abstract class JournalContract
{
    protected abstract IJournal Journal { get; }

    [Fact]
    public async Task What_was_appended_is_read_again()
    {
        var stream = Stream("visit:v1");
        var commit = Commit(stream, 1, Noon + Duration.FromNanoseconds(123_456_700), "c1", answer: "yes") with { Trace = "00-ab-cd-01" };

        Assert.Equal(Appended.Done, await Journal.Append(stream, 0, commit, default));

        var read = Assert.Single((await Journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name));
        Assert.Equal(Json.Write(commit), Json.Write(read));
        Assert.Equal(commit.At, read.At);
    }

    [Fact]
    public async Task A_version_that_exists_is_a_conflict_and_stays_as_it_was()
    {
        var stream = Stream("visit:v1");
        await Journal.Append(stream, 1, command: "first");

        Assert.Equal(Appended.Conflict, await Journal.Append(stream, 1, command: "second"));

        var read = Assert.Single((await Journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name));
        Assert.Equal("first", read.Command!.Id);
    }

    [Fact]
    public async Task Of_many_writers_of_one_version_exactly_one_wins()
    {
        var stream = Stream("schedule:2026-11-23");
        var ended = await Task.WhenAll(Enumerable.Range(0, 32).Select(n =>
            Task.Run(() => Journal.Append(stream, 1, command: $"c{n}", by: $"owner:{n}"))));

        var winner = Assert.Single(Enumerable.Range(0, 32), n => ended[n] == Appended.Done);
        var kept = Assert.Single((await Journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name));
        Assert.Equal($"owner:{winner}", kept.By);
    }

    [Fact]
    public async Task Histories_of_several_streams_come_in_version_order_and_nothing_else_comes_with_them()
    {
        var (visit, photo) = (Stream("visit:v1"), "photo:p1");
        var beside = Stream(photo, visit.Partition);
        var elsewhere = Stream("visit:v1");
        for (var version = 1; version <= 12; version++) await Journal.Append(visit, version);
        await Journal.Append(beside, 1);
        await Journal.Append(Stream("consents", visit.Partition), 1);
        await Journal.Append(elsewhere, 1);

        var histories = await Journal.Read(visit.Partition, [visit.Name, beside.Name, new StreamName("visit:none")], default);

        Assert.Equal(Enumerable.Range(1, 12), histories.Of(visit.Name).Select(c => c.Version));
        Assert.Single(histories.Of(beside.Name));
        Assert.Empty(histories.Of(new StreamName("visit:none")));
        Assert.Empty(histories.Of(new StreamName("consents")));
        Assert.All(histories.Of(visit.Name), c => Assert.Equal(visit.Partition, c.Partition));
    }

    [Fact]
    public async Task A_partition_that_is_erased_is_gone_and_no_other_is()
    {
        var (visit, elsewhere) = (Stream("visit:v1"), Stream("visit:v1"));
        for (var version = 1; version <= 3; version++) await Journal.Append(visit, version);
        await Journal.Append(Stream("custody", visit.Partition), 1);
        await Journal.Append(elsewhere, 1);
        var erasure = Assert.IsAssignableFrom<IJournalErasure>(Journal);

        await erasure.Erase(visit.Partition, new StreamName("custody"), default);
        await erasure.Erase(visit.Partition, new StreamName("custody"), default);

        await foreach (var left in Journal.ReadPartition(visit.Partition, default)) Assert.Fail($"{left.Id} is left");
        Assert.Single((await Journal.Read(elsewhere.Partition, [elsewhere.Name], default)).Of(elsewhere.Name));
    }

    [Fact]
    public async Task Asking_for_no_stream_reads_nothing()
    {
        var histories = await Journal.Read(Partition(), [], default);
        Assert.Empty(histories.Of(new StreamName("visit:v1")));
    }

    [Fact]
    public async Task A_partition_is_read_in_the_order_of_time_then_stream_then_version()
    {
        var partition = Partition();
        // The fraction of a second decides too: as plain text, 12:00:00.5Z would come before 12:00:00Z.
        (string Stream, int Version, Duration After)[] order =
        [
            ("b", 1, Duration.Zero), ("a", 1, Duration.FromMilliseconds(500)), ("b", 2, Duration.FromMilliseconds(500)),
            ("b", 3, Duration.FromMilliseconds(500)), ("a", 2, Duration.FromSeconds(1)), ("c", 1, Duration.FromDays(1)),
        ];
        foreach (var (name, version, after) in order.OrderBy(o => o.Stream).ThenBy(o => o.Version))
            await Journal.Append(Stream(name, partition), version, Noon + after);
        await Journal.Append(Stream("a"), 1);

        var read = await Journal.ReadPartition(partition, default).ToListAsync();

        Assert.Equal(order.Select(o => (o.Stream, o.Version)), read.Select(c => (c.Stream, c.Version)));
    }

    [Fact]
    public async Task A_partition_longer_than_any_page_is_read_whole()
    {
        var stream = Stream("readings:2026-11-23");
        await Parallel.ForEachAsync(Enumerable.Range(1, 620), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (version, _) => await Journal.Append(stream, version, Noon));

        Assert.Equal(Enumerable.Range(1, 620), await Journal.ReadPartition(stream.Partition, default).Select(c => c.Version).ToListAsync());
        Assert.Equal(620, (await Journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name).Count);
    }

    [Fact]
    public async Task A_commit_that_says_another_place_is_refused()
    {
        var stream = Stream("visit:v1");
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.Append(stream, 0, Commit(stream, 2), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.Append(stream, 0, Commit(Stream("visit:v1"), 1), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.Append(stream, 0, Commit(Stream("visit:v2", stream.Partition), 1), default));
    }

    [Theory]
    [InlineData("animal:a/b")]
    [InlineData("")]
    [InlineData("animal:a?b")]
    public async Task Partitions_that_no_store_can_hold_are_refused(string partition)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.Read(partition, [new StreamName("visit:v1")], default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.ReadPartition(partition, default).ToListAsync());
    }

    [Fact]
    public async Task A_name_that_leaves_no_room_for_the_version_is_refused()
    {
        var stream = Stream(new string('s', Names.MaxLength));
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.Append(stream, 1));
    }

    [Fact]
    public async Task Who_has_given_up_already_asks_nothing_of_the_store()
    {
        var stream = Stream("visit:v1");
        var gone = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Journal.Append(stream, 0, Commit(stream, 1), gone));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Journal.Read(stream.Partition, [stream.Name], gone));
        Assert.Empty((await Journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name));
    }
}
