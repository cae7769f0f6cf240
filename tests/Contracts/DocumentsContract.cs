using NodaTime;
using VetVisits.Documents;

namespace VetVisits.Tests.Contracts;

/// <summary>What every store of documents holds to. Each store runs these very tests.</summary>
public abstract class DocumentsContract
{
    private readonly string partition = Sample.Partition();

    protected abstract IDocuments Documents { get; }

    /// <summary>Lets time pass for the store, at least this long.</summary>
    protected virtual Task Pass(Duration time) => Task.Delay(time.ToTimeSpan());

    private DocumentId Id(string id) => new(partition, id);

    [Fact]
    public async Task What_was_written_is_read_again_with_the_ETag_of_the_write()
    {
        var written = await Documents.Write(Id("animal"), new Paper("Mia", 4), null, default);

        var stored = await Documents.Read<Paper>(Id("animal"), default);

        Assert.Equal(new Paper("Mia", 4), stored!.Document);
        Assert.Equal(written.Now, stored.ETag);
    }

    [Fact]
    public async Task What_is_not_there_reads_as_null() => Assert.Null(await Documents.Read<Paper>(Id("none"), default));

    [Fact]
    public async Task The_same_id_in_another_partition_is_another_document()
    {
        await Documents.Write(Id("animal"), new Paper("Mia"), null, default);
        Assert.Null(await Documents.Read<Paper>(new DocumentId(Sample.Partition(), "animal"), default));
    }

    [Fact]
    public async Task Create_only_does_not_overwrite()
    {
        await Documents.Write(Id("animal"), new Paper("first"), null, default);

        Assert.False((await Documents.Write(Id("animal"), new Paper("second"), null, default)).Done);

        Assert.Equal("first", (await Documents.Read<Paper>(Id("animal"), default))!.Document.Words);
    }

    [Fact]
    public async Task Of_many_creators_exactly_one_wins()
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, 32).Select(n => Task.Run(() => Documents.Write(Id("one"), new Paper("x", n), null, default))));

        var winner = Assert.Single(Enumerable.Range(0, 32), n => ended[n].Done);
        Assert.Equal(winner, (await Documents.Read<Paper>(Id("one"), default))!.Document.Number);
    }

    [Fact]
    public async Task A_replacement_needs_the_ETag_that_is_there_now()
    {
        var first = await Documents.Write(Id("animal"), new Paper("first"), null, default);
        var second = await Documents.Write(Id("animal"), new Paper("second"), first.Now, default);

        Assert.True(second.Done);
        Assert.NotEqual(first.Now, second.Now);
        Assert.False((await Documents.Write(Id("animal"), new Paper("late"), first.Now, default)).Done);
        Assert.Equal("second", (await Documents.Read<Paper>(Id("animal"), default))!.Document.Words);
    }

    [Fact]
    public async Task What_is_gone_cannot_be_replaced()
    {
        var first = await Documents.Write(Id("animal"), new Paper("first"), null, default);
        await Documents.Delete(Id("animal"), first.Now!.Value, default);

        Assert.False((await Documents.Write(Id("animal"), new Paper("late"), first.Now, default)).Done);
        Assert.Null(await Documents.Read<Paper>(Id("animal"), default));
    }

    [Fact]
    public async Task Counting_by_many_loses_no_count()
    {
        await Documents.Write(Id("count"), new Paper("x"), null, default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 5;)
            {
                var now = (await Documents.Read<Paper>(Id("count"), default))!;
                if ((await Documents.Write(Id("count"), now.Document with { Number = now.Document.Number + 1 }, now.ETag, default)).Done) done++;
            }
        })));

        Assert.Equal(40, (await Documents.Read<Paper>(Id("count"), default))!.Document.Number);
    }

    [Fact]
    public async Task A_deletion_needs_the_ETag_that_is_there_now()
    {
        var first = await Documents.Write(Id("animal"), new Paper("first"), null, default);
        var second = await Documents.Write(Id("animal"), new Paper("second"), first.Now, default);

        Assert.False((await Documents.Delete(Id("animal"), first.Now!.Value, default)).Done);
        Assert.True((await Documents.Delete(Id("animal"), second.Now!.Value, default)).Done);
        Assert.False((await Documents.Delete(Id("animal"), second.Now!.Value, default)).Done);
        Assert.True((await Documents.Write(Id("animal"), new Paper("again"), null, default)).Done);
    }

    [Fact]
    public async Task A_list_has_the_ids_of_its_range_in_order_and_of_no_other_partition()
    {
        foreach (var id in new[] { "b-2", "a-1", "b-10", "b-1", "c-1", "b" }) await Documents.Write(Id(id), new Paper(id), null, default);
        await Documents.Write(new DocumentId(Sample.Partition(), "b-0"), new Paper("elsewhere"), null, default);

        Assert.Equal(["a-1", "b", "b-1", "b-10", "b-2", "c-1"], await Ids(IdRange.All));
        Assert.Equal(["b-1", "b-10", "b-2"], await Ids(IdRange.Prefix("b-")));
        Assert.Equal(["b-10", "b-2", "c-1"], await Ids(IdRange.After("b-1")));
        Assert.Equal(["b-10"], await Ids(IdRange.After("b-1", "b-2")));
        Assert.Equal(["a-1", "b"], await Ids(new IdRange(null, "b-1")));
        Assert.Equal(["b-2", "c-1"], await Ids(new IdRange("b-2")));
        Assert.Empty(await Ids(IdRange.Prefix("d")));
    }

    [Fact]
    public async Task A_list_gives_ETags_that_a_replacement_accepts()
    {
        await Documents.Write(Id("a"), new Paper("first"), null, default);
        var listed = Assert.Single(await Documents.List<Paper>(partition, IdRange.All, default).ToListAsync());

        Assert.Equal(new Paper("first"), listed.Stored.Document);
        Assert.True((await Documents.Write(Id(listed.Id), new Paper("second"), listed.Stored.ETag, default)).Done);
    }

    [Fact]
    public async Task A_list_longer_than_any_page_is_listed_whole()
    {
        var ids = Enumerable.Range(0, 620).Select(n => $"{n:0000}").ToList();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, _) => await Documents.Write(Id(id), new Paper(id), null, default));

        Assert.Equal(ids, await Ids(IdRange.All));
    }

    [Fact]
    public async Task What_has_outlived_its_time_is_gone_and_its_id_is_free()
    {
        var kept = await Documents.Write(Id("for-ever"), new Paper("x"), null, default);
        var brief = await Documents.Write(Id("brief"), new Paper("x"), null, default, Duration.FromSeconds(2));
        Assert.NotNull(await Documents.Read<Paper>(Id("brief"), default));

        await Pass(Duration.FromSeconds(3));

        Assert.Null(await Documents.Read<Paper>(Id("brief"), default));
        Assert.Equal(["for-ever"], await Ids(IdRange.All));
        Assert.False((await Documents.Write(Id("brief"), new Paper("late"), brief.Now, default)).Done);
        Assert.True((await Documents.Write(Id("brief"), new Paper("new"), null, default)).Done);
        Assert.True((await Documents.Write(Id("for-ever"), new Paper("y"), kept.Now, default)).Done);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("")]
    public async Task Names_that_no_store_can_hold_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new DocumentId(partition, name));
        Assert.Throws<ArgumentException>(() => new DocumentId(name, "a"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Documents.List<Paper>(name, IdRange.All, default).ToListAsync());
    }

    [Fact]
    public async Task Who_has_given_up_already_asks_nothing_of_the_store()
    {
        var gone = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Documents.Write(Id("a"), new Paper("x"), null, gone));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Documents.Read<Paper>(Id("a"), gone));
        Assert.Null(await Documents.Read<Paper>(Id("a"), default));
    }

    private async Task<List<string>> Ids(IdRange range) => await Documents.List<Paper>(partition, range, default).Select(d => d.Id).ToListAsync();
}
