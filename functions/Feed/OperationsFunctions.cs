using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>What waits for somebody to look at it.</summary>
public sealed record PoisonMessages(IReadOnlyList<PoisonMessage> Messages);

/// <summary>Which commit to hand over again, and to which reader: <c>project</c> or <c>publish</c>.</summary>
public sealed record ReplayCommit(string Reader, string Partition, string Stream, int Version);

/// <summary>For whoever operates the product. Not under <c>admin/</c>: those paths are the Functions host's own.</summary>
public sealed class OperationsFunctions(Poison poison, ICallers callers)
{
    /// <summary>Lists the messages of a queue that failed for good.</summary>
    [Function("ListPoison")]
    [Allows(Role.Admin)]
    [Query("queue", "The queue, such as feed-poison, calls or webjobs-blobtrigger-poison.", required: true)]
    [Answers(200, typeof(PoisonMessages))]
    [Answers(422, null, "queue-unknown")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/poison")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Admin);
            var queue = request.Query["queue"].ToString();
            if (!Poison.Queues.Contains(queue)) throw new RefusedException(Refusal.Invalid("queue-unknown", $"Name one of these queues: {string.Join(", ", Poison.Queues)}."));
            return Results.Json(new PoisonMessages(await poison.List(queue, stop)), Json.Options);
        });

    /// <summary>Tries a message again that failed for good: puts it back into its queue, or hands its commit over.</summary>
    [Function("ReplayPoison")]
    [Allows(Role.Admin)]
    [Answers(204)]
    [Answers(404, null, "not-found")]
    [Answers(422, null, "not-replayable")]
    public Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/poison/{queue}/{messageId}/replay")] HttpRequest request,
        string queue, string messageId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Admin);
            await poison.Replay(queue, messageId, stop);
            return Results.NoContent();
        });

    /// <summary>Takes a message off the list that need not, or can not, be tried again.</summary>
    [Function("DismissPoison")]
    [Allows(Role.Admin)]
    [Answers(204)]
    [Answers(404, null, "not-found")]
    public Task<IResult> Dismiss(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "operations/poison/{queue}/{messageId}")] HttpRequest request,
        string queue, string messageId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            await poison.Dismiss(queue, messageId, admin.By, stop);
            return Results.NoContent();
        });

    /// <summary>Hands one commit over again to a reader of the feed. Every consumer bears repeats.</summary>
    [Function("ReplayFeed")]
    [Allows(Role.Admin)]
    [Accepts(typeof(ReplayCommit))]
    [Answers(204)]
    [Answers(422, null, "commit-unknown")]
    public Task<IResult> ReplayFeed([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/feed/replay")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Admin);
            var wanted = (await request.Body<ReplayCommit>(stop)).Value;
            if (wanted.Reader is not (FeedReaders.Project or FeedReaders.Publish) || !Names.Allows(wanted.Partition) || !Names.Allows(wanted.Stream))
                throw new RefusedException(Refusal.Invalid("commit-unknown", "Name the reader (project or publish), and the commit by its partition, stream and version."));
            await poison.Replay(new FeedPoison(wanted.Reader, new CommitRef(wanted.Partition, wanted.Stream, wanted.Version)), stop);
            return Results.NoContent();
        });
}
