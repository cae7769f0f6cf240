using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Vcpr;

namespace VetVisits.Animals;

/// <summary>What an owner says of an animal. What is left out is unknown.</summary>
/// <param name="Use">What it is kept for; where the law asks and it is not said, the strict answer is given.</param>
public sealed record AnimalProfile(
    string? Name, string? Species, string? Breed, Sex? Sex, bool? Neutered, LocalDate? BirthDate, decimal? WeightKg, IReadOnlyList<string?>? Conditions,
    string? PracticeId, LocalDate? DiedOn, AnimalUse? Use = null)
{
    private const int MostConditions = 30;

    /// <param name="today">The latest day that it is anywhere, so that nobody is told that today is in the future.</param>
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c> with everything that is wrong.</exception>
    public Animal Checked(string id, string ownerId, Made made, LocalDate today, bool practiceExists)
    {
        var problems = new Problems();
        var conditions = Conditions ?? [];
        problems.If(BirthDate > today, "/birthDate", "Not in the future.");
        problems.If(BirthDate < today.PlusYears(-120), "/birthDate", "No animal of these species is older than 120 years.");
        problems.If(DiedOn > today, "/diedOn", "Not in the future.");
        problems.If(DiedOn < BirthDate, "/diedOn", "Not before the birth.");
        problems.If(WeightKg is <= 0 or > 1500, "/weightKg", "In kilograms, above 0 and at most 1500.");
        problems.If(conditions.Count > MostConditions, "/conditions", $"At most {MostConditions}.");
        problems.If(PracticeId is not null && !practiceExists, "/practiceId", "There is no such practice.");
        var animal = new Animal(
            id, ownerId,
            problems.Text("/name", Name, 80),
            problems.OneOf("/species", Species, Animals.Species.All),
            problems.TextOrNull("/breed", Breed, 80),
            Sex ?? Animals.Sex.Unknown, Neutered, BirthDate, WeightKg,
            [.. conditions.Select((c, i) => problems.Text($"/conditions/{i}", c, 80)).Distinct()],
            PracticeId, DiedOn, made, Use);
        problems.ThrowIfAny();
        return animal;
    }
}

/// <summary>An animal as it goes over HTTP.</summary>
public sealed record AnimalView(
    string Id, string Name, string Species, string? Breed, Sex Sex, bool? Neutered, LocalDate? BirthDate, decimal? WeightKg,
    IReadOnlyList<string> Conditions, string? PracticeId, LocalDate? DiedOn, AnimalUse? Use = null)
{
    public static AnimalView Of(Animal a) =>
        new(a.Id, a.Name, a.Species, a.Breed, a.Sex, a.Neutered, a.BirthDate, a.WeightKg, a.Conditions, a.PracticeId, a.DiedOn, a.Use);
}

public sealed record AnimalList(IReadOnlyList<AnimalView> Animals);
