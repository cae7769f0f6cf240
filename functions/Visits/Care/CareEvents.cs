using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Visits.Care;

/// <summary>What a vet writes when a visit ends. It is never edited; what comes later is an addendum.</summary>
/// <param name="Urgency">With <c>see-in-person</c>: how soon.</param>
/// <param name="Differential">What it may be, the likeliest first.</param>
/// <param name="Instructions">For the owner, in the owner's words.</param>
/// <param name="SharedWith">The practice of record that the summary goes to, with the owner's consent.</param>
public sealed record VisitSummary(
    string? Assessment = null, IReadOnlyList<string>? Differential = null, string? Instructions = null, SeeInPerson? Urgency = null, CarePlan? Plan = null, string? SharedWith = null);

/// <summary>How soon the animal should be seen in person.</summary>
public enum SeeInPerson
{
    Now,
    Today,
    WithinThreeDays,
    WithinTwoWeeks,
}

/// <summary>What happens at home after the visit.</summary>
/// <param name="FollowUpOn">The day of the next look, where the animal is.</param>
public sealed record CarePlan(IReadOnlyList<string> Steps, IReadOnlyList<WatchFor> Watch, LocalDate? FollowUpOn = null);

/// <summary>One thing to watch: a measure with its limits, or a sign in words; and what to do when it comes.</summary>
/// <param name="Measure">A measure that home readings carry, such as <c>respiratory-rate</c>; null for a sign in words.</param>
public sealed record WatchFor(string What, string Then, string? Measure = null, string? Unit = null, decimal? Below = null, decimal? Above = null);

/// <summary>The vet, or a vet of the same practice, adds to a visit that is over.</summary>
public sealed record AddendumWritten(string AddendumId, string VetId, string Text) : Event;

/// <summary>The vet asks the owner to examine the animal, step by step. <c>Note</c> is for this animal.</summary>
public sealed record HomeExaminationSent(string SendId, string StepId, string LibraryVersion, string? Note = null) : Event;

/// <summary>What the owner found: an observation of the visit.</summary>
/// <param name="Number">In the step's unit.</param>
/// <param name="Choice">One of the step's choices.</param>
public sealed record HomeFindingReported(string SendId, string StepId, decimal? Number = null, string? Unit = null, string? Choice = null, string? Words = null) : Event;

/// <summary>The visit's vet asks another vet for an opinion. The asking vet stays responsible.</summary>
public sealed record ConsultAsked(string ConsultId, string AskingVetId, string AskedVetId, string Question) : Event;

public sealed record ConsultOpinionGiven(string ConsultId, string VetId, string Opinion) : Event;

/// <summary>The asking vet takes the question back; the scoped view closes.</summary>
public sealed record ConsultWithdrawn(string ConsultId) : Event;
