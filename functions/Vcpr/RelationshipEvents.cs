using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Vcpr;

/// <summary>A vet examined the animal in person, or visited where it lives: this starts or renews the relationship.</summary>
/// <param name="PracticeId">The practice that the vet examined for; colleagues there may stand on it where the law extends it.</param>
/// <param name="Complaint">What the examination was about, as an opaque key (the visit or intake), never free text.</param>
public sealed record AnimalExamined(
    string ExaminationId, string VetId, LocalDate On, string? PracticeId = null, string? Complaint = null, ExaminationKind Kind = ExaminationKind.PhysicalExamination) : Event;

public enum ExaminationKind
{
    PhysicalExamination,
    PremisesVisit,
}

/// <summary>An examination was recorded by mistake. It stays in the history and no longer counts.</summary>
public sealed record ExaminationWithdrawn(string ExaminationId, string Reason) : Event;

/// <summary>A visit began the relationship without hands on the animal, as the law of the region let it.</summary>
/// <param name="RulesVersion">The version of the rules that let it.</param>
/// <param name="SeeInPersonBy">Emergency exception: the last day for the in-person examination.</param>
public sealed record VcprStarted(
    string VisitId, string VetId, string Region, LocalDate On, StartedBy By, string RulesVersion,
    IReadOnlyList<string> Confirmed, LocalDate? LapsesOn = null, LocalDate? SeeInPersonBy = null, string? PracticeId = null, string? Complaint = null) : Event;
