using NodaTime;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>
/// The vet's day follows what a visit's stream has decided: confirmed when the visit owns the time, released when it gave it up. It runs from the feed, so it
/// happens however late, and as often as the feed likes; somebody who meets the overdue hold first does the same (<see cref="Holds.Settle"/>).
/// </summary>
public sealed class SlotFollower(IJournal journal, Holds holds) : IPublication
{
    public bool AtAnyAge => true;

    public bool Concerns(Commit commit) => commit.Events.Any(e =>
        e is VisitBooked or VisitRescheduled or VisitClaimed or VisitReoffered or VisitCancelled or VisitStopped or VisitEnded or VisitMissed);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        foreach (var happened in commit.Events)
            switch (happened)
            {
                case VisitBooked booked:
                    await holds.Follow(booked.VetId, booked.Day, booked.Hold, HoldStanding.Owned, stop);
                    break;
                case VisitClaimed claimed:
                    foreach (var day in Slots.DaysOf(DateTimeZoneProviders.Tzdb[claimed.Zone], claimed.Start, claimed.End))
                        await holds.Follow(claimed.VetId, day, claimed.Hold, HoldStanding.Owned, stop);
                    break;
                case VisitRescheduled moved:
                    var old = await Before(commit, stop);
                    // The new time first: a reader of the day sees the visit once at least.
                    await holds.Follow(old.VetId, moved.Day, moved.Hold, HoldStanding.Owned, stop);
                    await GiveUp(old, stop);
                    break;
                case VisitReoffered or VisitCancelled or VisitStopped:
                    await GiveUp(await Before(commit, stop), stop);
                    break;
                case VisitEnded or VisitMissed:
                    // Nobody could begin inside a booked slot. A visit on demand lies across the slots, so what it leaves may be another's.
                    if (await Before(commit, stop) is { Wait: not null, HasVet: true } visit)
                        foreach (var day in DaysOf(visit)) await holds.End(visit.VetId, day, visit.Hold, commit.At, stop);
                    break;
                default:
                    break;
            }
    }

    private async Task GiveUp(Visit visit, CancellationToken stop)
    {
        if (!visit.HasVet) return;
        foreach (var day in DaysOf(visit)) await holds.Follow(visit.VetId, day, visit.Hold, HoldStanding.GivenUp, stop);
    }

    private static IEnumerable<LocalDate> DaysOf(Visit visit) => Slots.DaysOf(DateTimeZoneProviders.Tzdb[visit.Zone], visit.Start, visit.End);

    /// <summary>The visit as it was when the commit came: whose time it had.</summary>
    private async Task<Visit> Before(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var history = (await journal.Read(commit.Partition, [name], stop)).Of(name);
        return history.Count > 0 && history[^1].Version >= commit.Version
            ? Visit.Fold.Of(history.Where(c => c.Version < commit.Version))
            : throw new TimeoutException($"The history of {commit.Stream} that was read is older than its commit {commit.Version}.");
    }
}
