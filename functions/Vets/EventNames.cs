using VetVisits.Journal;

namespace VetVisits.Vets;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<OfferChanged>("offer.changed"),
        EventType.Of<AvailabilityChanged>("availability.changed"),
        EventType.Of<LicenceVerified>("licence.verified"),
        EventType.Of<LicenceRevoked>("licence.revoked"),
    ];
}
