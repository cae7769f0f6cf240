using System.Text;

namespace VetVisits.Triage;

/// <summary>Finds the breeds and conditions of the rule data in what people write: whole words, whatever the case, accents and punctuation.</summary>
internal static class Spelling
{
    private static readonly string[] Denials = [" no ", " not ", " non ", " without ", " never ", " negative "];

    /// <summary>Lower case, only letters and digits, one space between and around words: <c>St. Bernard</c> is <c>" st bernard "</c>.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(" ", text.Length + 2);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
            else if (plain[^1] != ' ') plain.Append(' ');
        }
        if (plain[^1] != ' ') plain.Append(' ');
        return plain.ToString();
    }

    /// <summary>The positions of the lists of which a word occurs, as bits. A text that denies (<c>no diabetes</c>) names nothing.</summary>
    public static ulong Named(string? text, IReadOnlyList<string[]> lists)
    {
        if (string.IsNullOrWhiteSpace(text)) return 0;
        var plain = Plain(text);
        if (Denials.Any(d => plain.Contains(d, StringComparison.Ordinal))) return 0;
        var named = 0UL;
        for (var i = 0; i < lists.Count; i++)
            foreach (var word in lists[i])
                if (plain.Contains(word, StringComparison.Ordinal)) { named |= 1UL << i; break; }
        return named;
    }
}
