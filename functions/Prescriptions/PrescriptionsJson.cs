using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Prescriptions;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WritePrescription))]
[JsonSerializable(typeof(CancelPrescription))]
[JsonSerializable(typeof(DecideRefill))]
[JsonSerializable(typeof(PrescriptionView))]
[JsonSerializable(typeof(IReadOnlyList<PrescriptionView>))]
[JsonSerializable(typeof(VerifiedPrescription))]
[JsonSerializable(typeof(SealKey))]
[JsonSerializable(typeof(DangerFile))]
[JsonSerializable(typeof(DoseFile))]
[JsonSerializable(typeof(ClassFile))]
[JsonSerializable(typeof(PrescriptionWritten))]
[JsonSerializable(typeof(PrescriptionCancelled))]
[JsonSerializable(typeof(RefillAsked))]
[JsonSerializable(typeof(RefillGranted))]
[JsonSerializable(typeof(RefillRefused))]
public sealed partial class PrescriptionsJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<PrescriptionWritten>("prescription.written"),
        EventType.Of<PrescriptionCancelled>("prescription.cancelled"),
        EventType.Of<RefillAsked>("refill.asked"),
        EventType.Of<RefillGranted>("refill.granted"),
        EventType.Of<RefillRefused>("refill.refused"),
    ];
}
