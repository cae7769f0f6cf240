using VetVisits.Journal;
using VetVisits.Records.Custody;
using VetVisits.Records.Imports;
using VetVisits.Records.Sharing;

namespace VetVisits.Records;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
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
