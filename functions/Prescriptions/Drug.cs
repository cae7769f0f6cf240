namespace VetVisits.Prescriptions;

/// <summary>What is prescribed.</summary>
/// <param name="Ingredients">The active ingredients; the dangers are looked for among them, the excipients and the name.</param>
/// <param name="Excipients">What else is in it, where that was read on the label; a human liquid for a dog needs it.</param>
/// <param name="AsLabelled">Used for the species, dose, route and illness that the label names.</param>
public sealed record Drug(
    string Name, IReadOnlyList<string> Ingredients, string Form, string Strength, string Route, Product Product, LegalClass Class, bool Antimicrobial, bool AsLabelled,
    IReadOnlyList<string>? Excipients = null)
{
    /// <summary>Whether two prescriptions are of the same thing: the same active ingredients, with or without the name of their salt.</summary>
    public bool SameAs(Drug other) => Covers(other) && other.Covers(this);

    private bool Covers(Drug other) => Ingredients.Select(Plain).All(ours => other.Ingredients.Select(Plain).Any(theirs => Dangers.Holds(ours, theirs) || Dangers.Holds(theirs, ours)));

    public bool Controlled => Class is LegalClass.ScheduleII or LegalClass.ScheduleIII or LegalClass.ScheduleIV or LegalClass.ScheduleV;

    internal static string Plain(string text) => DrugNames.Plain(text);
}

public enum Product
{
    AnimalDrug,
    HumanDrug,
    Compounded,
    FeedDirective,
}

public enum LegalClass
{
    OverTheCounter,
    PrescriptionOnly,
    ScheduleII,
    ScheduleIII,
    ScheduleIV,
    ScheduleV,
}

/// <param name="MgPerDose">Of the active ingredient, where it is measured in milligrams; checked against the animal's weight.</param>
/// <param name="Days">How long the supply lasts.</param>
public sealed record Dosing(string Directions, decimal? MgPerDose, decimal EveryHours, int Days);

/// <param name="Refills">How often it may be supplied again, if the vet agrees each time.</param>
/// <param name="RefillDays">How long one refill lasts.</param>
public sealed record Supply(decimal Quantity, string Unit, int Refills, int RefillDays)
{
    public int TotalDays(int first) => first + (Refills * RefillDays);
}
