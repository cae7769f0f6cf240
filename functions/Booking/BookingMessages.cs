using NodaTime;
using VetVisits.Fees;

namespace VetVisits.Booking;

/// <summary>Books a visit. The server computes the end.</summary>
/// <param name="IntakeId">An intake of the last 24 hours.</param>
/// <param name="Start">A start that <c>GET /openings</c> shows.</param>
/// <param name="Reason">What the owner wants to talk about, for the vet.</param>
/// <param name="BackupPhoneAgreed">Whether the owner agreed to be called when the picture fails, at the number of their profile.</param>
/// <param name="FollowUpOf">The visit or examination that this one continues; some regions allow only that without seeing the animal again.</param>
/// <param name="Fee">The fee that the owner agreed to, as <c>GET /fees/quote</c> showed it; a free visit needs none.</param>
/// <param name="Override">Staff only: why the vet's hours or notice are set aside.</param>
public sealed record BookVisit(
    string? IntakeId, string? VetId, Instant? Start, string? Service, string? Reason = null, bool BackupPhoneAgreed = false,
    string? FollowUpOf = null, OverrideAsked? Override = null, AgreedFee? Fee = null);

public sealed record OverrideAsked(string? Reason);

/// <summary>Moves a visit to another time of the same vet.</summary>
public sealed record RescheduleVisit(Instant? Start, OverrideAsked? Override = null);

/// <summary>Takes time out of the vet's day.</summary>
public sealed record BlockVetTime(Instant? From, Instant? To);

public sealed record BlockView(string Id, LocalDate Day, Instant From, Instant To);
