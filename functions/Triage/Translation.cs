using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace VetVisits.Triage;

/// <summary>
/// The sentences of triage in another language, found by the exact English one: what streams keep stays English, and is translated when it is shown.
/// A sentence that has no row stays English.
/// </summary>
public sealed class Translation
{
    private readonly FrozenDictionary<string, string> sentences;

    /// <param name="sayings">All that the rules can say, but for what was measured.</param>
    internal Translation(Language language, IReadOnlyDictionary<string, string> rows, IEnumerable<Phrase> sayings)
    {
        Language = language;
        var said = new Dictionary<string, string>(rows, StringComparer.Ordinal);
        foreach (var phrase in sayings)
            if (phrase.By(rows) is { } theirs) said[phrase.English] = theirs;
        sentences = said.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>English as it is.</summary>
    public static Translation None { get; } = new(Language.En, FrozenDictionary<string, string>.Empty, []);

    public Language Language { get; }

    public string Of(string english) => sentences.TryGetValue(english, out var theirs) ? theirs : Measured(english) ?? english;

    public IReadOnlyList<string> Of(IReadOnlyList<string> english) => this == None ? english : [.. english.Select(Of)];

    public Reason Of(Reason reason) => reason with { Advice = Of(reason.Advice), Why = Of(reason.Why) };

    public IReadOnlyList<Reason> Of(IReadOnlyList<Reason> reasons) => this == None ? reasons : [.. reasons.Select(Of)];

    public IReadOnlyList<NextStep> Of(IReadOnlyList<NextStep> steps) =>
        this == None ? steps : [.. steps.Select(s => s with { Text = Of(s.Text), OnTheWay = s.OnTheWay is { } way ? Of(way) : null })];

    public IReadOnlyList<Unanswered> Of(IReadOnlyList<Unanswered> unanswered) => this == None ? unanswered : [.. unanswered.Select(u => u with { If = Of(u.If) })];

    /// <summary>A value, its unit and what it comes to; only the value is new.</summary>
    private string? Measured(string english)
    {
        var (space, colon) = (english.IndexOf(' ', StringComparison.Ordinal), english.IndexOf(": ", StringComparison.Ordinal));
        return space > 0 && colon > space && double.TryParse(english.AsSpan(0, space), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            && sentences.TryGetValue(VitalRules.Measured, out var pattern)
            && sentences.TryGetValue(english[(space + 1)..colon], out var unit)
            && (sentences.GetValueOrDefault(english[(colon + 2)..]) ?? OfPlan(english[(colon + 2)..])) is { } words
            ? string.Format(CultureInfo.InvariantCulture, pattern, english[..space], unit, words) : null;
    }

    /// <summary>A vet's limit, which no rule knows beforehand.</summary>
    private string? OfPlan(string english) =>
        english.Split(' ') is [_, var limit, ..] words && sentences.TryGetValue(string.Join(' ', words.Select((word, i) => i == 1 ? "{0}" : word)), out var pattern)
            ? string.Format(CultureInfo.InvariantCulture, pattern, limit) : null;
}

/// <summary><c>triage-texts.es.json</c> as it is written: the English sentence or pattern is the key.</summary>
/// <param name="Told">Sentences that the code itself says.</param>
/// <param name="Patterns">With places for numbers and words.</param>
/// <param name="Words">Ids, units and short names that stand in patterns.</param>
public sealed record TranslationFile(
    string Notice, IReadOnlyDictionary<string, string> Levels, IReadOnlyDictionary<string, string> Questions, IReadOnlyDictionary<string, string> Advice,
    IReadOnlyDictionary<string, string> Notes, IReadOnlyDictionary<string, string> Told, IReadOnlyDictionary<string, string> Patterns, IReadOnlyDictionary<string, string> Words)
{
    /// <summary>Every row with its section; an English sentence that stands in two sections counts as the first.</summary>
    public IEnumerable<KeyValuePair<string, string>> Rows => new[] { Levels, Questions, Advice, Notes, Told, Patterns, Words }.SelectMany(section => section);

    /// <exception cref="RuleDataException">The file is not what it must be.</exception>
    internal static TranslationFile Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TriageFileJson.Default.TranslationFile) ?? throw new RuleDataException("triage-texts.es.json is null");
        }
        catch (JsonException problem)
        {
            throw new RuleDataException($"triage-texts.es.json: {problem.Message}");
        }
    }
}
