using VetVisits.Journal;

namespace VetVisits.Messages;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<MessageSent>("message.sent"),
        EventType.Of<MessagesRead>("messages.read"),
        EventType.Of<MessagesClosed>("messages.closed"),
    ];
}
