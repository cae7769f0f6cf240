using VetVisits.Journal;

namespace VetVisits.Video;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<ConnectionTested>("connection.tested"),
        EventType.Of<VideoFaltered>("video.faltered"),
    ];
}
