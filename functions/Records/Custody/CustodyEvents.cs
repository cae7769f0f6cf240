using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Records.Custody;

/// <summary>The animal's owner was erased; the record goes when its retention ends, and nobody holds it.</summary>
/// <param name="Regions">Where the animal was seen: the longest of their retentions counts.</param>
public sealed record ErasurePlanned(string OwnerId, IReadOnlyList<string> Regions, string RetentionVersion, Instant EndsAt) : Event;

/// <summary>A court or an authority may ask for this record: nothing of it is erased while a hold stands.</summary>
/// <param name="Matter">The matter's own number; no name.</param>
public sealed record LegalHoldPlaced(string Matter) : Event;

public sealed record LegalHoldLifted(string Matter) : Event;

/// <summary>An admin took the whole record out.</summary>
public sealed record RecordExported(string Matter) : Event;
