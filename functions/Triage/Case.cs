using NodaTime;
using VetVisits.Animals;

namespace VetVisits.Triage;

/// <summary>All that triage decides on: the animal, what the owner reports of it, and what was measured.</summary>
public sealed record Case(Patient Patient, IReadOnlyList<Reported> Signs, Vitals Vitals);

/// <summary>
/// The animal as far as rules ask. What is null is unknown and never lowers urgency: an unknown sex, age, neutering or vaccination counts as the more dangerous one.
/// </summary>
/// <param name="Species">One of <see cref="Animals.Species.All"/>.</param>
/// <param name="Today">The day on which the age counts.</param>
/// <param name="Conditions">Known conditions in the owner's or vet's words.</param>
public sealed record Patient(
    string Species, LocalDate Today, Sex Sex = Sex.Unknown, bool? Neutered = null, LocalDate? BirthDate = null, string? Breed = null,
    IReadOnlyList<string>? Conditions = null, double? WeightKg = null)
{
    /// <summary>Null when the birth date is unknown.</summary>
    public bool? IsYoungerThan(Period age) => BirthDate is { } born ? Today < born.Plus(age) : null;
}

/// <summary>One sign of the rule data that the owner reports, with what is known of it.</summary>
public sealed record Reported(string SignId, Facts Facts);
