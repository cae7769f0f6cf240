using NodaTime;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>An owner watches a wait. Whoever looks and meets an offer whose time is over ends it, so that the next vet is asked without waiting for the timer.</summary>
public sealed class OwnersWait(VisitDoor door, IJournal journal, Streams streams, WaitingRoom room, IClock clock)
{
    public async Task<WaitingView> Watch(Caller owner, string animalId, string visitId, string? after, TimeSpan patience, CancellationToken stop)
    {
        var found = await door.Act(owner, animalId, visitId, stop);
        var first = found.Visit;
        return await room.Watch(found.Animal, async () =>
        {
            var visit = first ?? Visit.Fold.Of((await journal.Read(VisitStream.Partition(animalId), [VisitStream.Name(visitId)], stop)).Of(VisitStream.Name(visitId)));
            first = null;
            return WaitingRules.Expire(visit, clock.GetCurrentInstant()) is Decision.Happened
                ? (await streams.Run(VisitStream.Of(animalId, visitId), Visit.Fold, Asked.System("waiting-room"), WaitingRules.Expire, stop)).OrThrow()
                : visit;
        }, after, patience, stop);
    }
}
