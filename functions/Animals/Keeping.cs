using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;

namespace VetVisits.Animals;

/// <summary>Adds, lists and changes owners' animals.</summary>
public sealed class Keeping(IDocuments documents, IClock clock)
{
    public async Task<Animal> Add(Caller owner, AnimalProfile said, Asked asked, CancellationToken stop)
    {
        var id = asked.NewId();
        var animal = said.Checked(id, owner.Id, Made.By(asked), Today(), await Exists(said.PracticeId, stop));
        // The pointer comes first: one to nothing is passed over in the list, an animal without one would be lost to its owner.
        await documents.Write(OwnedAnimal.At(owner.Id, id), new OwnedAnimal(id), expected: null, stop);
        return (await documents.Make(Animal.At(id), animal, stop)).Document;
    }

    /// <summary>The owner's animals in the order of their names: one query for the list, then a point read each.</summary>
    public async Task<IReadOnlyList<Animal>> Of(string ownerId, CancellationToken stop)
    {
        var reading = new List<Task<Stored<Animal>?>>();
        await foreach (var (_, owned) in documents.List<OwnedAnimal>(Owners.Owner.PartitionOf(ownerId), IdRange.Prefix(OwnedAnimal.Prefix), stop))
            reading.Add(documents.Read<Animal>(Animal.At(owned.Document.AnimalId), stop));
        return [.. (await Task.WhenAll(reading)).OfType<Stored<Animal>>().Select(a => a.Document).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <param name="matches">Refuses when the ETag is not the one that the caller read.</param>
    public async Task<Stored<Animal>> Change(string animalId, AnimalProfile said, Action<ETag?> matches, CancellationToken stop)
    {
        var practiceExists = await Exists(said.PracticeId, stop);
        return await documents.Put<Animal>(Animal.At(animalId), there =>
        {
            var before = there?.Document ?? throw new RefusedException(Refusal.NotFound("animal"));
            matches(there.ETag);
            var after = said.Checked(animalId, before.OwnerId, before.Made, Today(), practiceExists);
            // What was said of a cat must never be read as said of a dog.
            return after.Species == before.Species ? after
                : throw new RefusedException(Refusal.Invalid("species-fixed", $"This animal is a {before.Species}, and its history is a {before.Species}'s. Add another animal."));
        }, stop);
    }

    private async Task<bool> Exists(string? practiceId, CancellationToken stop) =>
        Ids.Allows(practiceId) && await documents.Read<Practice>(Practice.At(practiceId!), stop) is not null;

    private LocalDate Today() => clock.GetCurrentInstant().WithOffset(Offset.FromHours(14)).Date;
}
