using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>A visit that waits for a vet: a view in partition <c>waiting:{region}</c>, so that a region's queue is one query.</summary>
/// <param name="OfferedTo">The vet whom it is offered to until <paramref name="OfferedUntil"/>.</param>
public sealed record WaitingLine(
    string VisitId, string AnimalId, string Service, string Species, string Region, Level? Level, Instant Since, string? OfferedTo, Instant? OfferedUntil)
{
    /// <summary>How long the tombstone of a line lies: a queue that turns over all day must stay short to read.</summary>
    public static Duration Gone { get; } = Duration.FromHours(1);

    public static string Partition(string region) => $"waiting:{region}";

    public static DocumentId At(string region, string visitId) => new(Partition(region), visitId);

    public static WaitingLine? Of(Visit visit) => visit is { Status: VisitStatus.Waiting, Wait: { } wait }
        ? new(visit.Id, visit.AnimalId, visit.Service, visit.Species, visit.Region, visit.Level, wait.Since, wait.Offer?.VetId, wait.Offer?.Until)
        : null;

    public bool IsOffered(Instant now) => now < OfferedUntil;

    /// <summary>The order of the queue: the most urgent first, then who came first.</summary>
    public (Level, Instant, string) Order => OrderOf(Level, Since, VisitId);

    public static (Level, Instant, string) OrderOf(Level? level, Instant since, string visitId) => (level ?? Triage.Level.Routine, since, visitId);
}

/// <summary>Where a waiting visit is, for a route that names the visit alone: the view <c>line</c> of partition <c>waiting-visit:{visitId}</c>. Kept for two days, so that a late claim is told what became of it.</summary>
public sealed record WaitingPlace(string AnimalId, string Region)
{
    public static Duration Kept { get; } = Duration.FromDays(2);

    public static DocumentId At(string visitId) => new($"waiting-visit:{visitId}", "line");
}

/// <summary>Keeps the queue as the visits' streams have it.</summary>
public sealed class WaitingProjection(IJournal journal, Views views) : IProjection
{
    public bool Concerns(Commit commit) => VisitStream.Id(commit.Stream) is not null && commit.Events.Any(Changes);

    public static bool Changes(Event happened) => happened is VisitRequested or VisitReoffered or VisitOffered or OfferEnded or VisitClaimed or VisitCheckedIn or VisitCancelled or VisitStopped;

    public async Task Project(Commit commit, CancellationToken stop)
    {
        var visit = await Read(commit, stop);
        if (visit.Wait is null) return;
        await views.Update(WaitingLine.At(visit.Region, visit.Id), async token => WaitingLine.Of(await Read(commit, token)), stop, gone: WaitingLine.Gone);
        if (commit.Events.Any(e => e is VisitRequested or VisitReoffered))
            await views.Update<WaitingPlace>(WaitingPlace.At(visit.Id), _ => Task.FromResult<WaitingPlace?>(new(visit.AnimalId, visit.Region)), stop, WaitingPlace.Kept);
    }

    private async Task<Visit> Read(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        return Visit.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
    }
}
