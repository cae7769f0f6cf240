using System.Collections.Frozen;
using VetVisits.Journal;

namespace VetVisits.Records;

/// <summary>
/// What an entry of the record is about, by the stored name of its event. A name that this table does not know is its own kind, so that an event of a
/// capability added later is in the record from its first day.
/// </summary>
public static class Kinds
{
    private static readonly FrozenDictionary<Type, string> Names = ProductEvents.All.Where(t => t.Upcast is null).ToFrozenDictionary(t => t.Record, t => t.Name);

    private static readonly FrozenDictionary<string, string> ByFirstWord = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["animal"] = "examination",
        ["vcpr"] = "examination",
        ["addendum"] = "visit",
        ["consult"] = "visit",
        ["connection"] = "video",
        ["home-examination"] = "examination",
        ["home-finding"] = "examination",
        ["readings"] = "reading",
        ["refill"] = "prescription",
        ["consents"] = "consent",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the owner and the vets wrote to each other, what was paid, and who looked: in the owner's record, never in one that is handed on.</summary>
    public static IReadOnlySet<string> Private { get; } = FrozenSet.Create(StringComparer.Ordinal, "message", "fee", "call", "video", "share", "custody");

    /// <summary>The event's stored name, such as <c>visit.booked</c>.</summary>
    public static string NameOf(Event happened) => Names.GetValueOrDefault(happened.GetType(), "unknown");

    public static string Of(Event happened) => OfName(NameOf(happened));

    public static string OfName(string name)
    {
        var word = name.Split('.')[0];
        return name == "share.answered" ? "answer" : ByFirstWord.GetValueOrDefault(word, word);
    }

    /// <summary>The name for people to read: <c>visit.ran-late</c> is "Visit ran late".</summary>
    public static string Title(string name)
    {
        var words = name.Replace('.', ' ').Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
