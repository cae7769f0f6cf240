using VetVisits.Documents;

namespace VetVisits.Tests.Contracts;

/// <summary>Views over a store: an old writer can never put an older view over a newer one.</summary>
public abstract class ViewsContract
{
    private readonly DocumentId id = new(Sample.Partition(), "opening");

    protected abstract IDocuments Store { get; }

    private Views Views => new(Store);

    [Fact]
    public async Task A_writer_that_wakes_late_renders_again_and_does_not_win_with_what_it_saw()
    {
        var (truth, renders) = (1, 0);
        await WhileOneSleeps(
            () =>
            {
                renders++;
                return new Paper($"truth {truth}", truth);
            },
            async () =>
            {
                truth = 2;
                await Views.Update(id, _ => Task.FromResult<Paper?>(new Paper("truth 2", 2)), default);
            });

        Assert.Equal(2, renders);
        Assert.Equal(2, (await Views.Read<Paper>(id, default))!.Number);
    }

    [Fact]
    public async Task A_late_writer_cannot_bring_a_removed_view_back()
    {
        await Views.Update(id, _ => Task.FromResult<Paper?>(new Paper("open")), default);
        Paper? truth = new Paper("open, seen long ago");
        await WhileOneSleeps(() => truth, async () =>
        {
            truth = null;
            await Views.Update(id, _ => Task.FromResult<Paper?>(null), default);
        });

        Assert.Null(await Views.Read<Paper>(id, default));
        Assert.Empty(await Views.List<Paper>(id.Partition, IdRange.All, default).ToListAsync());
    }

    [Fact]
    public async Task A_removed_view_leaves_a_tombstone_and_can_come_again()
    {
        await Views.Update(id, _ => Task.FromResult<Paper?>(new Paper("open")), default);
        await Views.Update(id, _ => Task.FromResult<Paper?>(null), default);

        Assert.NotNull(await Store.Read<View<Paper>>(id, default));
        Assert.Null(await Views.Read<Paper>(id, default));

        await Views.Update(id, _ => Task.FromResult<Paper?>(new Paper("open again")), default);
        Assert.Equal("open again", (await Views.Read<Paper>(id, default))!.Words);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_writer_cannot_put_a_view_where_a_newer_one_found_nothing_to_show(bool onTombstone)
    {
        if (onTombstone) await Views.Update<Paper>(id, _ => Task.FromResult<Paper?>(null), default);
        Paper? truth = new Paper("open, seen long ago");
        await WhileOneSleeps(() => truth, async () =>
        {
            truth = null;
            await Views.Update(id, _ => Task.FromResult<Paper?>(null), default);
        });

        Assert.Null(await Views.Read<Paper>(id, default));
    }

    [Fact]
    public async Task Many_writers_end_with_the_newest_truth()
    {
        var truth = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            Interlocked.Increment(ref truth);
            await Views.Update(id, async stop =>
            {
                var seen = Volatile.Read(ref truth);
                await Task.Delay(Random.Shared.Next(5), stop);
                return new Paper("x", seen);
            }, default);
        })));

        Assert.Equal(8, (await Views.Read<Paper>(id, default))!.Number);
    }

    /// <summary>A writer looks, and falls asleep before it writes what it saw; meanwhile something else happens; then it wakes and goes on to its end.</summary>
    private async Task WhileOneSleeps(Func<Paper?> look, Func<Task> meanwhile)
    {
        var (asleep, wake) = (new TaskCompletionSource(), new TaskCompletionSource());
        var late = Views.Update(id, async _ =>
        {
            var seen = look();
            if (asleep.TrySetResult()) await wake.Task;
            return seen;
        }, default);
        await asleep.Task;
        await meanwhile();
        wake.SetResult();
        await late;
    }
}
