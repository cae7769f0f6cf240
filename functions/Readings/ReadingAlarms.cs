using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Readings;

/// <summary>The vet who follows the animal hears of an alarm. Who that is was decided with the reading, so the same commit tells the same for ever.</summary>
public sealed class ReadingAlarms : INoticeSource
{
    public bool Concerns(Commit commit) => Raised(commit)?.VetId is not null;

    public Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        if (Raised(commit) is not { VetId: { } vetId, VisitId: { } visitId } raised || VisitStream.AnimalId(commit.Partition) is not { } animalId) return Task.FromResult<IReadOnlyList<VetNotice>>([]);
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["animalId"] = animalId,
            ["visitId"] = visitId,
            ["readingId"] = raised.ReadingId,
            ["kinds"] = string.Join(',', raised.Kinds),
            ["level"] = raised.Level.Id(),
        };
        return Task.FromResult<IReadOnlyList<VetNotice>>(
            [new("reading.alarm", vetId, $"animals/{animalId}/visits/{visitId}", $"{animalId}:{commit.Id}", commit.At, data)]);
    }

    private static AlarmRaised? Raised(Commit commit) => commit.Events.OfType<ReadingsTaken>().FirstOrDefault()?.Raised;
}
