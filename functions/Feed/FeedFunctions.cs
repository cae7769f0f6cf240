using Microsoft.Azure.Functions.Worker;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>
/// The two readers of the change feed. They bind only references: a host may rewrite what looks like a date in a payload, so commits are read from the journal.
/// Without the retry attribute the trigger would skip a batch that fails.
/// </summary>
public sealed class FeedFunctions(Reader reader, IEnumerable<IProjection> projections, IEnumerable<IPublication> publications)
{
    /// <summary>Fills the views.</summary>
    [Function("Project")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Project(
        [CosmosDBTrigger("vetvisits", "journal", Connection = Connections.Cosmos, LeaseContainerName = "leases",
            LeaseContainerPrefix = FeedReaders.Project, FeedPollDelay = 500, MaxItemsPerInvocation = 100, StartFromBeginning = true)]
        IReadOnlyList<CommitRef> commits, CancellationToken stop) =>
        reader.Read(FeedReaders.Project, commits, Consumer.All(projections), stop);

    /// <summary>Fills the queues.</summary>
    [Function("Publish")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Publish(
        [CosmosDBTrigger("vetvisits", "journal", Connection = Connections.Cosmos, LeaseContainerName = "leases",
            LeaseContainerPrefix = FeedReaders.Publish, FeedPollDelay = 500, MaxItemsPerInvocation = 100, StartFromBeginning = true)]
        IReadOnlyList<CommitRef> commits, CancellationToken stop) =>
        reader.Read(FeedReaders.Publish, commits, Consumer.All(publications), stop);
}

/// <summary>Whoever is told of commits, of either kind.</summary>
public sealed record Consumer(string Name, Func<Commit, bool> Concerns, Func<Commit, CancellationToken, Task> Tell, bool AtAnyAge = true)
{
    public static IReadOnlyList<Consumer> All(IEnumerable<IProjection> projections) =>
        [.. projections.Select(p => new Consumer(p.GetType().Name, p.Concerns, p.Project))];

    public static IReadOnlyList<Consumer> All(IEnumerable<IPublication> publications) =>
        [.. publications.Select(p => new Consumer(p.GetType().Name, p.Concerns, p.Publish, p.AtAnyAge))];
}
