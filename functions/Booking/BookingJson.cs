using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Booking;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SlotHeld))]
[JsonSerializable(typeof(SlotConfirmed))]
[JsonSerializable(typeof(SlotReleased))]
[JsonSerializable(typeof(TimeBlocked))]
[JsonSerializable(typeof(TimeUnblocked))]
[JsonSerializable(typeof(BookVisit))]
[JsonSerializable(typeof(RescheduleVisit))]
[JsonSerializable(typeof(BlockVetTime))]
[JsonSerializable(typeof(BlockView))]
[JsonSerializable(typeof(OpeningsPage))]
[JsonSerializable(typeof(VetDayView))]
[JsonSerializable(typeof(View<Openings>))]
[JsonSerializable(typeof(View<HorizonVet>))]
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
