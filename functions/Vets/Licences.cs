using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Vets;

/// <summary>An admin saw the register of this region: the vet is licensed there until the date, inclusive. Renewals are the same event again.</summary>
public sealed record LicenceVerified(string Region, string Number, LocalDate ValidUntil) : Event;

/// <summary>The licence holds no longer, from this moment.</summary>
public sealed record LicenceRevoked(string Region, RevocationReason Reason) : Event;

public enum RevocationReason
{
    Suspended,
    Surrendered,
    RevokedByRegister,
    EnteredInError,
}

/// <summary>One region's licence as it stands.</summary>
public sealed record Licence(string Region, string Number, LocalDate ValidUntil, Instant VerifiedAt, RevocationReason? Revoked)
{
    /// <summary>
    /// The last day counts in full, as registers print it. The day is that of the visit in the vet's own schedule zone: the place whose clock the vet, who answers for
    /// holding the licence, works by.
    /// </summary>
    public bool ValidOn(LocalDate date) => Revoked is null && date <= ValidUntil;
}

/// <summary>Where a vet may work: the state of stream <c>licences</c> in partition <c>vet:{id}</c>. Only an admin verifies; vets never vouch for themselves.</summary>
public sealed record Licences(IReadOnlyDictionary<string, Licence> ByRegion)
{
    public static StreamName Stream { get; } = new("licences");

    public static Licences None { get; } = new(new Dictionary<string, Licence>(StringComparer.Ordinal));

    public static Fold<Licences> Fold { get; } = new(None, Evolve);

    public static StreamId StreamOf(string vetId) => new(Vet.PartitionOf(vetId), Stream);

    /// <summary>Whether a visit may take place on this day for an animal in this region: exactly this region, no licence reaches further.</summary>
    public bool ValidOn(string region, LocalDate date) => ByRegion.TryGetValue(region, out var licence) && licence.ValidOn(date);

    /// <summary>Until when (inclusive) the licence holds; null without one, or after its revocation.</summary>
    public LocalDate? ValidUntil(string region) =>
        ByRegion.TryGetValue(region, out var licence) && licence.Revoked is null ? licence.ValidUntil : null;

    public static Licences Evolve(Licences licences, Event happened, Instant at) => happened switch
    {
        LicenceVerified v => licences.With(new Licence(v.Region, v.Number, v.ValidUntil, at, null)),
        LicenceRevoked r when licences.ByRegion.TryGetValue(r.Region, out var licence) => licences.With(licence with { Revoked = r.Reason }),
        _ => licences,
    };

    public static Decision Decide(Licences licences, LicenceVerified wanted) =>
        licences.ByRegion.TryGetValue(wanted.Region, out var now) && now.Revoked is null && (now.Number, now.ValidUntil) == (wanted.Number, wanted.ValidUntil)
            ? Decision.Nothing
            : Decision.Of(wanted);

    public static Decision Decide(Licences licences, LicenceRevoked wanted) =>
        licences.ByRegion.TryGetValue(wanted.Region, out var now) switch
        {
            false => Decision.No(Refusal.NotFound("licence")),
            true when now!.Revoked is not null => Decision.Nothing,
            true => Decision.Of(wanted),
        };

    private Licences With(Licence licence) =>
        new(new Dictionary<string, Licence>(ByRegion, StringComparer.Ordinal) { [licence.Region] = licence });
}
