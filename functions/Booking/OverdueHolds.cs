using NodaTime;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>
/// Holds whose visit was not booked when the feed saw them are planned to be looked at when they are overdue. Most visits are booked by then, and cost
/// nothing more: the feed confirms them.
/// </summary>
public sealed class OverdueHolds(IJournal journal, Holds holds, DueList list, IClock clock) : IProjection, IDueWork
{
    public string Kind => "hold";

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is SlotHeld);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        foreach (var held in commit.Events.OfType<SlotHeld>())
        {
            var stream = VisitStream.Of(held.AnimalId, held.VisitId);
            var visit = Visit.Fold.Of((await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name));
            if (visit.StandingOf(held.Hold) != HoldStanding.Owned)
                await list.Plan(new(Kind, held.Until, commit.Partition, commit.Stream, held.Hold), stop);
        }
    }

    public async Task<Instant?> Do(DueEntry due, CancellationToken stop)
    {
        if (ScheduleStream.Day(due.Stream) is not { } date || ScheduleStream.VetId(due.Partition) is not { } vetId) return null;
        var day = Schedule.Fold.Of((await journal.Read(due.Partition, [due.Of.Name], stop)).Of(due.Of.Name));
        if (day.HeldFor(due.Key) is not { Until: { } until } slot) return null;
        if (until > clock.GetCurrentInstant()) return until;
        await holds.Settle(vetId, date, slot.Hold, slot.Visit, stop);
        return null;
    }
}
