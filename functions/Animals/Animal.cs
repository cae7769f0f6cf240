using NodaTime;
using VetVisits.Documents;
using VetVisits.Vcpr;

namespace VetVisits.Animals;

/// <summary>
/// What an animal is; what happened to it is in the journal. Document <c>animal</c> of partition <c>animal:{id}</c>.
/// <c>Neutered</c> and <c>BirthDate</c> are null when the owner does not know: an unknown fact never lowers urgency.
/// </summary>
/// <param name="PracticeId">The practice of record, the owner's choice: its vets and staff see the animal.</param>
/// <param name="Use">What it is kept for; null when the owner has not said. Several laws treat animals kept for food, and race horses, apart.</param>
/// <param name="DiedOn">Nothing is booked and nobody is reminded from then on; the record stays.</param>
public sealed record Animal(
    string Id, string OwnerId, string Name, string Species, string? Breed, Sex Sex, bool? Neutered, LocalDate? BirthDate, decimal? WeightKg,
    IReadOnlyList<string> Conditions, string? PracticeId, LocalDate? DiedOn, Made Made, AnimalUse? Use = null) : IMade
{
    public static string PartitionOf(string animalId) => $"animal:{animalId}";

    public static DocumentId At(string animalId) => new(PartitionOf(animalId), "animal");
}

public enum Sex
{
    Unknown,
    Female,
    Male,
}

/// <summary>The species that the rules of triage know, by id.</summary>
public static class Species
{
    public static IReadOnlyList<string> All { get; } = ["dog", "cat", "rabbit", "guinea-pig", "ferret", "bird", "reptile", "horse"];
}

/// <summary>An owner's animal, in the owner's partition: the list of animals is one query there. Document <c>animal:{id}</c>.</summary>
public sealed record OwnedAnimal(string AnimalId)
{
    public const string Prefix = "animal:";

    public static DocumentId At(string ownerId, string animalId) => new($"owner:{ownerId}", Prefix + animalId);
}
