using VetVisits.Journal;

namespace VetVisits.Visits;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<VisitBooked>("visit.booked"),
        EventType.Of<VisitRescheduled>("visit.rescheduled"),
        EventType.Of<VisitCancelled>("visit.cancelled"),
        EventType.Of<VisitCheckedIn>("visit.checked-in"),
        EventType.Of<VisitStopped>("visit.stopped"),
        EventType.Of<VisitStarted>("visit.started"),
        EventType.Of<VisitEnded>("visit.ended"),
        EventType.Of<VisitRanLate>("visit.ran-late"),
        EventType.Of<VisitMissed>("visit.missed"),
        EventType.Of<VisitRequested>("visit.requested"),
        EventType.Of<VisitOffered>("visit.offered"),
        EventType.Of<OfferEnded>("visit.offer-ended"),
        EventType.Of<VisitClaimed>("visit.claimed"),
        EventType.Of<VisitReoffered>("visit.reoffered"),
        EventType.Of<WaitTold>("visit.wait-told"),
        EventType.Of<HoldLapsed>("visit.hold-lapsed"),
    ];
}
