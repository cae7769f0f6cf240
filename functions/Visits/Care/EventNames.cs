using VetVisits.Journal;

namespace VetVisits.Visits.Care;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
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
