using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>The change feed of the journal's container, and the leases that the triggers keep.</summary>
public sealed class CosmosFeed(CosmosClient client, string database) : IWholeFeed
{
    private readonly Container journal = client.GetContainer(database, Containers.Journal.Name);
    private readonly Container leases = client.GetContainer(database, Containers.Leases.Name);

    public async IAsyncEnumerable<IReadOnlyList<CommitRef>> All([EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var range in await journal.GetFeedRangesAsync(stop))
        {
            using var pages = journal.GetChangeFeedIterator<CommitRef>(
                ChangeFeedStartFrom.Beginning(range), ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = 100 });
            while (pages.HasMoreResults)
            {
                var page = await pages.ReadNextAsync(stop);
                if (page.StatusCode == HttpStatusCode.NotModified) break; // the end, for now
                yield return [.. page];
            }
        }
    }

    /// <summary>By the estimator that the platform scales with; the triggers name their processors by the lease prefix.</summary>
    public async Task<long> Behind(string reader, CancellationToken stop)
    {
        using var states = journal.GetChangeFeedEstimator(reader, leases).GetCurrentStateIterator();
        var behind = 0L;
        while (states.HasMoreResults)
            foreach (var state in await states.ReadNextAsync(stop))
                behind += state.EstimatedLag;
        return behind;
    }
}
