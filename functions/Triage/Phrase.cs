using System.Globalization;

namespace VetVisits.Triage;

/// <summary>
/// A sentence as a pattern and its parts, so that every language can put the parts in its own order: <c>younger than {0} months</c> and 6.
/// Without parts the pattern is the sentence. The English pattern is the key of the row that translates it.
/// </summary>
internal sealed class Phrase
{
    private readonly string pattern;
    private readonly IReadOnlyList<object> parts;

    public Phrase(string pattern, params IReadOnlyList<object> parts)
    {
        this.pattern = pattern;
        this.parts = parts;
        English = Filled(pattern, parts.Select(p => p is Phrase phrase ? phrase.English : p));
    }

    /// <summary>As the rules say it and as streams keep it.</summary>
    public string English { get; }

    /// <summary>Every row that a language needs to say this.</summary>
    public IEnumerable<string> Rows => parts.OfType<Phrase>().SelectMany(p => p.Rows).Append(pattern);

    public static Phrase Of(string sentence) => new(sentence);

    /// <summary>All of them, two by two: <c>{0} or {1}</c>.</summary>
    public static Phrase All(string pattern, IEnumerable<Phrase> phrases) => phrases.Aggregate((before, next) => new(pattern, before, next));

    public static Phrase AnyOf(IEnumerable<string> words) => All("{0} or {1}", words.Select(Of));

    /// <summary>By the rows of a language; null where one is missing, for half a translated sentence is worse than none.</summary>
    public string? By(IReadOnlyDictionary<string, string> rows)
    {
        if (!rows.TryGetValue(pattern, out var theirs)) return null;
        var said = parts.Select(p => p is Phrase phrase ? phrase.By(rows) : p).ToList();
        return said.Contains(null) ? null : Filled(theirs, said!);
    }

    // A sentence without parts may hold any sign; only patterns have places to fill.
    private static string Filled(string pattern, IEnumerable<object> parts)
    {
        object[] all = [.. parts];
        return all.Length == 0 ? pattern : string.Format(CultureInfo.InvariantCulture, pattern, all);
    }
}

/// <summary>What one rule says of why it holds: phrases, and their English, made once.</summary>
internal sealed class Saying(params IReadOnlyList<Phrase> phrases)
{
    public IReadOnlyList<Phrase> Phrases => phrases;

    public IReadOnlyList<string> English { get; } = [.. phrases.Select(p => p.English)];
}
