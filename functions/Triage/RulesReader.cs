using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;

namespace VetVisits.Triage;

/// <summary>Reads, checks and compiles the rule data, once at start. Data that contradicts itself is refused whole, with all that is wrong with it.</summary>
public static class RulesReader
{
    /// <summary>The data that ships inside the product.</summary>
    public static TriageRules Shipped() => Read(Resource("triage-rules.json"), Resource("vital-ranges.json"), Resource("triage-texts.es.json"));

    /// <param name="spanish">Hashed with the rules, and read only when somebody is spoken to in Spanish.</param>
    /// <exception cref="RuleDataException">A member, level, key, sign, species, breed group or source is not what it must be.</exception>
    public static TriageRules Read(byte[] rules, byte[] ranges, byte[] spanish)
    {
        var file = Parse(rules, TriageFileJson.Default.RuleFile, "triage-rules.json");
        var rangeFile = Parse(ranges, TriageFileJson.Default.RangeFile, "vital-ranges.json");
        var wrong = new List<string>();
        RuleChecks.Check(file, wrong);
        Throw(wrong);

        var positions = file.Signs.Select((row, i) => (row.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        var conditions = new Conditions(positions, [.. file.Meta.BreedGroups.Keys], [.. file.Meta.KnownConditions.Keys]);
        var signs = file.Signs.Select((row, i) => Compile(row, i, conditions, wrong)).ToList();
        var vitals = RangesReader.Compile(rangeFile, conditions, wrong);
        Throw(wrong);
        return new(file, signs, vitals, spanish, Convert.ToHexStringLower(SHA256.HashData([.. rules, .. ranges, .. spanish])));
    }

    /// <summary>One modifier of a sign or an alarm.</summary>
    /// <param name="what">How it is named where it is asked for.</param>
    internal static Modifier Compile(string what, IReadOnlyDictionary<string, JsonElement> when, Level level, bool lowers, string? note, Conditions conditions)
    {
        var compiled = when.Select(pair => conditions.Compile(pair.Key, pair.Value, lowers)).ToList();
        // An alarm that always rings says so by its own words.
        var words = compiled.Count == 0 ? Phrase.Of("") : Phrase.All("{0}, {1}", compiled.Select(c => c.Words));
        IReadOnlyList<Phrase> noted = note is null ? [] : [Phrase.Of(note)];
        return new(level, lowers, compiled, new([words, .. noted]), new([new Phrase("{0} (not known, so taken as the more dangerous)", words), .. noted]),
            [.. compiled.Select(c => new Unanswered(what, c.Key, c.Words.English, level))]);
    }

    private static Sign Compile(SignRow row, int position, Conditions conditions, List<string> wrong)
    {
        var level = Levels.Parse(row.Level)!.Value;
        var modifiers = new List<Modifier>();
        foreach (var modifier in row.Modifiers)
        {
            var to = Levels.Parse(modifier.Level)!.Value;
            var lowers = to > level;
            // Both hold up the promise that one more sign never makes a case milder.
            if (lowers && modifier.When.ContainsKey("with_signs_any")) wrong.Add($"{row.Id}: another sign must not lower a level");
            if (!lowers && modifier.When.ContainsKey("without_signs")) wrong.Add($"{row.Id}: the absence of a sign must not raise a level");
            try
            {
                modifiers.Add(Compile(row.Id, modifier.When, to, lowers, modifier.Note, conditions));
            }
            catch (RuleDataException problem)
            {
                wrong.Add($"{row.Id}: {problem.Message}");
            }
        }
        return new(position, row, level, modifiers);
    }

    private static T Parse<T>(byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new RuleDataException($"{name} is null");
        }
        catch (JsonException problem)
        {
            throw new RuleDataException($"{name}: {problem.Message}");
        }
    }

    private static void Throw(List<string> wrong)
    {
        if (wrong.Count > 0) throw new RuleDataException($"The rule data cannot be used: {string.Join("; ", wrong)}.");
    }

    private static byte[] Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new RuleDataException($"{name} is not in the assembly");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
