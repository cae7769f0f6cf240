using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Visits.Care;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConfirmRelationship))]
[JsonSerializable(typeof(StartedView))]
[JsonSerializable(typeof(WriteAddendum))]
[JsonSerializable(typeof(SendSteps))]
[JsonSerializable(typeof(ReportFinding))]
[JsonSerializable(typeof(AskConsult))]
[JsonSerializable(typeof(GiveOpinion))]
[JsonSerializable(typeof(GiveConsent))]
[JsonSerializable(typeof(ConsentsView))]
[JsonSerializable(typeof(CareView))]
[JsonSerializable(typeof(ConsultView))]
[JsonSerializable(typeof(HomeExamination))]
[JsonSerializable(typeof(HomeStep[]))]
[JsonSerializable(typeof(System.Collections.Immutable.ImmutableList<Addendum>))]
[JsonSerializable(typeof(AddendumWritten))]
[JsonSerializable(typeof(HomeExaminationSent))]
[JsonSerializable(typeof(HomeFindingReported))]
[JsonSerializable(typeof(ConsultAsked))]
[JsonSerializable(typeof(ConsultOpinionGiven))]
[JsonSerializable(typeof(ConsultWithdrawn))]
[JsonSerializable(typeof(ConsentGiven))]
[JsonSerializable(typeof(ConsentWithdrawn))]
public sealed partial class CareJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<AddendumWritten>("addendum.written"),
        EventType.Of<HomeExaminationSent>("home-examination.sent"),
        EventType.Of<HomeFindingReported>("home-finding.reported"),
        EventType.Of<ConsultAsked>("consult.asked"),
        EventType.Of<ConsultOpinionGiven>("consult.opinion-given"),
        EventType.Of<ConsultWithdrawn>("consult.withdrawn"),
        EventType.Of<ConsentGiven>("consent.given"),
        EventType.Of<ConsentWithdrawn>("consent.withdrawn"),
    ];
}
