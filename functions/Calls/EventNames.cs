using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<CallRequested>("call.requested"),
        EventType.Of<CallStepClaimed>("call.step-claimed"),
        EventType.Of<CallPlaced>("call.placed"),
        EventType.Of<CallStepReported>("call.step-reported"),
        EventType.Of<CallAttended>("call.attended"),
        EventType.Of<CallOver>("call.over"),
        EventType.Of<CallTimedOut>("call.timed-out"),
    ];
}
