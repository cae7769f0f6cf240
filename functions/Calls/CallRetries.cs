using NodaTime;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Calls;

/// <summary>
/// What follows when a call of a visit ended without joining both people: it is tried again by policy, later each time, while the visit is open.
/// A number that does not exist, or a provider that is not set up, is not tried again.
/// </summary>
public sealed class CallRetries(IJournal journal, VisitCalls calls, CallSettings settings, IClock clock) : IPublication
{
    public bool Concerns(Commit commit) =>
        CallAddress.TryParse(commit.Partition, commit.Stream, out _) && commit.Events.Any(e => e is CallStepReported or CallOver or CallTimedOut);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        if (!CallAddress.TryParse(commit.Partition, commit.Stream, out var at) || VisitStream.AnimalId(commit.Partition) is not { } animalId) return;
        var call = Call.Fold.Of((await journal.Read(commit.Partition, [at.Value.Stream.Name], stop)).Of(at.Value.Stream.Name));
        if (call.Request is not { Purpose: CallPurpose.Fallback, VisitId: { } visitId } request || !TryAgain(call, settings)) return;
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [VisitStream.Name(visitId)], stop)).Of(VisitStream.Name(visitId)));
        // Only the visit's last call is followed by another: a late report of an earlier one changes nothing.
        var known = await calls.Read(animalId, visitId, stop);
        if (!visit.IsOpen || !visit.HasVet || known.Count == 0 || known[^1].Request!.CallId != at.Value.CallId || known.Count == VisitCalls.MostCalls) return;
        var wait = settings.Between * (1 << (request.Attempt - 1));
        await calls.Continue(visit, Asked.System("call-retries"), request.Attempt + 1, clock.GetCurrentInstant() + wait, stop);
    }

    /// <summary>Whether policy tries again. Pure.</summary>
    public static bool TryAgain(Call call, CallSettings settings) =>
        call.Request!.Attempt < settings.MostAttempts
        && call.Outcome is (CallOutcome.FirstUnreached or CallOutcome.SecondUnreached or CallOutcome.NoKey or CallOutcome.HungUp or CallOutcome.TimedOut)
        && !call.Reports.Values.Any(r => r.Result is StepResult.BadNumber or StepResult.Misconfigured);
}
