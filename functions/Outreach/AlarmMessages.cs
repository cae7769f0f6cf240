using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Readings;

namespace VetVisits.Outreach;

/// <summary>An alarm from a device or a vet's own measurement: the owner hears of it at once. An owner who measured has the answer already.</summary>
public sealed class AlarmMessages(IDocuments documents) : IOwnerMessageSource
{
    public bool Concerns(Commit commit) => commit.Events.Any(e => e is ReadingsTaken { Raised: not null } taken && !taken.By.StartsWith("owner:", StringComparison.Ordinal));

    public async Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        if (!Concerns(commit) || Visits.VisitStream.AnimalId(commit.Partition) is not { } animalId) return [];
        var animal = await documents.Read<Animal>(Animal.At(animalId), stop);
        return animal is null ? [] : [OwnerMessage.Of(OwnerTemplate.ReadingAlarm, animal.Document.OwnerId, animalId, null, commit.Id, commit.At)];
    }
}
