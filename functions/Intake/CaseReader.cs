using System.Text.Json;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Triage;

namespace VetVisits.Intake;

/// <summary>Reads a case out of a body and says everything that is wrong with it at once.</summary>
public sealed class CaseReader(TriageRules rules)
{
    private const int MostSigns = 40;

    private readonly FactReader facts = new(rules.File);

    /// <summary>The case, of use only when no problem was found.</summary>
    public Case Read(Patient patient, IReadOnlyList<SignGiven?>? signs, VitalsGiven? vitals, Problems problems)
    {
        var measured = Read(vitals, problems);
        var reported = new List<Reported>();
        if (signs is null or { Count: 0 }) problems.Add("/signs", "Report at least one sign. GET /api/intake/signs lists them.");
        else if (signs.Count > MostSigns) problems.Add("/signs", $"At most {MostSigns} signs.");
        else
            for (var i = 0; i < signs.Count; i++)
                if (Read($"/signs/{i}", signs[i], patient, problems) is { } sign)
                {
                    problems.If(reported.Exists(r => r.SignId == sign.SignId), $"/signs/{i}/id", "Report each sign once.");
                    Agree($"/signs/{i}/facts", sign.Facts, measured, problems);
                    reported.Add(sign);
                }
        return new(patient, reported, measured);
    }

    /// <summary>The animal's facts where there is no record of it.</summary>
    public static Patient Read(AnimalGiven? animal, LocalDate today, Problems problems)
    {
        problems.If(animal is null, "/animal", "Say what is known of the animal, its species at least.");
        problems.OneOf("/animal/species", animal?.Species, Species.All);
        if (animal?.Sex is not null) problems.OneOf("/animal/sex", animal.Sex, ["male", "female", "unknown"]);
        problems.TextOrNull("/animal/breed", animal?.Breed, 100);
        problems.If(animal?.BirthDate > today || animal?.BirthDate < today.PlusYears(-120), "/animal/birthDate", "A day in the animal's lifetime, as yyyy-MM-dd.");
        problems.If(animal?.WeightKg is <= 0 or > 2000, "/animal/weightKg", "Kilograms, above 0 and at most 2000.");
        problems.If(animal?.Conditions is { Count: > 50 } || animal?.Conditions?.Any(c => c is null or { Length: > 200 }) == true, "/animal/conditions", "At most 50 texts of at most 200 characters.");
        return new(
            animal?.Species ?? "", today, animal?.Sex switch { "male" => Sex.Male, "female" => Sex.Female, _ => Sex.Unknown }, animal?.Neutered, animal?.BirthDate, animal?.Breed,
            [.. (animal?.Conditions ?? []).OfType<string>()], animal?.WeightKg);
    }

    private Reported? Read(string at, SignGiven? sign, Patient patient, Problems problems)
    {
        if (sign?.Id is not { Length: > 0 } id)
        {
            problems.Add($"{at}/id", "Name the sign by its id.");
            return null;
        }
        problems.If(!rules.Knows(id), $"{at}/id", "No sign has this id. GET /api/intake/signs lists them; an unknown sign is refused, never guessed.");
        return new(id, facts.Read(at, sign.DurationHours, sign.Facts, patient.WeightKg, problems));
    }

    private static Vitals Read(VitalsGiven? given, Problems problems)
    {
        var values = new Dictionary<string, double>();
        foreach (var kind in VitalKind.All)
            if (given?.Value(kind.Vital) is { } value)
            {
                values[kind.Name] = value;
                if (value < kind.Least || value > kind.Most) problems.Add($"/vitals/{kind.Name}", Impossible(kind, value));
            }
        foreach (var (name, value) in given?.Others ?? [])
            if (value.ValueKind != JsonValueKind.Null) problems.Add($"/vitals/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", OtherUnit(name));
        return Vitals.Of(values);
    }

    private static string Impossible(VitalKind kind, double value) => (kind.Vital, value) switch
    {
        (Vital.Temperature, >= 90 and <= 115) => $"This looks like degrees Fahrenheit. Send degrees Celsius: {Math.Round((value - 32) / 1.8, 1)}.",
        (Vital.Glucose, > 0 and < 10) => $"This looks like mmol/L. Send mg/dL: {Math.Round(value * 18)}.",
        (Vital.HeartRate or Vital.RespiratoryRate, 0) => "If there is none, go to an emergency clinic now and report the sign unconscious.",
        _ => $"No animal has this value. In {kind.Unit}, from {kind.Least} to {kind.Most}; measure again.",
    };

    private static string OtherUnit(string name) => name.ToLowerInvariant() switch
    {
        var n when n.Contains("temp", StringComparison.Ordinal) => "Send temperatureC, in degrees Celsius.",
        var n when n.Contains("gluc", StringComparison.Ordinal) => "Send glucoseMgDl, in mg/dL (mmol/L times 18).",
        var n when n.Contains("weight", StringComparison.Ordinal) => "The weight is part of the animal's record; here send weightChangePercent.",
        _ => $"Not a measurement that triage knows. Known: {string.Join(", ", VitalKind.All.Select(k => k.Name))}.",
    };

    /// <summary>What is measured and what a fact says of the same thing must not contradict each other.</summary>
    private static void Agree(string at, Facts facts, Vitals measured, Problems problems)
    {
        Check(NumberFact.TemperatureC, measured[Vital.Temperature], "temperature_c");
        Check(NumberFact.RespiratoryRate, measured[Vital.RespiratoryRate], "rr");
        Check(NumberFact.HeartRate, measured[Vital.HeartRate], "hr");
        Check(NumberFact.GlucoseMgDl, measured[Vital.Glucose], "glucose_mg_dl");

        void Check(NumberFact fact, double? vital, string name)
        {
            if (vital is { } value && facts[fact] is { } said && (value < said.Low || value > said.High)) problems.Add($"{at}/{name}", "This contradicts the value in vitals; send one of the two.");
        }
    }
}
