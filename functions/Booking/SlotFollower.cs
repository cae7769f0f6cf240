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

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is VisitBooked or VisitRescheduled or VisitReoffered or VisitCancelled or VisitStopped);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        foreach (var happened in commit.Events)
            switch (happened)
            {
                case VisitBooked booked:
                    await holds.Follow(booked.VetId, booked.Day, booked.Hold, HoldStanding.Owned, stop);
                    break;
                case VisitRescheduled moved:
                    var vetId = (await Now(commit, stop)).VetId;
                    // The new time first: a reader of the day sees the visit once at least.
                    await holds.Follow(vetId, moved.Day, moved.Hold, HoldStanding.Owned, stop);
                    await holds.Follow(vetId, moved.OldDay, moved.OldHold, HoldStanding.GivenUp, stop);
                    break;
                case VisitReoffered left:
                    await holds.Follow(left.VetId, left.Day, left.Hold, HoldStanding.GivenUp, stop);
                    break;
                case VisitCancelled or VisitStopped:
                    var visit = await Now(commit, stop);
                    if (visit.HasVet) await holds.Follow(visit.VetId, visit.Day, visit.Hold, HoldStanding.GivenUp, stop);
                    break;
                default:
                    break;
            }
    }

    private async Task<Visit> Now(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var history = (await journal.Read(commit.Partition, [name], stop)).Of(name);
        return history.Count > 0 && history[^1].Version >= commit.Version
            ? Visit.Fold.Of(history)
            : throw new TimeoutException($"The history of {commit.Stream} that was read is older than its commit {commit.Version}.");
    }
}
