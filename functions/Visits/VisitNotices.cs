using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>What vets hear of their visits.</summary>
public sealed class VisitNotices(IJournal journal) : INoticeSource
{
    public bool Concerns(Commit commit) => commit.Events.Any(e => Types(e).Any());

    public async Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        var types = commit.Events.SelectMany(Types).ToList();
        if (types.Count == 0) return [];
        // Told as the visit stood at this commit, so that the same commit tells the same for ever.
        var name = new StreamName(commit.Stream);
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name).Where(c => c.Version <= commit.Version));
        if (!visit.HasVet) return [];
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["animalId"] = visit.AnimalId,
            ["visitId"] = visit.Id,
            ["service"] = visit.Service,
            ["start"] = visit.Start.ToString(),
        };
        return [.. types.Select(type => new VetNotice(type, visit.VetId, $"animals/{visit.AnimalId}/visits/{visit.Id}", $"{type}:{visit.Id}:{commit.Version}", commit.At, data))];
    }

    private static IEnumerable<string> Types(Event happened) => happened switch
    {
        // An urgent animal that only teletriage can take: the vet should look before the booked time.
        VisitBooked { Level: Level.UrgentSameDay } => ["visit.booked", "visit.urgent"],
        VisitBooked => ["visit.booked"],
        VisitRescheduled => ["visit.rescheduled"],
        VisitCancelled { By: Side.System, Reason: LicenceLapse.Reason } => ["visit.cancelled", "visit.licence-lapsed"],
        VisitCancelled => ["visit.cancelled"],
        VisitCheckedIn => ["visit.checked-in"],
        VisitStopped => ["visit.stopped"],
        VisitRanLate => ["visit.late"],
        VisitMissed => ["visit.missed"],
        _ => [],
    };
}
