using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Messages;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MessageSent))]
[JsonSerializable(typeof(MessagesRead))]
[JsonSerializable(typeof(MessagesClosed))]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(ReadMessages))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(MessagesPage))]
[JsonSerializable(typeof(ReadView))]
[JsonSerializable(typeof(ClosedView))]
public sealed partial class MessagesJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<MessageSent>("message.sent"),
        EventType.Of<MessagesRead>("messages.read"),
        EventType.Of<MessagesClosed>("messages.closed"),
    ];
}
