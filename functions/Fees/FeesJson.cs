using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Fees;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FeeTerms))]
[JsonSerializable(typeof(FeeView))]
[JsonSerializable(typeof(WaiveFee))]
[JsonSerializable(typeof(AgreedFee))]
[JsonSerializable(typeof(FeeDecided))]
[JsonSerializable(typeof(FeeLetGo))]
public sealed partial class FeesJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<FeeDecided>("fee.decided"),
        EventType.Of<FeeLetGo>("fee.let-go"),
    ];
}
