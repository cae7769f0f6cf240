using System.Text.Json;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Intake;

/// <summary>
/// An owner described what is wrong and was answered. Holds all that the answer was decided on, so that it can be explained years later:
/// the animal as it was, what was reported, and the hash of the rule data in force.
/// <c>Complaint</c> and <c>Questions</c> are medical content: they stay in the journal and go into no log, queue or notice.
/// </summary>
public sealed record IntakeTaken(
    string IntakeId,
    string Region,
    IntakeAnimal Animal,
    string? Complaint,
    IReadOnlyList<ReportedSign> Signs,
    IReadOnlyDictionary<string, double>? Vitals,
    IReadOnlyList<string>? Questions,
    IntakeDevice? Device,
    IntakeConsent Consent,
    string? VisitId,
    IntakeAnswer Answer,
    string RulesHash) : Event;

/// <summary>A vet who sees the animal set an intake aside, with the reason: it no longer stands in the way of a booking.</summary>
public sealed record IntakeClosed(string IntakeId, string VetId, string Reason) : Event;

/// <summary>What triage took from the animal's record at that moment.</summary>
public sealed record IntakeAnimal(
    string Species, string? Breed = null, string? Sex = null, bool? Neutered = null, LocalDate? BirthDate = null, double? WeightKg = null, IReadOnlyList<string>? Conditions = null);

/// <summary>A sign as the owner reported it: which, for how long, and what else is known, by the fact names of the rule data.</summary>
public sealed record ReportedSign(string Id, double? DurationHours = null, IReadOnlyDictionary<string, JsonElement>? Facts = null);

/// <summary>The owner agreed to this version of the consent text.</summary>
public sealed record IntakeConsent(string TextVersion);

/// <summary>What the owner's client says of itself, for the connection check before a video visit.</summary>
public sealed record IntakeDevice(
    string? Kind = null, string? System = null, string? Browser = null, bool? Camera = null, bool? Microphone = null, string? Connection = null, double? DownlinkMbps = null);

/// <summary>What the owner was told, word for word.</summary>
public sealed record IntakeAnswer(
    Level Level, bool TelemedicineSuitable, bool InPersonLikely, IReadOnlyList<Reason> Reasons,
    string OwnerText = "", IReadOnlyList<NextStep>? Next = null, IReadOnlyList<Unanswered>? Unanswered = null);
