using NodaTime;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>
/// Looks at every wait from time to time, so that nobody waits for ever: an offer that was let pass goes to the next vet, the owner is told how long it takes, and a wait that
/// nobody ended is called off. It also mends what a lost follower left undone.
/// </summary>
public sealed class WaitWatch(IJournal journal, Streams streams, WaitingRoom room, Matchmaker matchmaker, DueList list, WaitingSettings settings, IClock clock) : IProjection, IDueWork
{
    public string Kind => "visit-wait";

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is VisitRequested or VisitReoffered or VisitOffered);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [new(commit.Stream)], stop)).Of(new(commit.Stream)));
        if (visit.Status != VisitStatus.Waiting) return;
        foreach (var offered in commit.Events.OfType<VisitOffered>())
            if (visit.Wait!.Offer?.Hold == offered.Hold) await list.Plan(new(Kind, offered.Until, commit.Partition, commit.Stream, offered.Hold), stop);
        if (commit.Events.Any(e => e is not VisitOffered) && WaitingRules.NextLook(visit, settings, now) is { } next)
            await list.Plan(new(Kind, next, commit.Partition, commit.Stream), stop);
    }

    public async Task<Instant?> Do(DueEntry due, CancellationToken stop)
    {
        var visit = Visit.Fold.Of((await journal.Read(due.Partition, [due.Of.Name], stop)).Of(due.Of.Name));
        if (visit.Status != VisitStatus.Waiting) return null;
        var vets = await room.VetsOnDuty(visit, stop);
        visit = (await streams.Run(due.Of, Visit.Fold, Asked.System(Kind), (state, at) => WaitingRules.Look(state, vets, settings, at), stop)).OrThrow();
        await matchmaker.Match(visit.Region, stop);
        // The look at an offer's end is its own; the look at the wait comes again until it is over.
        return due.Key.Length == 0 ? WaitingRules.NextLook(visit, settings, clock.GetCurrentInstant()) : null;
    }
}
