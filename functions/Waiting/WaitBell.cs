using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>Wakes the owner who watches a wait in this process; one who watches in another looks again by themself.</summary>
public sealed class WaitBell(Bell bell) : IProjection
{
    public bool Concerns(Commit commit) => VisitStream.Id(commit.Stream) is not null && commit.Events.Any(e => WaitingProjection.Changes(e) || e is VisitStarted);

    public Task Project(Commit commit, CancellationToken stop)
    {
        bell.Ring(WaitingRoom.BellOf(VisitStream.Id(commit.Stream)!));
        return Task.CompletedTask;
    }
}
