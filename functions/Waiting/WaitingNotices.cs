using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>What vets hear of the waiting room: an offer and its end, a visit that they took, a visit that went to others because they never came.</summary>
public sealed class WaitingNotices(IJournal journal) : INoticeSource
{
    public bool Concerns(Commit commit) =>
        VisitStream.Id(commit.Stream) is not null && commit.Events.Any(e => e is VisitOffered or OfferEnded or VisitClaimed or VisitReoffered or VisitCancelled or VisitStopped);

    public async Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var history = (await journal.Read(commit.Partition, [name], stop)).Of(name);
        var before = Visit.Fold.Of(history.Where(c => c.Version < commit.Version));
        var visit = Visit.Fold.Of(history.Where(c => c.Version <= commit.Version));
        if (visit.Wait is not { } wait) return [];
        var notices = new List<VetNotice>();
        foreach (var happened in commit.Events)
            switch (happened)
            {
                case VisitOffered e:
                    Tell("visit.offered", e.VetId, e.Hold, ("until", e.Until.ToString()), ("since", wait.Since.ToString()));
                    break;
                case OfferEnded { Why: not OfferEnd.Declined } e:
                    Tell("visit.offer-ended", e.VetId, e.Hold, ("why", System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(e.Why.ToString())));
                    break;
                case VisitClaimed e:
                    Tell("visit.claimed", e.VetId, e.Hold);
                    break;
                case VisitReoffered e:
                    Tell("visit.reoffered", e.VetId, e.Hold);
                    break;
                case VisitCancelled or VisitStopped when before.Wait?.Offer is { } offer:
                    Tell("visit.offer-ended", offer.VetId, offer.Hold, ("why", "wait-over"));
                    break;
                default:
                    break;
            }
        return notices;

        void Tell(string type, string vetId, string hold, params (string Name, string Value)[] more)
        {
            var data = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["animalId"] = visit.AnimalId,
                ["visitId"] = visit.Id,
                ["service"] = visit.Service,
                ["species"] = visit.Species,
                ["region"] = visit.Region,
            };
            if (visit.Level is { } level) data["level"] = level.Id();
            foreach (var (key, value) in more) data[key] = value;
            notices.Add(new(type, vetId, $"animals/{visit.AnimalId}/visits/{visit.Id}", $"{type}:{hold}", commit.At, data));
        }
    }
}
