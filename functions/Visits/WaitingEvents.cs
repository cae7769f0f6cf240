using NodaTime;
using VetVisits.Fees;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>An owner asks for a visit now, with whichever vet is free: it waits until one takes it. Booked on the same intake, with the same fee, as any other.</summary>
public sealed record VisitRequested(
    string VisitId, string AnimalId, string OwnerId, string Service, string Species, string Region,
    string? IntakeId, Level? Level, string? Reason, bool BackupPhoneAgreed, LawFacts? Facts = null, FeeTerms? Fee = null) : Event;

/// <summary>The visit is offered to one vet alone until this moment. <c>Hold</c> names the vet's engagement, which the visit's stream judges.</summary>
public sealed record VisitOffered(string VetId, string Hold, Instant Until) : Event;

/// <summary>The offer is over without the vet having taken the visit.</summary>
public sealed record OfferEnded(string VetId, string Hold, OfferEnd Why) : Event;

public enum OfferEnd
{
    Declined,
    Expired,
    OffDuty,

    /// <summary>The vet may no longer take it: a licence ended.</summary>
    Withdrawn,
}

/// <summary>
/// A vet takes the visit, and begins at once. <c>OwnerThere</c>: the owner had checked in a short while ago; otherwise they have to, as for a booked visit.
/// </summary>
/// <param name="Hold">The hold in the vet's day, as a booking has one.</param>
/// <param name="Engagement">The hold by which the vet is engaged, that of the offer where one was made; without it <c>Hold</c> is both.</param>
public sealed record VisitClaimed(
    string VetId, string Hold, LocalDate Day, string Zone, Instant Start, Instant End, bool OwnerThere, LawGiven? Law = null, string? Engagement = null) : Event;

/// <summary>The owner was there and the vet never came: the visit waits for any vet from now on, and the no-show costs the owner nothing.</summary>
public sealed record VisitReoffered(string VetId, string Hold, LocalDate Day, Instant Start) : Event;

/// <summary>The owner has waited this long and was told so, with what else can be done.</summary>
public sealed record WaitTold(int Minutes, int VetsOnDuty) : Event;
