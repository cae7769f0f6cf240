using NodaTime;
using VetVisits.Booking;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Visits;

/// <summary>Plans a look at every visit some minutes after its start: who is late, and later who never came.</summary>
public sealed class Lateness(IJournal journal, Streams streams, DueList list, BookingSettings settings, IClock clock) : IProjection, IDueWork
{
    public string Kind => "visit-lateness";

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is VisitBooked or VisitRescheduled or VisitClaimed);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [new(commit.Stream)], stop)).Of(new(commit.Stream)));
        if (NextLook(visit, settings) is { } at) await list.Plan(new(Kind, at, commit.Partition, commit.Stream), stop);
    }

    public async Task<Instant?> Do(DueEntry due, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var visit = (await streams.Run(due.Of, Visit.Fold, Asked.System(Kind), (state, at) => VisitRules.Overdue(state, settings, at), stop)).OrThrow();
        return NextLook(visit, settings) is { } next ? Instant.Max(next, now + Duration.FromSeconds(1)) : null;
    }

    /// <summary>When something about the visit is due next; null when it is over or under way.</summary>
    private static Instant? NextLook(Visit visit, BookingSettings settings) =>
        VisitRules.MissedAt(visit, settings) is not { } missed ? null
        : visit.Late == VisitRules.Missing(visit) ? missed
        : Instant.Min(visit.Start + settings.LateAfter, missed);
}
