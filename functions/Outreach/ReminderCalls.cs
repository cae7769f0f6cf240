using NodaTime;
using VetVisits.Booking;
using VetVisits.Calls;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Visits;

namespace VetVisits.Outreach;

/// <summary>A reminder by telephone becomes a call of its own: <c>call:{visitId}.{reminder}</c>, asked for once however often the feed tells of it.</summary>
public sealed class ReminderCalls(IJournal journal, Streams streams) : IPublication
{
    /// <summary>A call that was not over by then is ended, and the reminder goes by text.</summary>
    private static readonly Duration Longest = Duration.FromHours(1);

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is VisitReminded { Channel: ReminderChannel.Call });

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        foreach (var reminded in commit.Events.OfType<VisitReminded>().Where(e => e.Channel == ReminderChannel.Call))
        {
            var stands = visit.Status == VisitStatus.Booked && ReminderKey.TryParse(reminded.Key, out var key) && visit.Starts.Count - 1 == key.Value.Moves;
            if (!stands) continue;
            var at = CallAddress.OfVisit(visit.AnimalId, $"{visit.Id}.{reminded.Key}");
            var wanted = new CallRequested(
                at.CallId, CallPurpose.Reminder, $"owner:{visit.OwnerId}", null, visit.Id, 1, Instant.Min(commit.At + Longest, visit.Start), VisitCalls.NewToken(),
                About: visit.Start, Zone: visit.Zone);
            await streams.Run(at.Stream, Call.Fold, Asked.System("reminder-calls"), (call, _) => call.Request is null ? Decision.Of(wanted) : Decision.Nothing, stop);
        }
    }
}

/// <summary>The key that was pressed acts: 1 confirms the visit, 2 cancels it as its owner. Only the time that was spoken of: a visit that moved meanwhile stays.</summary>
public sealed class ReminderKeys(IJournal journal, Streams streams, BookingSettings settings) : IPublication
{
    public bool Concerns(Commit commit) =>
        CallAddress.TryParse(commit.Partition, commit.Stream, out _) && commit.Events.Any(e => e is CallStepReported { Result: StepResult.Done, Key: not null });

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var call = Call.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        if (call is not { Key: { } pressed, Request: { Purpose: CallPurpose.Reminder, VisitId: { } visitId } request }) return;
        // Whoever answers the owner's verified number acts as the owner; what the visit's history names is the owner and the call.
        var asked = new Asked(request.First, Http.Uuid.V5($"{commit.Partition} {request.CallId} {pressed}").ToString("N"));
        await streams.Run(new(commit.Partition, VisitStream.Name(visitId)), Visit.Fold, asked, (visit, now) => Decide(visit, request, pressed, settings, now), stop);
    }

    /// <summary>What the key means for the visit as it stands. Pure.</summary>
    public static Decision Decide(Visit visit, CallRequested request, string pressed, BookingSettings settings, Instant now) => pressed switch
    {
        _ when visit.Start != request.About => Decision.Nothing,
        "1" when visit.Status == VisitStatus.Booked && visit.ConfirmedAt is null => Decision.Of(new VisitConfirmed(request.CallId)),
        "2" when visit.Status == VisitStatus.Booked => VisitRules.Cancel(visit, Side.Owner, reason: null, settings, now),
        _ => Decision.Nothing,
    };
}

/// <summary>What a reminder call sends afterwards: the link that 3 asked for; the new time when the visit had moved meanwhile; the reminder itself when nobody pressed a key.</summary>
public sealed class ReminderCallMessages(IJournal journal) : IOwnerMessageSource
{
    public bool Concerns(Commit commit) =>
        CallAddress.TryParse(commit.Partition, commit.Stream, out _) && commit.Events.Any(e => e is CallStepReported or CallOver or CallTimedOut);

    public async Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var call = Call.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        if (call.Request is not { Purpose: CallPurpose.Reminder, VisitId: { } visitId } request) return [];
        var stream = VisitStream.Name(visitId);
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [stream], stop)).Of(stream));
        return TemplateOf(call, visit) is { } template ? [OwnerMessage.Of(template, visit, request.CallId, commit.At, MessageChannel.Text)] : [];
    }

    /// <summary>Pure.</summary>
    public static OwnerTemplate? TemplateOf(Call call, Visit visit) => (call.Key, call.Outcome) switch
    {
        ("3", _) => OwnerTemplate.RescheduleLink,
        (not null, _) => visit.Start == call.Request!.About ? null : OwnerTemplate.VisitRescheduled,
        (null, CallOutcome.Open) => null,
        _ => OwnerTemplate.Reminder,
    };
}
