using NodaTime;
using VetVisits.Fees;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>Asks for a visit now, with whichever vet is free.</summary>
/// <param name="IntakeId">An intake of the last 24 hours.</param>
/// <param name="Reason">What the owner wants to talk about, for the vet.</param>
/// <param name="BackupPhoneAgreed">Whether the owner agreed to be called when the picture fails, at the number of their profile.</param>
/// <param name="FollowUpOf">The visit or examination that this one continues; some regions allow only that without seeing the animal again.</param>
/// <param name="Fee">The fee that the owner agreed to, as <c>GET /fees/quote</c> showed it; a free visit needs none.</param>
public sealed record RequestVisit(
    string? IntakeId, string? Service, string? Reason = null, bool BackupPhoneAgreed = false, string? FollowUpOf = null, AgreedFee? Fee = null);

/// <summary>The visit that was asked for, and how its wait stands.</summary>
public sealed record RequestedVisit(VisitView Visit, WaitingView Waiting);

/// <summary>How the owner's wait stands.</summary>
/// <param name="Place">1 is the next one; null when the visit waits no longer.</param>
/// <param name="ExpectedMinutes">From the place, the vets on duty and how long a visit takes; null when nobody is on duty.</param>
/// <param name="VetsOnDuty">Vets who may take this kind of visit now.</param>
/// <param name="BeingOffered">A vet is being asked at this moment.</param>
/// <param name="StoodUp">The vet of the booked visit never came.</param>
/// <param name="Words">The same in words, honest.</param>
/// <param name="Instead">What else can be done, as soon as the wait is long or nobody is on duty.</param>
/// <param name="After">For the next request: with <c>wait</c> it is answered as soon as something is different.</param>
public sealed record WaitingView(
    VisitStatus Status, string? VetId, int? Place, int? ExpectedMinutes, int WaitedMinutes, int VetsOnDuty, bool BeingOffered, bool StoodUp, string Words,
    IReadOnlyList<WaitOption> Instead, string After);

/// <param name="Action"><c>phone</c>, <c>later-time</c> or <c>nearest-clinic</c>.</param>
/// <param name="Phone">The number of the animal's own practice, where it gave one.</param>
/// <param name="Href">Where the choice is, under this API.</param>
public sealed record WaitOption(string Action, string Text, string? Href = null, string? Phone = null);

/// <summary>What waits for this vet, in the order in which it is to be taken.</summary>
public sealed record WaitingRoomView(IReadOnlyList<WaitingEntry> Entries);

public enum WaitingKind
{
    /// <summary>Booked with this vet: it has its time.</summary>
    Scheduled,
    OnDemand,
}

/// <param name="OwnerThere">The owner of a scheduled visit has checked in.</param>
/// <param name="OfferedUntil">It is offered to this very vet, until then.</param>
/// <param name="OfferedToAnother">Another vet is being asked; it cannot be claimed.</param>
public sealed record WaitingEntry(
    WaitingKind Kind, string AnimalId, string VisitId, string Service, string Species, string Region, Level? Level, Instant Since, int WaitedMinutes,
    VisitStatus Status, bool OwnerThere, Instant? OfferedUntil = null, bool OfferedToAnother = false);
