using NodaTime;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>Every change of a call asks for its next steps; a new one also for a look at its deadline, so that nothing hangs for ever.</summary>
public sealed class CallPublication(IQueues queues, IClock clock) : IPublication
{
    // The longest that a queue keeps a message invisible.
    private static readonly Duration Longest = Duration.FromDays(7) - Duration.FromMinutes(1);

    public bool Concerns(Commit commit) =>
        CallAddress.TryParse(commit.Partition, commit.Stream, out _) && commit.Events.Any(e => e is CallRequested or CallStepReported or CallPlaced or CallTimedOut);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        if (!CallAddress.TryParse(commit.Partition, commit.Stream, out var at)) return;
        var message = Json.Write(new CallDue(at.Value.Partition, at.Value.CallId));
        await queues.Send(QueueNames.Calls, message, stop);
        if (commit.Events.OfType<CallRequested>().FirstOrDefault() is not { } request) return;
        var until = Duration.Min(Longest, Duration.Max(Duration.Zero, request.Deadline - clock.GetCurrentInstant()));
        await queues.Send(QueueNames.Calls, message, stop, until.ToTimeSpan() + TimeSpan.FromSeconds(1));
    }
}
