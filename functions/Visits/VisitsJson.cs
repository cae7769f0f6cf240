using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Visits;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(VisitBooked))]
[JsonSerializable(typeof(VisitRescheduled))]
[JsonSerializable(typeof(VisitCancelled))]
[JsonSerializable(typeof(VisitCheckedIn))]
[JsonSerializable(typeof(VisitStopped))]
[JsonSerializable(typeof(VisitStarted))]
[JsonSerializable(typeof(VisitEnded))]
[JsonSerializable(typeof(VisitRanLate))]
[JsonSerializable(typeof(VisitMissed))]
[JsonSerializable(typeof(VisitRequested))]
[JsonSerializable(typeof(VisitOffered))]
[JsonSerializable(typeof(OfferEnded))]
[JsonSerializable(typeof(VisitClaimed))]
[JsonSerializable(typeof(VisitReoffered))]
[JsonSerializable(typeof(WaitTold))]
[JsonSerializable(typeof(HoldLapsed))]
[JsonSerializable(typeof(VisitView))]
[JsonSerializable(typeof(VisitsPage))]
[JsonSerializable(typeof(CancelVisit))]
[JsonSerializable(typeof(CheckInVisit))]
[JsonSerializable(typeof(CheckInSheet))]
[JsonSerializable(typeof(CheckInPlace))]
[JsonSerializable(typeof(EndVisit))]
[JsonSerializable(typeof(View<VisitLine>))]
public sealed partial class VisitsJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<VisitBooked>("visit.booked"),
        EventType.Of<VisitRescheduled>("visit.rescheduled"),
        EventType.Of<VisitCancelled>("visit.cancelled"),
        EventType.Of<VisitCheckedIn>("visit.checked-in"),
        EventType.Of<VisitStopped>("visit.stopped"),
        EventType.Of<VisitStarted>("visit.started"),
        EventType.Of<VisitEnded>("visit.ended"),
        EventType.Of<VisitRanLate>("visit.ran-late"),
        EventType.Of<VisitMissed>("visit.missed"),
        EventType.Of<VisitRequested>("visit.requested"),
        EventType.Of<VisitOffered>("visit.offered"),
        EventType.Of<OfferEnded>("visit.offer-ended"),
        EventType.Of<VisitClaimed>("visit.claimed"),
        EventType.Of<VisitReoffered>("visit.reoffered"),
        EventType.Of<WaitTold>("visit.wait-told"),
        EventType.Of<HoldLapsed>("visit.hold-lapsed"),
    ];
}
