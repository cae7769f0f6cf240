using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Tests.Contracts;

/// <summary>What a rebuild of the views asks of every store: the feed from its beginning, and the views thrown away.</summary>
public abstract class WholeContract
{
    protected abstract IJournal Journal { get; }

    protected abstract IWholeFeed Feed { get; }

    protected abstract Views Views { get; }

    protected abstract IViewStore Store { get; }

    [Fact]
    public async Task The_feed_from_its_beginning_has_every_commit_of_every_stream()
    {
        var streams = Enumerable.Range(0, 5).Select(n => Sample.Stream($"visit:v{n}")).ToList();
        for (var version = 1; version <= 30; version++)
            foreach (var stream in streams)
                await Journal.Append(stream, version);

        var read = new List<CommitRef>();
        await foreach (var batch in Feed.All(CancellationToken.None)) read.AddRange(batch);

        foreach (var stream in streams)
            Assert.Equal(Enumerable.Range(1, 30), read.Where(r => r.Partition == stream.Partition && r.Stream == stream.Name.Value).Select(r => r.Version).Distinct().Order());
    }

    [Fact]
    public async Task Throwing_away_takes_views_and_leaves_what_no_commit_would_bring_back()
    {
        var partition = $"throwaway:{Guid.NewGuid():N}";
        await Views.Update(new(partition, "shown"), _ => Task.FromResult<Paper?>(new Paper("shown")), default);
        await Views.Update(new(partition, "removed"), _ => Task.FromResult<Paper?>(null), default);
        await Views.Store.Write(new(partition, "watermark"), new Paper("how far"), null, default);

        Assert.True(await Store.ThrowAway(default) >= 1);

        Assert.Null(await Views.Store.Read<View<Paper>>(new(partition, "shown"), default));
        Assert.NotNull(await Views.Store.Read<View<Paper>>(new(partition, "removed"), default));
        Assert.Equal("how far", (await Views.Store.Read<Paper>(new(partition, "watermark"), default))!.Document.Words);
        await Views.Update(new(partition, "shown"), _ => Task.FromResult<Paper?>(new Paper("anew")), default);
        Assert.Equal("anew", (await Views.Read<Paper>(new(partition, "shown"), default))!.Words);
    }
}
