using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Calls;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CallRequested))]
[JsonSerializable(typeof(CallStepClaimed))]
[JsonSerializable(typeof(CallPlaced))]
[JsonSerializable(typeof(CallStepReported))]
[JsonSerializable(typeof(CallAttended))]
[JsonSerializable(typeof(CallOver))]
[JsonSerializable(typeof(CallTimedOut))]
[JsonSerializable(typeof(CallDue))]
[JsonSerializable(typeof(NumberCheck))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(CallList))]
[JsonSerializable(typeof(NumberCode))]
[JsonSerializable(typeof(NumberChecked))]
public sealed partial class CallsJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
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
