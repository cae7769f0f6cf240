using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Intake;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IntakeTaken))]
[JsonSerializable(typeof(IntakeClosed))]
[JsonSerializable(typeof(TakeIntake))]
[JsonSerializable(typeof(CloseIntake))]
[JsonSerializable(typeof(DecideTriage))]
[JsonSerializable(typeof(IntakeView))]
[JsonSerializable(typeof(TriageView))]
[JsonSerializable(typeof(SignPage))]
public sealed partial class IntakeJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<IntakeTaken>("intake.taken"),
        EventType.Of<IntakeClosed>("intake.closed"),
    ];
}
