using VetVisits.Booking;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>
/// What follows when a visit begins to wait, an offer ends, a vet becomes free or goes on duty or off: vets are let go and the next offers made. It runs from the feed, however
/// late and often; it brings the views that it matches by up to date itself, because the reader that fills views may be behind.
/// </summary>
public sealed class OfferFollower(
    IJournal journal, Streams streams, WaitingProjection queue, OnDutyProjection duties, Engagements engagements, Matchmaker matchmaker, NodaTime.IClock clock) : IPublication
{
    public bool AtAnyAge => true;

    public bool Concerns(Commit commit) => Frees(commit) || queue.Concerns(commit) || OnDutyProjection.ChangesDuty(commit);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        if (ScheduleStream.VetId(commit.Partition) is { } vetId) await FollowVet(vetId, stop);
        else await FollowVisit(commit, stop);
    }

    private static bool Frees(Commit commit) => commit.Events.Any(e => e is VisitEnded or VisitCancelled or VisitStopped or VisitMissed);

    private async Task FollowVet(string vetId, CancellationToken stop)
    {
        await duties.Render(vetId, stop);
        await Withdraw(vetId, stop);
        await matchmaker.MatchVet(vetId, stop);
    }

    /// <summary>An offer to a vet who went off duty or lost the licence goes to the next one at once.</summary>
    private async Task Withdraw(string vetId, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var (visit, hold) = await engagements.With(vetId, stop);
        if (visit?.Wait?.OpenOffer(now) is not { } offer || offer.Hold != hold) return;
        var histories = await journal.Read(Vet.PartitionOf(vetId), [Offer.Stream, Licences.Stream, .. Duty.StreamsAt(now)], stop);
        var offered = Offer.Fold.Of(histories.Of(Offer.Stream));
        var zone = offered.TimeZone ?? NodaTime.DateTimeZone.Utc;
        OfferEnd? why = !Duty.From(histories, now).On(now) ? OfferEnd.OffDuty
            : !Licences.Fold.Of(histories.Of(Licences.Stream)).ValidOn(visit.Region, now.InZone(zone).Date) || !offered.Serves(visit.Species, visit.Service) ? OfferEnd.Withdrawn
            : null;
        if (why is { } ended)
            await streams.Run(VisitStream.Of(visit.AnimalId, visit.Id), Visit.Fold, Asked.System("waiting-room"), (state, _) => WaitingRules.Withdraw(state, vetId, ended), stop);
    }

    private async Task FollowVisit(Commit commit, CancellationToken stop)
    {
        await queue.Project(commit, stop);
        var name = new StreamName(commit.Stream);
        var history = (await journal.Read(commit.Partition, [name], stop)).Of(name);
        var visit = Visit.Fold.Of(history);
        var before = Visit.Fold.Of(history.Where(c => c.Version < commit.Version));
        foreach (var (vetId, hold) in LetGo(commit, before))
        {
            await engagements.Release(vetId, hold, stop);
            await matchmaker.MatchVet(vetId, stop);
        }
        if (visit is { Status: VisitStatus.Waiting, Wait.Offer: null }) await matchmaker.Match(visit.Region, stop);
    }

    /// <summary>The vets whom this commit lets go, with the hold that bound them. Pure.</summary>
    public static IEnumerable<(string VetId, string Hold)> LetGo(Commit commit, Visit before)
    {
        foreach (var happened in commit.Events)
            switch (happened)
            {
                case OfferEnded e:
                    yield return (e.VetId, e.Hold);
                    break;
                case VisitReoffered e:
                    yield return (e.VetId, before.Engagement ?? e.Hold);
                    break;
                case VisitEnded or VisitCancelled or VisitStopped or VisitMissed:
                    if (before.Wait?.Offer is { } offer) yield return (offer.VetId, offer.Hold);
                    if (before.HasVet) yield return (before.VetId, before.Engagement ?? before.Hold);
                    break;
                default:
                    break;
            }
    }
}
