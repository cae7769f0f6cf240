using NodaTime;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>Every change of a call asks for its next steps; a new one also for a look at its deadlines, so that nothing hangs for ever.</summary>
public sealed class CallPublication(IQueues queues, IClock clock) : IPublication
{
    // The longest that a queue keeps a message invisible.
    private static readonly Duration Longest = Duration.FromDays(7) - Duration.FromMinutes(1);

    public bool Concerns(Commit commit) =>
        CallAddress.TryParse(commit.Partition, commit.Stream, out _) && commit.Events.Any(e => e is CallRequested or CallStepReported or CallPlaced or CallAttended or CallOver or CallTimedOut);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        if (!CallAddress.TryParse(commit.Partition, commit.Stream, out var at)) return;
        var message = new CallDue(at.Value.Partition, at.Value.CallId, Trace: Telemetry.Here ?? commit.Trace);
        var request = commit.Events.OfType<CallRequested>().FirstOrDefault();
        await Send(message with { Due = request?.NotBefore }, stop);
        foreach (var deadline in new[] { request?.JoinedBy, request?.Deadline }.OfType<Instant>()) await Send(message with { Due = deadline }, stop);
    }

    private Task Send(CallDue message, CancellationToken stop) => queues.Send(QueueNames.Calls, Json.Write(message), stop, Until(message.Due));

    private TimeSpan? Until(Instant? moment)
    {
        var wait = (moment ?? Instant.MinValue) - Instant.Min(clock.GetCurrentInstant(), moment ?? Instant.MinValue);
        return wait <= Duration.Zero ? null : Duration.Min(wait + Duration.FromSeconds(1), Longest).ToTimeSpan();
    }
}
