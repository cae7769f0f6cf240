using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>A message that was given up: where it was, what it said, since when it waits for somebody to look.</summary>
public sealed record PoisonMessage(string Id, string Queue, string Text, Instant At);

/// <summary>Messages that failed for good. A queue forgets and a document does not: each is kept at once, and people are told.</summary>
public sealed partial class Poison(
    IDocuments documents, IQueues queues, Reader reader, IEnumerable<IProjection> projections, IEnumerable<IPublication> publications,
    IClock clock, ILogger<Poison> log)
{
    /// <summary>Blobs that a blob function gave up are named in this queue by the trigger itself.</summary>
    public const string BlobQueue = "webjobs-blobtrigger-poison";

    public static IReadOnlyList<string> Queues { get; } =
        [QueueNames.FeedPoison, BlobQueue, QueueNames.OwnerMessages, QueueNames.Calls, QueueNames.Billing, QueueNames.Pharmacy];

    /// <param name="queue">The queue that the message failed in, or the one that names what failed.</param>
    /// <param name="key">What makes it one: the poison message's own id; a queue may give it twice, it is kept once.</param>
    public async Task Keep(string queue, string key, string text, CancellationToken stop)
    {
        var id = Uuid.V5($"{queue}/{key}").ToString("N");
        await documents.Write(Place(queue, id), new PoisonMessage(id, queue, text, clock.GetCurrentInstant()), expected: null, stop);
        Telemetry.Poisoned(queue);
        Kept(log, queue, id);
    }

    public async Task<IReadOnlyList<PoisonMessage>> List(string queue, CancellationToken stop)
    {
        var all = new List<PoisonMessage>();
        await foreach (var (_, stored) in documents.List<PoisonMessage>(Partition(queue), IdRange.All, stop))
        {
            all.Add(stored.Document);
            if (all.Count == 500) break;
        }
        return all;
    }

    /// <summary>Tries it again: a commit is handed over now, a message goes back to its queue. It is forgotten only after that.</summary>
    /// <exception cref="RefusedException">404, or 422 <c>not-replayable</c> for a blob: photographs have a sweep of their own.</exception>
    public async Task Replay(string queue, string id, CancellationToken stop)
    {
        var found = await Found(queue, id, stop);
        switch (queue)
        {
            case QueueNames.FeedPoison:
                await Replay(Json.Read<FeedPoison>(found.Document.Text), stop);
                break;
            case BlobQueue:
                throw new RefusedException(Refusal.Invalid("not-replayable", "A blob is not replayed from here: the reconciliation of photographs finds what was never processed."));
            default:
                await queues.Send(queue, found.Document.Text, stop);
                break;
        }
        await documents.Delete(Place(queue, id), found.ETag, stop);
    }

    /// <summary>Forgets it: somebody saw that there is nothing to do. Who that was stays in the log.</summary>
    /// <exception cref="RefusedException">404.</exception>
    public async Task Dismiss(string queue, string id, string by, CancellationToken stop)
    {
        var found = await Found(queue, id, stop);
        await documents.Delete(Place(queue, id), found.ETag, stop);
        Dismissed(log, queue, id, by);
    }

    private async Task<Stored<PoisonMessage>> Found(string queue, string id, CancellationToken stop) =>
        (Queues.Contains(queue) && Names.Allows(id) ? await documents.Read<PoisonMessage>(Place(queue, id), stop) : null)
        ?? throw new RefusedException(Refusal.NotFound("message"));

    /// <summary>Hands one commit to all consumers of a reader.</summary>
    public Task Replay(FeedPoison poison, CancellationToken stop) =>
        reader.Replay(poison.Commit, poison.Reader == FeedReaders.Project ? Consumer.All(projections) : Consumer.All(publications), stop);

    private static DocumentId Place(string queue, string id) => new(Partition(queue), id);

    private static string Partition(string queue) => $"poison:{queue}";

    [LoggerMessage(31, LogLevel.Critical, "A message of {Queue} failed for good and is kept as {Id}: see GET /operations/poison")]
    private static partial void Kept(ILogger log, string queue, string id);

    [LoggerMessage(32, LogLevel.Warning, "A message of {Queue} kept as {Id} was taken off the list by {By}")]
    private static partial void Dismissed(ILogger log, string queue, string id, string by);
}
