using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VetVisits.Prescriptions;

/// <summary>
/// Names of drugs as they are compared. What people type or paste out of a leaflet has capitals, accents, ligatures and invisible hyphens, and one substance has several
/// names: a poison or a limit must be found under each of them.
/// </summary>
public static class DrugNames
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl"];

    public static IReadOnlyList<OtherNames> All { get; } = Dangers.Sound(Dangers.Read<NamesFile>("drug-names.json").Names, n => n.Sources, n => n.Id);

    private static readonly FrozenDictionary<string, string> Known = All.SelectMany(n => n.As).ToFrozenDictionary(StringComparer.Ordinal);

    // The longest first, so that a part of a name is not taken for the whole of it; a second is far more than any text of ours needs.
    private static readonly Regex Other = new(
        $@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', Known.Keys.OrderByDescending(name => name.Length).Select(Regex.Escape))})(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Small letters without accents, one space between words, and each substance by the name that the lists use.</summary>
    public static string Plain(string text) => Other.Replace(Letters(text), other => Known[other.Value]);

    private static string Letters(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            switch (char.GetUnicodeCategory(c))
            {
                // Soft hyphens, joiners and accents that stand by themselves.
                case UnicodeCategory.Format or UnicodeCategory.NonSpacingMark:
                    break;
                case UnicodeCategory.DashPunctuation:
                    plain.Append('-');
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    if (plain is not [.., ' ']) plain.Append(' ');
                    break;
                default:
                    if (c is >= '\uFB00' and <= '\uFB04') plain.Append(Ligatures[c - '\uFB00']);
                    else plain.Append(Accents.Without(c));
                    break;
            }
        return plain.ToString().Trim();
    }
}

/// <param name="As">Other name and the one that stands for it, both as <see cref="DrugNames.Plain"/> gives them.</param>
public sealed record OtherNames(string Id, IReadOnlyDictionary<string, string> As, IReadOnlyList<string> Sources);

public sealed record NamesFile(string Version, string Notice, IReadOnlyList<OtherNames> Names);
