using NodaTime;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Waiting;

/// <summary>The vet takes visits on demand until the moment named, or no longer.</summary>
public sealed record DutyChanged(bool On, Instant? Until = null) : Event;

/// <summary>
/// Whether a vet takes visits on demand: the streams <c>duty:{UTC date}</c> in <c>vet:{id}</c>, one a day. It is kept in the journal and not as a plain document, because what
/// waits for a vet follows from it by the feed, and because who was on duty while an animal waited is worth knowing for ever.
/// </summary>
/// <param name="Changes">How often it changed in the days that were read.</param>
public sealed record Duty(bool Said, Instant Since, Instant Until, int Changes)
{
    public const string Prefix = "duty:";

    /// <summary>A day's stream takes no more changes than this.</summary>
    public const int MostChanges = 300;

    public static Duty Off { get; } = new(false, Instant.MinValue, Instant.MinValue, 0);

    public static Fold<Duty> Fold { get; } = new(Off, (duty, happened, at) => happened switch
    {
        DutyChanged { On: true, Until: { } until } => duty with { Said = true, Since = duty.On(at) ? duty.Since : at, Until = until, Changes = duty.Changes + 1 },
        DutyChanged => duty with { Said = false, Since = at, Until = at, Changes = duty.Changes + 1 },
        _ => duty,
    });

    /// <summary>On duty at this moment: duty ends by itself.</summary>
    public bool On(Instant now) => Said && now < Until;

    public static StreamName Stream(LocalDate utcDay) => new(FormattableString.Invariant($"{Prefix}{utcDay.Year:0000}-{utcDay.Month:00}-{utcDay.Day:00}"));

    /// <summary>The streams in which whatever holds now was said: duty lasts a day at most.</summary>
    public static IReadOnlyList<StreamName> StreamsAt(Instant now) => [Stream(now.InUtc().Date.PlusDays(-1)), Stream(now.InUtc().Date)];

    public static Duty From(Histories ofVet, Instant now) => Fold.Of(StreamsAt(now).SelectMany(ofVet.Of));

    public static Decision Decide(Duty duty, DutyChanged wanted, Instant now) =>
        duty.On(now) == wanted.On && (!wanted.On || duty.Until == wanted.Until) ? Decision.Nothing
        : duty.Changes >= MostChanges ? Decision.No(Refusal.Conflict("too-many-changes", "Duty changed too often today. It ends by itself at the time that it says."))
        : Decision.Of(wanted);

    /// <summary>What a vet needs before duty makes sense; null when nothing is missing.</summary>
    public static Refusal? Unready(Offer offer, Licences licences, LocalDate today) =>
        offer.TimeZone is null ? Refusal.Invalid("no-hours", "Say your time zone first: PUT /api/vets/me/availability; weekly may be empty if you only work on demand.")
        : offer.Species.Count == 0 || offer.Services.Count == 0 ? Refusal.Invalid("nothing-offered", "Say first which species and services you offer: PUT /api/vets/me.")
        : !licences.ByRegion.Values.Any(l => l.ValidOn(today)) ? Refusal.Invalid("not-licensed", "You hold no verified licence that is valid today. An admin records licences: POST /api/vets/{id}/licences.")
        : null;
}
