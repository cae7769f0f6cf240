using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Journal;
using VetVisits.Records.Clinic;
using VetVisits.Records.Custody;
using VetVisits.Records.Imports;
using VetVisits.Records.Sharing;

namespace VetVisits.Records;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ShareMade))]
[JsonSerializable(typeof(ShareTokenAdded))]
[JsonSerializable(typeof(ShareViewed))]
[JsonSerializable(typeof(ShareAnswered))]
[JsonSerializable(typeof(ShareRevoked))]
[JsonSerializable(typeof(ErasurePlanned))]
[JsonSerializable(typeof(LegalHoldPlaced))]
[JsonSerializable(typeof(LegalHoldLifted))]
[JsonSerializable(typeof(RecordExported))]
[JsonSerializable(typeof(MakeShare))]
[JsonSerializable(typeof(ShareList))]
[JsonSerializable(typeof(AnswerShare))]
[JsonSerializable(typeof(AnswerView))]
[JsonSerializable(typeof(SharePointer))]
[JsonSerializable(typeof(Look))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(CustodyMatter))]
[JsonSerializable(typeof(AnimalExport))]
[JsonSerializable(typeof(OwnerExport))]
[JsonSerializable(typeof(HoldRecord))]
[JsonSerializable(typeof(HoldsView))]
[JsonSerializable(typeof(ErasureView))]
[JsonSerializable(typeof(Tombstone))]
[JsonSerializable(typeof(RetentionFile))]
[JsonSerializable(typeof(ImportReceived))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(ImportList))]
[JsonSerializable(typeof(RegularClinic))]
[JsonSerializable(typeof(NameClinic))]
public sealed partial class RecordsJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<ShareMade>("share.made"),
        EventType.Of<ShareTokenAdded>("share.token-added"),
        EventType.Of<ShareViewed>("share.viewed"),
        EventType.Of<ShareAnswered>("share.answered"),
        EventType.Of<ShareRevoked>("share.revoked"),
        EventType.Of<ErasurePlanned>("custody.erasure-planned"),
        EventType.Of<LegalHoldPlaced>("custody.hold-placed"),
        EventType.Of<LegalHoldLifted>("custody.hold-lifted"),
        EventType.Of<RecordExported>("custody.exported"),
        EventType.Of<ImportReceived>("import.received"),
    ];
}
