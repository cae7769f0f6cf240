using System.Text.Json;
using VetVisits.Http;

namespace VetVisits.Triage;

/// <summary>
/// Reads the facts that come with a sign. They are named as the rule data names its keys: a number as <c>theobromine_mg_per_kg</c> where it is known, or as
/// <c>…_min</c> (at least) and <c>…_max</c> (less than) where only bounds are.
/// </summary>
public sealed class FactReader(RuleFile rules)
{
    private const double MostNumber = 1_000_000;
    private const int MostWords = 10;

    /// <summary>What the animal's record says; a fact of that name is the caller's mistake.</summary>
    private static readonly IReadOnlyList<string> FromTheRecord =
        ["species", "sex", "neutered", "age_max_months", "age_max_weeks", "age_months", "age_weeks", "breed_group", "known_condition", "with_signs_any", "without_signs"];

    /// <summary>Facts that others follow from: what was eaten and how much of it.</summary>
    private const string Grams = "grams";
    private const string ChocolateKind = "chocolate_kind";

    private readonly IReadOnlyDictionary<string, IReadOnlyList<double>> chocolates = rules.Meta.DerivedFacts["theobromine_mg_per_kg"].MgPerGram!;

    /// <summary>The kinds of chocolate whose strength is known.</summary>
    public IEnumerable<string> ChocolateKinds => chocolates.Keys;

    /// <param name="at">The JSON pointer of the sign.</param>
    public Facts Read(string at, JsonElement? durationHours, IReadOnlyDictionary<string, JsonElement>? said, double? weightKg, Problems problems)
    {
        var facts = Facts.None;
        if (durationHours is { ValueKind: not JsonValueKind.Null } hours)
            facts = facts.With(NumberFact.DurationHours, Number($"{at}/durationHours", hours, problems) is { } known ? Bounds.Exactly(known) : null);
        foreach (var (key, value) in said ?? new Dictionary<string, JsonElement>())
            facts = One($"{at}/facts/{Escaped(key)}", key, value, facts, problems);
        return Derived(at, facts, said, weightKg, problems);
    }

    private static Facts One(string at, string key, JsonElement value, Facts facts, Problems problems)
    {
        // Null is how some clients say that they do not know.
        if (value.ValueKind == JsonValueKind.Null) return facts;
        if (Conditions.YesNo.TryGetValue(key, out var yesNo))
        {
            if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return facts.With(yesNo, value.GetBoolean());
            problems.Add(at, "true or false, without quotes.");
            return facts;
        }
        if (Conditions.Words.TryGetValue(key, out var word)) return facts.With(word, Words(at, value, problems));
        if (key is Grams or ChocolateKind) return facts;
        if (FromTheRecord.Contains(key))
        {
            problems.Add(at, "This comes from the animal's record and the reported signs, not from a fact; correct it there.");
            return facts;
        }
        var days = key.StartsWith("duration_days", StringComparison.Ordinal);
        var (name, low, high) = (days ? "duration_hours" + key["duration_days".Length..] : key) switch
        {
            var k when k.EndsWith("_min", StringComparison.Ordinal) => (k[..^4], true, false),
            var k when k.EndsWith("_max", StringComparison.Ordinal) => (k[..^4], false, true),
            var k => (k, true, true),
        };
        if (!Conditions.Numbers.TryGetValue(name, out var number))
        {
            problems.Add(at, "No rule knows a fact of this name. GET /api/intake/signs lists the facts of each sign.");
            return facts;
        }
        if (Number(at, value, problems) is not { } told) return facts;
        told *= days ? 24 : 1;
        var before = facts[number.Fact] ?? new Bounds(0, double.PositiveInfinity);
        var now = new Bounds(low ? Math.Max(before.Low, told) : before.Low, high ? Math.Min(before.High, low ? told : Math.BitDecrement(told)) : before.High);
        problems.If(now.Low > now.High, at, "This contradicts what is said of the same thing elsewhere in the sign.");
        return now.Low > now.High ? facts : facts.With(number.Fact, now);
    }

    /// <summary>Chocolate by kind and grams becomes a dose per kilogram: bounds, as the strengths are; a dose that the caller worked out stands.</summary>
    private Facts Derived(string at, Facts facts, IReadOnlyDictionary<string, JsonElement>? said, double? weightKg, Problems problems)
    {
        if (said is null || !said.TryGetValue(Grams, out var amount) || amount.ValueKind == JsonValueKind.Null) return facts;
        if (Number($"{at}/facts/{Grams}", amount, problems) is not { } grams || weightKg is not > 0) return facts;
        if (facts[NumberFact.GramsPerKg] is null) facts = facts.With(NumberFact.GramsPerKg, Bounds.Exactly(grams / weightKg.Value));
        if (!said.TryGetValue(ChocolateKind, out var kind) || kind.ValueKind == JsonValueKind.Null) return facts;
        if (kind.ValueKind != JsonValueKind.String || !chocolates.TryGetValue(kind.GetString()!, out var strength))
        {
            problems.Add($"{at}/facts/{ChocolateKind}", $"One of: {string.Join(", ", chocolates.Keys)}.");
            return facts;
        }
        return facts[NumberFact.TheobromineMgPerKg] is null
            ? facts.With(NumberFact.TheobromineMgPerKg, new Bounds(grams * strength[0] / weightKg.Value, grams * strength[1] / weightKg.Value))
            : facts;
    }

    private static double? Number(string at, JsonElement value, Problems problems)
    {
        if (value.ValueKind != JsonValueKind.Number) problems.Add(at, "A number, without quotes.");
        else if (value.GetDouble() is >= 0 and <= MostNumber and var number) return number;
        else problems.Add(at, "A number from 0 up; it cannot be below zero.");
        return null;
    }

    private static IReadOnlyList<string>? Words(string at, JsonElement value, Problems problems)
    {
        IReadOnlyList<JsonElement> said = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        if (said.Count is > 0 and <= MostWords && said.All(IsWord)) return [.. said.Select(w => w.GetString()!)];
        problems.Add(at, "A word such as \"neck\", or a list of at most 10: small letters and hyphens.");
        return null;

        static bool IsWord(JsonElement word) =>
            word.ValueKind == JsonValueKind.String && word.GetString() is { Length: > 0 and <= 40 } text && text.All(c => char.IsAsciiLetterLower(c) || c == '-');
    }

    private static string Escaped(string key) =>
        (key.Length <= 60 ? key : key[..60]).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
