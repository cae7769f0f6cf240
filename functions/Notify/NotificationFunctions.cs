using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Notify;

/// <summary>What came since the cursor; <c>After</c> is the cursor for the next request, <c>More</c> says not to wait with it.</summary>
public sealed record Notifications(IReadOnlyList<CloudEvent> Items, string After, bool More);

public sealed class NotificationFunctions(LongPoll poll, ICallers callers)
{
    /// <summary>What the vet should know since the cursor: the same CloudEvents that go to the queue vet-notifications. Waits for the first one when asked to.</summary>
    /// <returns>200, with no items when nothing came in time.</returns>
    [Function("ReadNotifications")]
    [Allows(Role.Vet)]
    [Query("after", "The cursor of the last answer; without it, the oldest that is kept (90 days).")]
    [Query("wait", "Seconds to wait for the first item, 0 to 25; 0 without it.")]
    [Answers(200, typeof(Notifications))]
    [Answers(400, null, "cursor-invalid", "wait-invalid")]
    public Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/me/notifications")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var wait = request.Query["wait"].ToString();
            if (!byte.TryParse(wait.Length == 0 ? "0" : wait, out var seconds) || seconds > 25)
                throw new RefusedException(new(400, "wait-invalid", "Send `wait` as whole seconds from 0 to 25."));
            var after = Cursor.Parse(request.Query["after"].ToString());
            return Results.Json(await poll.Read(vet.Id, after, TimeSpan.FromSeconds(seconds), stop), Json.Options);
        });
}
