using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Readings;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ReadingsTaken))]
[JsonSerializable(typeof(RawReadings))]
[JsonSerializable(typeof(TakeReadings))]
[JsonSerializable(typeof(GivenReading))]
[JsonSerializable(typeof(ReadingsAnswer))]
[JsonSerializable(typeof(ReadingsPage))]
[JsonSerializable(typeof(Trend))]
[JsonSerializable(typeof(View<Attending>))]
public sealed partial class ReadingsJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<ReadingsTaken>("readings.taken"),
    ];
}
