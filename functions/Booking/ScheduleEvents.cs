using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Booking;

/// <summary>
/// A vet's time is kept for a visit until the visit's own stream says whether it owns it. <c>From</c> to <c>To</c> is the visit with its buffers.
/// After <c>Until</c> anybody may ask the visit's stream to settle the hold; the time frees nothing by itself.
/// </summary>
/// <param name="By">Who asked for it (<c>owner:…</c>, <c>staff:…</c>); holds of the first releases do not say.</param>
/// <param name="OnDemand">True for a visit that the vet takes from the waiting room: it begins when the vet takes it, at whatever time.</param>
public sealed record SlotHeld(
    string Hold, string AnimalId, string VisitId, string Service, Instant Start, Instant End, Instant From, Instant To, Instant Until, string? By = null, bool? OnDemand = null) : Event;

/// <summary>The visit owns the slot.</summary>
public sealed record SlotConfirmed(string Hold, Instant From, Instant To) : Event;

/// <summary>The time is free again: the hold lapsed, or the visit moved or was cancelled.</summary>
public sealed record SlotReleased(string Hold, Instant From, Instant To) : Event;

/// <summary>The visit was over at <c>End</c>, before its time was: <c>From</c> to <c>To</c> is free again.</summary>
public sealed record SlotShortened(string Hold, Instant End, Instant From, Instant To) : Event;

/// <summary>The vet or the practice takes time off this day; visits that stand already stay.</summary>
public sealed record TimeBlocked(string Block, Instant From, Instant To) : Event;

public sealed record TimeUnblocked(string Block, Instant From, Instant To) : Event;
