using VetVisits.Calls;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Outreach;

/// <summary>When the telephone reached nobody and policy tries no more, the owner is told until when to call back.</summary>
public sealed class CallBackMessages(IJournal journal, VisitCalls calls, CallSettings settings) : IOwnerMessageSource
{
    public bool Concerns(Commit commit) =>
        CallAddress.TryParse(commit.Partition, commit.Stream, out _) && commit.Events.Any(e => e is CallStepReported or CallOver or CallTimedOut);

    public async Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        if (!CallAddress.TryParse(commit.Partition, commit.Stream, out var at) || VisitStream.AnimalId(commit.Partition) is not { } animalId) return [];
        var name = at.Value.Stream.Name;
        var call = Call.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        if (call.Request is not { Purpose: CallPurpose.Fallback, VisitId: { } visitId } || !IsUnanswered(call, settings)) return [];
        // A call that another one followed is no longer the last word.
        var known = await calls.Read(animalId, visitId, stop);
        if (known.Count == 0 || known[^1].Request!.CallId != at.Value.CallId) return [];
        var stream = VisitStream.Name(visitId);
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [stream], stop)).Of(stream));
        return visit.IsOpen ? [OwnerMessage.Of(OwnerTemplate.CallBack, visit, at.Value.CallId, commit.At)] : [];
    }

    /// <summary>Over, without joining both people, and not tried again. Pure.</summary>
    public static bool IsUnanswered(Call call, CallSettings settings) =>
        call.Outcome is not (CallOutcome.Open or CallOutcome.Bridged or CallOutcome.Answered) && !CallRetries.TryAgain(call, settings);
}
