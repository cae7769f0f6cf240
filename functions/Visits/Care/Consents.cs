using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Visits.Care;

/// <summary>The owner agrees to something that lasts until it is taken back.</summary>
/// <param name="What">One of <see cref="Consents.All"/>.</param>
/// <param name="TextVersion">The version of the words that the owner read.</param>
public sealed record ConsentGiven(string What, string TextVersion) : Event;

public sealed record ConsentWithdrawn(string What) : Event;

/// <summary>What the owner of an animal agrees to: stream <c>consents</c> of the animal's partition.</summary>
public sealed record Consents(ImmutableDictionary<string, StandingConsent> Standing)
{
    /// <summary>The summary of each visit goes to the practice of record, the animal's regular clinic.</summary>
    public const string ShareWithClinic = "share-with-clinic";

    public static IReadOnlyList<string> All { get; } = [ShareWithClinic];

    public static StreamName Stream { get; } = new("consents");

    public static Fold<Consents> Fold { get; } = new(new(ImmutableDictionary.Create<string, StandingConsent>(StringComparer.Ordinal)), (known, happened, at) => happened switch
    {
        ConsentGiven e => new(known.Standing.SetItem(e.What, new(e.What, e.TextVersion, at))),
        ConsentWithdrawn e => new(known.Standing.Remove(e.What)),
        _ => known,
    });

    public bool Stands(string what) => Standing.ContainsKey(what);

    public static Decision Decide(Consents known, ConsentGiven wanted) =>
        known.Standing.GetValueOrDefault(wanted.What)?.TextVersion == wanted.TextVersion ? Decision.Nothing : Decision.Of(wanted);

    public static Decision Decide(Consents known, ConsentWithdrawn wanted) => known.Stands(wanted.What) ? Decision.Of(wanted) : Decision.Nothing;
}

public sealed record StandingConsent(string What, string TextVersion, Instant Since);
