using VetVisits.Journal;

namespace VetVisits.Vcpr;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<AnimalExamined>("animal.examined"),
        EventType.Of<ExaminationWithdrawn>("examination.withdrawn"),
        EventType.Of<VcprStarted>("vcpr.started"),
    ];
}
