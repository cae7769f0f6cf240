using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Records.Sharing;

/// <summary>
/// The owner made a link that shows the record to whoever holds it. The link's token is nowhere: only its SHA-256, so that whoever reads the store can open nothing.
/// </summary>
/// <param name="Kinds">Only these kinds of entries; null for all but the private ones.</param>
/// <param name="From">Only entries from this day on.</param>
/// <param name="VisitId">Only this visit: the summary that a regular clinic gets.</param>
/// <param name="MostViews">After so many views the link is used up.</param>
public sealed record ShareMade(string ShareId, string OwnerId, string TokenHash, IReadOnlyList<string>? Kinds, LocalDate? From, Instant ExpiresAt, int MostViews, string? VisitId = null) : Event;

/// <summary>The answer to the request that made the share was lost and asked for again: a second token opens the same share.</summary>
public sealed record ShareTokenAdded(string TokenHash) : Event;

/// <summary>Somebody opened the link.</summary>
/// <param name="From">The part of the network that it came from.</param>
/// <param name="VetId">Who, where a licensed vet opened it signed in: this vet sees the animal until the share ends.</param>
/// <param name="Tells">Whether the owner is told of this view; not of each one within the hour.</param>
public sealed record ShareViewed(string? From, string? VetId, bool Tells) : Event;

/// <summary>A licensed vet answered through the link.</summary>
/// <param name="ImportIds">Files that the vet sent with it, such as a laboratory's report; null without any.</param>
public sealed record ShareAnswered(
    string AnswerId, string VetId, string Region, string Note, IReadOnlyList<string> PhotoIds, IReadOnlyList<string>? ImportIds = null) : Event;

public sealed record ShareRevoked : Event;
