using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>What a rebuild did.</summary>
public sealed record Rebuilt(long ThrownAway, long Commits);

/// <summary>
/// Throws the views away and renders them anew from the whole journal. Only projections are told, so nobody outside hears of anything twice.
/// It may run beside the product: a view is written only if nobody wrote it since it was read, whoever of the two comes first.
/// </summary>
public sealed class Rebuild(IWholeFeed feed, IViewStore views, Reader reader, IEnumerable<IProjection> projections)
{
    private static readonly TimeSpan MostPause = TimeSpan.FromMinutes(1);

    /// <param name="progress">Told how many commits are done, a few times a second at most.</param>
    public async Task<Rebuilt> Run(IProgress<long> progress, CancellationToken stop)
    {
        var thrown = await views.ThrowAway(stop);
        var consumers = Consumer.All(projections);
        var done = 0L;
        await foreach (var batch in feed.All(stop))
        {
            await Take(batch, consumers, stop);
            progress.Report(done += batch.Count);
        }
        return new Rebuilt(thrown, done);
    }

    /// <summary>As the trigger does: a batch that must be given again is given again, later each time. A commit that fails three times is set aside, and the rest goes on.</summary>
    private async Task Take(IReadOnlyList<CommitRef> batch, IReadOnlyList<Consumer> consumers, CancellationToken stop)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, MostPause.Ticks)))
        {
            try
            {
                await reader.Read(FeedReaders.Project, batch, consumers, stop);
                return;
            }
            catch (FeedException)
            {
                await Task.Delay(pause, stop);
            }
        }
    }
}
