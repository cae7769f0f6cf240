using System.Runtime.CompilerServices;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Storage;

/// <summary>The feed of one data folder, apart from the readers whose places are kept.</summary>
public sealed class SqliteWholeFeed(SqliteStores stores) : IWholeFeed
{
    private const int Batch = 100;

    public async IAsyncEnumerable<IReadOnlyList<CommitRef>> All([EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask;
        for (var after = 0L; stores.Feed.Read(after, Batch) is { Count: > 0 } fed; after = fed[^1].Position)
        {
            stop.ThrowIfCancellationRequested();
            yield return [.. fed.Select(f => f.Ref)];
        }
    }

    public Task<long> Behind(string reader, CancellationToken stop) =>
        Task.FromResult((reader == FeedReaders.Project ? stores.ViewsFeed : stores.Feed).Behind(reader));
}
