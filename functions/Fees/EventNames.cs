using VetVisits.Journal;

namespace VetVisits.Fees;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<FeeDecided>("fee.decided"),
        EventType.Of<FeeLetGo>("fee.let-go"),
    ];
}
