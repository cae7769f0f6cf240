using System.Collections.Immutable;
using NodaTime;

namespace VetVisits.Visits;

/// <summary>How a visit waits, or waited, for a vet to take it.</summary>
/// <param name="Since">From when the wait counts: the request, or the start of a booked visit whose vet never came.</param>
/// <param name="Offer">The offer that is open, or over and not settled yet.</param>
/// <param name="Answers">What each vet said last who was offered the visit and did not take it.</param>
/// <param name="Offers">How often it was offered.</param>
/// <param name="Told">The longest wait, in minutes, that the owner was told of.</param>
/// <param name="StoodUpBy">The vet who never came; null when nobody stood the owner up.</param>
public sealed record Wait(Instant Since, VetOffer? Offer, ImmutableDictionary<string, VetAnswer> Answers, int Offers, int Told, string? StoodUpBy)
{
    public static Wait From(Instant since) => new(since, null, ImmutableDictionary.Create<string, VetAnswer>(StringComparer.Ordinal), 0, 0, null);

    /// <summary>The offer that a vet can still take.</summary>
    public VetOffer? OpenOffer(Instant now) => Offer is { } offer && now < offer.Until ? offer : null;

    public Wait Offered(VisitOffered e, Instant at) => this with { Offer = new(e.VetId, e.Hold, at, e.Until), Offers = Offers + 1 };

    public Wait Answered(OfferEnded e, Instant at) =>
        this with { Offer = Offer?.Hold == e.Hold ? null : Offer, Answers = Answers.SetItem(e.VetId, new(e.Why, at)) };

    /// <summary>The wait begins again: the vet who never came is not asked anew.</summary>
    public static Wait Again(Wait? before, VisitReoffered e) =>
        (before ?? From(e.Start)) with
        {
            Since = e.Start,
            Offer = null,
            Told = 0,
            StoodUpBy = e.VetId,
            Answers = (before ?? From(e.Start)).Answers.SetItem(e.VetId, new(OfferEnd.Declined, e.Start)),
        };
}

/// <summary>One vet's own offer, exclusive until its time is over.</summary>
public sealed record VetOffer(string VetId, string Hold, Instant At, Instant Until);

public sealed record VetAnswer(OfferEnd Why, Instant At);
