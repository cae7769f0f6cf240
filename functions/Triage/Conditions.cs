using System.Text.Json;
using NodaTime;
using VetVisits.Animals;

namespace VetVisits.Triage;

/// <summary>Turns the keys of a <c>when</c> into conditions. Every key of <c>meta.modifier_keys</c> is known here, and no other.</summary>
internal sealed class Conditions(IReadOnlyDictionary<string, int> signs, IReadOnlyList<string> breedGroups, IReadOnlyList<string> knownConditions)
{
    /// <summary>The numbers that keys ask for, by the name before <c>_min</c> and <c>_max</c>, with their unit in words.</summary>
    public static IReadOnlyDictionary<string, (NumberFact Fact, string Words)> Numbers { get; } = new Dictionary<string, (NumberFact, string)>(StringComparer.Ordinal)
    {
        ["duration_hours"] = (NumberFact.DurationHours, "hours"),
        ["temperature_c"] = (NumberFact.TemperatureC, "°C"),
        ["rr"] = (NumberFact.RespiratoryRate, "breaths a minute"),
        ["hr"] = (NumberFact.HeartRate, "heartbeats a minute"),
        ["glucose_mg_dl"] = (NumberFact.GlucoseMgDl, "mg/dL of glucose"),
        ["weight_loss_percent"] = (NumberFact.WeightLossPercent, "% of weight lost"),
        ["theobromine_mg_per_kg"] = (NumberFact.TheobromineMgPerKg, "mg of theobromine per kg"),
        ["xylitol_mg_per_kg"] = (NumberFact.XylitolMgPerKg, "mg of xylitol per kg"),
        ["grams_per_kg"] = (NumberFact.GramsPerKg, "g per kg"),
        ["count_24h"] = (NumberFact.Count24h, "times in 24 hours"),
        ["presenting_part_visible_minutes"] = (NumberFact.PresentingPartVisibleMinutes, "minutes with a part showing"),
    };

    public static IReadOnlyDictionary<string, YesNoFact> YesNo { get; } = new Dictionary<string, YesNoFact>(StringComparer.Ordinal)
    {
        ["vaccinated"] = YesNoFact.Vaccinated,
        ["still_eating"] = YesNoFact.StillEating,
        ["sudden_onset"] = YesNoFact.SuddenOnset,
        ["small_clean"] = YesNoFact.SmallClean,
        ["small_gap_skin_only"] = YesNoFact.SmallGapSkinOnly,
    };

    public static IReadOnlyDictionary<string, WordFact> Words { get; } = new Dictionary<string, WordFact>(StringComparer.Ordinal)
    {
        ["location"] = WordFact.Location,
        ["object"] = WordFact.Swallowed,
    };

    /// <summary>What one key asks.</summary>
    /// <param name="lowers">Whether the modifier lowers the level: of several places all must be harmless then, else one bad place is enough.</param>
    /// <exception cref="RuleDataException">The key is not known, or its value is none for it.</exception>
    public Condition Compile(string key, JsonElement value, bool lowers) => key switch
    {
        "species" => Species(Several(key, value, Animals.Species.All)),
        "sex" => SexIs(One(key, value, ["male", "female"])),
        "neutered" => Neutered(Bool(key, value)),
        "age_max_months" => YoungerThan(key, Period.FromMonths((int)Number(key, value)), "months"),
        "age_max_weeks" => YoungerThan(key, Period.FromWeeks((int)Number(key, value)), "weeks"),
        "breed_group" => OfBreedGroup(breedGroups.ToList().IndexOf(One(key, value, breedGroups)), lowers),
        "known_condition" => HasCondition(Several(key, value, knownConditions), lowers),
        "with_signs_any" => WithSigns(Several(key, value, signs.Keys)),
        "without_signs" => WithoutSigns(Several(key, value, signs.Keys)),
        "duration_days_min" => AtLeast(key, NumberFact.DurationHours, Number(key, value) * 24, "hours"),
        _ when YesNo.TryGetValue(key, out var fact) => Is(key, fact, Bool(key, value)),
        _ when Words.TryGetValue(key, out var fact) => Named(key, fact, Several(key, value, known: null), lowers),
        _ when key.EndsWith("_min", StringComparison.Ordinal) && Numbers.TryGetValue(key[..^4], out var number) => AtLeast(key, number.Fact, Number(key, value), number.Words),
        _ when key.EndsWith("_max", StringComparison.Ordinal) && Numbers.TryGetValue(key[..^4], out var number) => Below(key, number.Fact, Number(key, value), number.Words),
        _ => throw new RuleDataException($"the key {key} is not one that rules know"),
    };

    private static Condition Species(IReadOnlyList<string> species) =>
        new("species", Phrase.AnyOf(species), s => Of(species.Contains(s.Patient.Species)));

    private static Condition SexIs(string sex)
    {
        var asked = sex == "male" ? Sex.Male : Sex.Female;
        return new("sex", Phrase.Of(sex), s => s.Patient.Sex == Sex.Unknown ? Truth.Unknown : Of(s.Patient.Sex == asked), Trait: true);
    }

    private static Condition Neutered(bool asked) =>
        new("neutered", Phrase.Of(asked ? "neutered" : "not neutered"), s => Of(s.Patient.Neutered, asked), Trait: true);

    private static Condition YoungerThan(string key, Period age, string unit) =>
        new(key, new($"younger than {{0}} {unit}", age.Months + age.Weeks), s => Of(s.Patient.IsYoungerThan(age), true), Trait: true);

    private Condition OfBreedGroup(int group, bool lowers) =>
        new("breed_group", new("a {0} breed", Phrase.Of(breedGroups[group])), s => s.BreedKnown ? Of(s.BreedGroups.Has(1UL << group, lowers)) : Truth.Unknown);

    private Condition HasCondition(IReadOnlyList<string> asked, bool lowers)
    {
        var bits = asked.Aggregate(0UL, (all, one) => all | (1UL << knownConditions.ToList().IndexOf(one)));
        return new("known_condition", new("known {0}", Phrase.AnyOf(asked)), s => Of(s.Conditions.Has(bits, lowers)));
    }

    /// <summary>The animal is not known for certain to have this.</summary>
    public Condition Without(string condition)
    {
        var bit = 1UL << knownConditions.ToList().IndexOf(condition);
        return new("known_condition", new("no known {0}", Phrase.Of(condition)), s => Of(!s.Conditions.Has(bit, lowers: true)));
    }

    private Condition WithSigns(IReadOnlyList<string> asked)
    {
        var set = SignSet.Of(signs.Count, asked.Select(id => signs[id]));
        return new("with_signs_any", new("together with {0}", Phrase.AnyOf(asked)), s => Of(s.Signs.Overlaps(set)));
    }

    private Condition WithoutSigns(IReadOnlyList<string> asked)
    {
        var set = SignSet.Of(signs.Count, asked.Select(id => signs[id]));
        return new("without_signs", new("without {0}", Phrase.All("{0}, {1}", asked.Select(Phrase.Of))), s => Of(!s.Signs.Overlaps(set)));
    }

    private static Condition Is(string key, YesNoFact fact, bool asked) =>
        new(key, Phrase.Of((asked ? "" : "not ") + key.Replace('_', ' ')), s => Of(s.Facts[fact], asked), Trait: fact == YesNoFact.Vaccinated);

    private static Condition Named(string key, WordFact fact, IReadOnlyList<string> asked, bool all) =>
        new(key, new($"{key}: {{0}}", Phrase.AnyOf(asked)), s => s.Facts[fact] is not { Count: > 0 } said ? Truth.Unknown : Of(all ? said.All(asked.Contains) : said.Any(asked.Contains)));

    private static Condition AtLeast(string key, NumberFact fact, double limit, string unit) =>
        new(key, new("{0} {1} or more", limit, Phrase.Of(unit)), s => s.Number(fact) is not { } known ? Truth.Unknown
            : known.Low >= limit ? Truth.Yes : known.High < limit ? Truth.No : Truth.Unknown);

    private static Condition Below(string key, NumberFact fact, double limit, string unit) =>
        new(key, new("under {0} {1}", limit, Phrase.Of(unit)), s => s.Number(fact) is not { } known ? Truth.Unknown
            : known.High < limit ? Truth.Yes : known.Low >= limit ? Truth.No : Truth.Unknown);

    private static Truth Of(bool holds) => holds ? Truth.Yes : Truth.No;

    private static Truth Of(bool? known, bool asked) => known is { } value ? Of(value == asked) : Truth.Unknown;

    private static bool Bool(string key, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new RuleDataException($"{key} must be true or false");

    private static double Number(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and var number ? number : throw new RuleDataException($"{key} must be a number, not below zero");

    private static string One(string key, JsonElement value, IEnumerable<string> known) =>
        value.ValueKind == JsonValueKind.String && known.Contains(value.GetString()!) ? value.GetString()! : throw new RuleDataException($"{key} names what is not known: {value}");

    private static IReadOnlyList<string> Several(string key, JsonElement value, IEnumerable<string>? known)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0) throw new RuleDataException($"{key} must be a list with something in it");
        IReadOnlyList<string> words = [.. value.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw new RuleDataException($"{key} must list words"))];
        var unknown = known is null ? [] : words.Except(known).ToList();
        return unknown.Count == 0 ? words : throw new RuleDataException($"{key} names what is not known: {string.Join(", ", unknown)}");
    }
}

/// <summary>The rule data says something that cannot be. Nothing is served on such data: the host does not start.</summary>
public sealed class RuleDataException(string message) : Exception(message);
