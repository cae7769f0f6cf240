using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace VetVisits.Triage;

/// <summary>
/// Which of the lists a text names, as bits. <c>Certain</c>: no word of it denies anything. <c>Possible</c> besides: what is denied there is something else
/// (<c>diabetic, no complications</c>).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Named(ulong Certain, ulong Possible)
{
    /// <summary>The more dangerous reading: what is only possible may raise a level and never lowers one.</summary>
    public bool Has(ulong bits, bool lowers) => ((lowers ? Certain : Possible) & bits) != 0;

    public static Named operator |(Named one, Named other) => new(one.Certain | other.Certain, one.Possible | other.Possible);
}

/// <summary>Finds the breeds and conditions of the rule data in what people write, in English or Spanish: whole words, whatever the case, accents and punctuation.</summary>
internal static partial class Spelling
{
    private static readonly string[] Denials =
    [
        " no ", " not ", " non ", " none ", " without ", " never ", " negative ", " free of ", " ruled out ",
        " sin ", " nunca ", " jamas ", " ni ", " ningun ", " ninguno ", " ninguna ", " tampoco ", " negativo ", " negativa ", " libre de ", " descarta ", " descartado ", " descartada ",
    ];

    private static readonly SearchValues<string> AnyDenial = SearchValues.Create(Denials, StringComparison.Ordinal);

    /// <summary>Small letters without accents, only letters and digits, one space between and around words: <c>St. Bernard</c> is <c>" st bernard "</c>.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(" ", text.Length + 2);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) plain.Append(Accents.Without(c));
            // Accents that stand by themselves and invisible hyphens are no gap between words.
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && plain[^1] != ' ') plain.Append(' ');
        }
        if (plain[^1] != ' ') plain.Append(' ');
        return plain.ToString();
    }

    /// <summary>The positions of the lists of which a word occurs.</summary>
    public static Named In(string? text, IReadOnlyList<string[]> lists)
    {
        if (string.IsNullOrWhiteSpace(text)) return default;
        var plain = Plain(text);
        if (!Denies(plain))
        {
            var named = Where(lists, word => plain.Contains(word, StringComparison.Ordinal));
            return new(named, named);
        }
        var clauses = ClauseEnd().Split(text).Select(Plain).ToList();
        return new(0, Where(lists, word => clauses.Exists(clause => Says(clause, word))));
    }

    private static ulong Where(IReadOnlyList<string[]> lists, Func<string, bool> occurs)
    {
        var bits = 0UL;
        for (var i = 0; i < lists.Count; i++)
            if (lists[i].Any(occurs)) bits |= 1UL << i;
        return bits;
    }

    /// <summary>Nothing before the word denies it (<c>no diabetes</c>), and no denial ends the clause (<c>diabetes: negative</c>); one in between speaks of what follows it (<c>diabetes not controlled</c>).</summary>
    private static bool Says(string clause, string word)
    {
        var at = clause.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && !Denies(clause.AsSpan(0, at + 1)) && !Denials.Any(d => clause[(at + word.Length - 1)..].EndsWith(d, StringComparison.Ordinal));
    }

    private static bool Denies(ReadOnlySpan<char> plain) => plain.ContainsAny(AnyDenial);

    // The point of an abbreviation, as in St. Bernard, ends nothing.
    [GeneratedRegex(@"[,;!?()\n]|(?<=\p{L}{3})\.|\b(?:but|pero|aunque)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClauseEnd();
}
