using System.Text.Json;
using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

/// <summary>
/// The rules of <c>meta.combination_rules</c> read a second time, plainly and slowly from the data file, so that the engine has something to be wrong against.
/// </summary>
internal static class PlainReading
{
    public static Level LevelOf(SignRow sign, Case asked)
    {
        var baseLevel = Levels.Parse(sign.Level)!.Value;
        var facts = asked.Signs.First(s => s.SignId == sign.Id).Facts;
        var matched = sign.Modifiers
            .Select(m => (Level: Levels.Parse(m.Level)!.Value, Answers: m.When.Select(w => Holds(w.Key, w.Value, Levels.Parse(m.Level)!.Value > baseLevel, asked, facts)).ToList()))
            .Where(m => m.Level > baseLevel ? m.Answers.TrueForAll(a => a == "yes") : m.Answers.TrueForAll(a => a is "yes" or "unknown trait"))
            .Select(m => m.Level).ToList();
        var raising = matched.Where(l => l <= baseLevel).ToList();
        var lowering = matched.Where(l => l > baseLevel).ToList();
        var level = raising.Count > 0 ? raising.Min() : lowering.Count > 0 ? lowering.Min() : baseLevel;
        return sign.Species.Contains(asked.Patient.Species) || level < Level.UrgentSameDay ? level : Level.UrgentSameDay;
    }

    private static string Holds(string key, JsonElement value, bool lowers, Case asked, Facts facts)
    {
        var patient = asked.Patient;
        var reported = asked.Signs.Select(s => s.SignId).ToList();
        return key switch
        {
            "species" => Word(Strings(value).Contains(patient.Species)),
            "sex" => patient.Sex == Sex.Unknown ? "unknown trait" : Word(patient.Sex == Sex.Male == (value.GetString() == "male")),
            "neutered" => patient.Neutered is { } neutered ? Word(neutered == value.GetBoolean()) : "unknown trait",
            "vaccinated" => facts[YesNoFact.Vaccinated] is { } vaccinated ? Word(vaccinated == value.GetBoolean()) : "unknown trait",
            "age_max_months" => patient.BirthDate is { } born ? Word(patient.Today < born.PlusMonths(value.GetInt32())) : "unknown trait",
            "age_max_weeks" => patient.BirthDate is { } b ? Word(patient.Today < b.PlusWeeks(value.GetInt32())) : "unknown trait",
            "breed_group" => patient.Breed is { } breed ? Word(Cases.Rules.File.Meta.BreedGroups[value.GetString()!].Breeds.Contains(breed)) : "unknown",
            "known_condition" => Word(Strings(value).Intersect(patient.Conditions ?? []).Any()),
            "with_signs_any" => Word(Strings(value).Intersect(reported).Any()),
            "without_signs" => Word(!Strings(value).Intersect(reported).Any()),
            "location" or "object" => facts[key == "object" ? WordFact.Swallowed : WordFact.Location] is { } words
                ? Word(lowers ? words.All(Strings(value).Contains) : words.Any(Strings(value).Contains)) : "unknown",
            "still_eating" => Bool(YesNoFact.StillEating),
            "sudden_onset" => Bool(YesNoFact.SuddenOnset),
            "small_clean" => Bool(YesNoFact.SmallClean),
            "small_gap_skin_only" => Bool(YesNoFact.SmallGapSkinOnly),
            "duration_hours_min" => Min(NumberFact.DurationHours, value.GetDouble()),
            "duration_hours_max" => Max(NumberFact.DurationHours, value.GetDouble()),
            "duration_days_min" => Min(NumberFact.DurationHours, value.GetDouble() * 24),
            "temperature_c_min" => Min(NumberFact.TemperatureC, value.GetDouble()),
            "rr_min" => Min(NumberFact.RespiratoryRate, value.GetDouble()),
            "hr_min" => Min(NumberFact.HeartRate, value.GetDouble()),
            "glucose_mg_dl_min" => Min(NumberFact.GlucoseMgDl, value.GetDouble()),
            "glucose_mg_dl_max" => Max(NumberFact.GlucoseMgDl, value.GetDouble()),
            "theobromine_mg_per_kg_min" => Min(NumberFact.TheobromineMgPerKg, value.GetDouble()),
            "theobromine_mg_per_kg_max" => Max(NumberFact.TheobromineMgPerKg, value.GetDouble()),
            "xylitol_mg_per_kg_min" => Min(NumberFact.XylitolMgPerKg, value.GetDouble()),
            "grams_per_kg_min" => Min(NumberFact.GramsPerKg, value.GetDouble()),
            "weight_loss_percent_min" => Min(NumberFact.WeightLossPercent, value.GetDouble()),
            "count_24h_max" => Max(NumberFact.Count24h, value.GetDouble()),
            "presenting_part_visible_minutes_min" => Min(NumberFact.PresentingPartVisibleMinutes, value.GetDouble()),
            _ => throw new InvalidOperationException($"{key} is read by nobody"),
        };

        string Bool(YesNoFact fact) => facts[fact] is { } known ? Word(known == value.GetBoolean()) : "unknown";
        string Min(NumberFact fact, double limit) => facts[fact] is { } known ? Word(known.Low >= limit) : "unknown";
        string Max(NumberFact fact, double limit) => facts[fact] is { } known ? Word(known.High < limit) : "unknown";
    }

    public static IReadOnlyList<string> Strings(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];

    private static string Word(bool holds) => holds ? "yes" : "no";
}
