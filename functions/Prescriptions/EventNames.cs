using VetVisits.Journal;

namespace VetVisits.Prescriptions;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<PrescriptionWritten>("prescription.written"),
        EventType.Of<PrescriptionCancelled>("prescription.cancelled"),
        EventType.Of<RefillAsked>("refill.asked"),
        EventType.Of<RefillGranted>("refill.granted"),
        EventType.Of<RefillRefused>("refill.refused"),
    ];
}
