using VetVisits.Journal;

namespace VetVisits.Booking;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<SlotHeld>("slot.held"),
        EventType.Of<SlotConfirmed>("slot.confirmed"),
        EventType.Of<SlotReleased>("slot.released"),
        EventType.Of<SlotShortened>("slot.shortened"),
        EventType.Of<TimeBlocked>("time.blocked"),
        EventType.Of<TimeUnblocked>("time.unblocked"),
    ];
}
