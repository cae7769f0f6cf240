using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Intake;

/// <summary>An intake that belongs to an open visit and is an emergency: the vet hears of it at once.</summary>
public sealed class UrgentIntakes(IJournal journal) : INoticeSource
{
    public bool Concerns(Commit commit) => Urgent(commit) is not null;

    public async Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        if (Urgent(commit) is not { VisitId: { } visitId } taken) return [];
        var name = VisitStream.Name(visitId);
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        if (!visit.IsOpen || !visit.HasVet) return [];
        return
        [
            new("visit.urgent", visit.VetId, $"animals/{visit.AnimalId}/visits/{visitId}", taken.IntakeId, commit.At,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["visitId"] = visitId, ["animalId"] = visit.AnimalId, ["intakeId"] = taken.IntakeId, ["level"] = taken.Answer.Level.Id() }),
        ];
    }

    private static IntakeTaken? Urgent(Commit commit) =>
        commit.Events.OfType<IntakeTaken>().FirstOrDefault(taken => taken.VisitId is not null && taken.Answer.Level.IsEmergency());
}
