using NodaTime;
using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

/// <summary>Words for scenarios: who the animal is, what is reported, what was measured.</summary>
internal static class Cases
{
    public static readonly LocalDate Today = new(2026, 11, 22);

    public static TriageRules Rules { get; } = RulesReader.Shipped();

    /// <summary>A grown, neutered female with a birth date, of no breed that rules name: nothing about her is unknown.</summary>
    public static Patient Grown(string species) => new(species, Today, Sex.Female, Neutered: true, Today.PlusYears(-4), "mixed", [], 10);

    public static Patient Male(string species) => Grown(species) with { Sex = Sex.Male };

    public static Patient Aged(this Patient patient, Period age) => patient with { BirthDate = Today.Minus(age) };

    public static Patient OfBreed(this Patient patient, string breed) => patient with { Breed = breed };

    public static Patient With(this Patient patient, params string[] conditions) => patient with { Conditions = conditions };

    public static Facts For(double hours) => new() { [NumberFact.DurationHours] = Bounds.Exactly(hours) };

    public static Verdict Reports(this Patient patient, params string[] signs) => patient.Reports(Vitals.None, [.. signs.Select(s => (s, Vaccinated))]);

    public static Verdict Reports(this Patient patient, string sign, Facts facts) => patient.Reports(Vitals.None, (sign, facts));

    public static Verdict Reports(this Patient patient, Vitals vitals, string sign) => patient.Reports(vitals, (sign, Vaccinated));

    public static Verdict Reports(this Patient patient, Vitals vitals, params (string Sign, Facts Facts)[] signs) =>
        Rules.Answer(new(patient, [.. signs.Select(s => new Reported(s.Sign, s.Facts))], vitals));

    /// <summary>The only trait that comes with a sign and not with the animal.</summary>
    public static Facts Vaccinated { get; } = new() { [YesNoFact.Vaccinated] = true };
}
