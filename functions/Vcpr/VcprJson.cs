using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Vcpr;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(AskLaw))]
[JsonSerializable(typeof(RecordExamination))]
[JsonSerializable(typeof(WithdrawExamination))]
[JsonSerializable(typeof(ExaminationView))]
[JsonSerializable(typeof(RelationshipsView))]
[JsonSerializable(typeof(LoadRules))]
[JsonSerializable(typeof(RulesVersion))]
[JsonSerializable(typeof(IReadOnlyList<RulesVersion>))]
[JsonSerializable(typeof(RegionRules))]
[JsonSerializable(typeof(StoredRules))]
[JsonSerializable(typeof(Reason))]
[JsonSerializable(typeof(IReadOnlyList<Reason>))]
[JsonSerializable(typeof(AnimalExamined))]
[JsonSerializable(typeof(ExaminationWithdrawn))]
[JsonSerializable(typeof(VcprStarted))]
public sealed partial class VcprJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<AnimalExamined>("animal.examined"),
        EventType.Of<ExaminationWithdrawn>("examination.withdrawn"),
        EventType.Of<VcprStarted>("vcpr.started"),
    ];
}
