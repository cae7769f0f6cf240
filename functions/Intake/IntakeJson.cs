using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Intake;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IntakeTaken))]
[JsonSerializable(typeof(IntakeClosed))]
public sealed partial class IntakeJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<IntakeTaken>("intake.taken"),
        EventType.Of<IntakeClosed>("intake.closed"),
    ];
}
