using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Booking;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SlotHeld))]
[JsonSerializable(typeof(SlotConfirmed))]
[JsonSerializable(typeof(SlotReleased))]
[JsonSerializable(typeof(TimeBlocked))]
[JsonSerializable(typeof(TimeUnblocked))]
public sealed partial class BookingJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<SlotHeld>("slot.held"),
        EventType.Of<SlotConfirmed>("slot.confirmed"),
        EventType.Of<SlotReleased>("slot.released"),
        EventType.Of<TimeBlocked>("time.blocked"),
        EventType.Of<TimeUnblocked>("time.unblocked"),
    ];
}
