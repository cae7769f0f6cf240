using NodaTime;
using VetVisits.Fees;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Vcpr;
using VetVisits.Visits.Care;

namespace VetVisits.Visits;

/// <summary>
/// The visit stands and owns its slot. <c>Day</c> is the vet's schedule day, in the vet's zone <c>Zone</c>; <c>Level</c> the urgency of the intake that it was
/// booked on; <c>Override</c> why staff set a booking rule aside, where they did.
/// </summary>
public sealed record VisitBooked(
    string VisitId, string AnimalId, string OwnerId, string VetId, string Service, string Species, string Region,
    string Hold, LocalDate Day, string Zone, Instant Start, Instant End,
    string? IntakeId, Level? Level, string? Reason, bool BackupPhoneAgreed, RuleOverride? Override = null,
    LawGiven? Law = null, FeeTerms? Fee = null) : Event;

/// <summary>
/// The visit moved to another time of the same vet, in one step; the old time is given up. <c>Law</c> is the law of the new day, which was asked again.
/// </summary>
public sealed record VisitRescheduled(
    string Hold, LocalDate Day, Instant Start, Instant End, LocalDate OldDay, string OldHold, Instant OldStart, RuleOverride? Override = null, LawGiven? Law = null) : Event;

/// <summary>The visit will not take place. <c>Late</c>: inside the time before the start in which the policy may ask a fee.</summary>
public sealed record VisitCancelled(Side By, bool Late, Duration Notice, string? Reason = null) : Event;

/// <summary>The owner is there. The red flags were asked again and none was an emergency. <c>Safety</c>: what was answered to the safety questions, where they were asked.</summary>
public sealed record VisitCheckedIn(Level? Level, string? IntakeId = null, SafetyGiven? Safety = null) : Event;

/// <summary>At check-in the animal was found in an emergency: no visit, go in person now. <c>DoNow</c> is what the owner was told to do.</summary>
public sealed record VisitStopped(Level Level, string? IntakeId = null, IReadOnlyList<string>? DoNow = null) : Event;

public sealed record VisitStarted : Event;

/// <summary>The visit is over. <c>Outcome</c> is one of <see cref="Outcomes"/>.</summary>
public sealed record VisitEnded(string Outcome, string? Notes = null, VisitSummary? Summary = null) : Event;

/// <summary>The start has passed and this side is not there yet.</summary>
public sealed record VisitRanLate(Side Missing) : Event;

/// <summary>The grace time has passed and this side never came.</summary>
public sealed record VisitMissed(Side Missing) : Event;

/// <summary>A hold whose time was over was asked after, and this visit did not own it: from now on it never can.</summary>
public sealed record HoldLapsed(string Hold) : Event;

/// <summary>Who acts, or who is missing.</summary>
public enum Side
{
    Owner,
    Vet,
    Staff,
    System,
}

/// <summary>The law under which the visit was booked. The visit keeps it, whatever the rules become.</summary>
/// <param name="Start">Where this very visit begins the relationship: how, and what the vet confirms before the end.</param>
/// <param name="Facts">What the law was told, so that it can be asked again for another day.</param>
public sealed record LawGiven(string RulesVersion, ServiceBasis Basis, StartByVisit? Start = null, LawFacts? Facts = null)
{
    public static LawGiven Of(Answer answer, LawFacts facts) =>
        new(answer.RulesVersion, answer.For(answer.Service).Basis!.Value, answer.StartsVcpr ? answer.Start : null, facts);
}

/// <summary>What the owner's intake and booking said that the law asks for. Visits that were booked before these were kept have none, and the strict answer.</summary>
/// <param name="Complaint">The visit or examination that this one continues.</param>
/// <param name="UrgentUntil">The intake was urgent, and makes a visit urgent that begins before this.</param>
public sealed record LawFacts(LocalDate? ConsentOn = null, string? Complaint = null, Instant? UrgentUntil = null);

/// <summary>A rule that staff set aside, by whom and why: kept in the event for the audit.</summary>
public sealed record RuleOverride(string By, string Reason, IReadOnlyList<string> Rules);

/// <summary>How a visit can end.</summary>
public static class Outcomes
{
    public static IReadOnlyList<string> All { get; } =
        ["treated", "watch-at-home", "see-in-person", "emergency-referred", "could-not-treat", "no-show", "interrupted"];

    /// <summary>What a vet can end a visit with; whether somebody came is for the clock to say.</summary>
    public static IReadOnlyList<string> OfVet { get; } = [.. All.Where(outcome => outcome != "no-show")];
}
