using NodaTime;
using VetVisits.Journal;
using VetVisits.Vcpr;

namespace VetVisits.Visits.Care;

/// <summary>What may be added to a visit, and when. Pure.</summary>
public static class CareRules
{
    /// <summary>A visit's stream stays short, whatever is sent into it.</summary>
    public const int MostSteps = 40;
    public const int MostAddenda = 50;
    public const int MostConsults = 10;

    /// <summary>Outcomes with which no medicine was practised: a relationship that the visit might have begun is not needed for them.</summary>
    private static readonly string[] WithoutMedicine = ["emergency-referred", "could-not-treat", "interrupted", "no-show"];

    /// <summary>Whether the visit can end so: an outcome with all that belongs to it, and the relationship confirmed where this visit began it.</summary>
    public static Refusal? CanEnd(Visit visit, VisitEnded wanted, Relationships relationships)
    {
        var summary = wanted.Summary;
        if (wanted.Outcome == "see-in-person" && summary?.Urgency is null)
            return Refusal.Invalid("urgency-missing", "The outcome see-in-person needs summary.urgency: now, today, within-three-days or within-two-weeks.");
        if (wanted.Outcome != "see-in-person" && summary?.Urgency is not null)
            return Refusal.Invalid("urgency-unfitting", "summary.urgency belongs to the outcome see-in-person.");
        if (wanted.Outcome == "watch-at-home" && summary?.Plan is not { Watch.Count: > 0 })
            return Refusal.Invalid("plan-missing", "The outcome watch-at-home needs summary.plan.watch: what to watch for, and what to do then.");
        if (visit.Law?.Start is { } start && !WithoutMedicine.Contains(wanted.Outcome) && relationships.Starts.All(s => s.VisitId != visit.Id))
            return new(422, "vcpr-steps-missing", "This visit began the relationship with the animal. Confirm the steps with POST .../relationship, then end it.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["confirm"] = start.Confirm });
        return null;
    }

    /// <summary>The vet confirms the steps by which this visit begins the relationship.</summary>
    public static Decision Confirm(Visit visit, Relationships relationships, IReadOnlyList<string> confirmed, string? practiceId, LocalDate on)
    {
        if (relationships.Starts.Any(s => s.VisitId == visit.Id)) return Decision.Nothing;
        if (visit.Law?.Start is not { } start)
            return Decision.No(Refusal.Conflict("vcpr-not-started-here", "This visit does not begin the relationship: it exists already, or the service needs none."));
        if (visit.Status != VisitStatus.Started)
            return Decision.No(Refusal.Conflict("not-started", "The steps are confirmed while the visit runs."));
        var missing = start.Confirm.Except(confirmed, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
            return Decision.No(new(422, "vcpr-steps-missing", "The law of the animal's region asks for each of these steps.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["confirm"] = missing }));
        return Decision.Of(new VcprStarted(
            visit.Id, visit.VetId, visit.Region, on, start.How == CameAbout.EmergencyException ? StartedBy.EmergencyException : StartedBy.SynchronousVideo,
            visit.Law.RulesVersion, [.. start.Confirm], SeeInPersonBy: start.SeeInPersonBy, PracticeId: practiceId, Complaint: visit.IntakeId));
    }

    public static Decision Add(Visit visit, Course course, AddendumWritten wanted) =>
        visit.Status is not (VisitStatus.Ended or VisitStatus.Missed or VisitStatus.Stopped)
            ? Decision.No(Refusal.Conflict("visit-open", "An addendum comes after the visit is over. Until then, write it into /end."))
        : course.Addenda.Count >= MostAddenda ? Decision.No(Refusal.Conflict("too-many-addenda", "This visit has as many addenda as it can hold. Book a new visit."))
        : Decision.Of(wanted);

    public static Decision Send(Visit visit, Course course, IReadOnlyList<HomeExaminationSent> wanted) =>
        visit.Status is not (VisitStatus.CheckedIn or VisitStatus.Started)
            ? Decision.No(Refusal.Conflict("not-started", "Steps are sent while the owner is there: from check-in to the end."))
        : course.Steps.Count + wanted.Count > MostSteps ? Decision.No(Refusal.Conflict("too-many-steps", $"A visit holds at most {MostSteps} steps."))
        : new Decision.Happened([.. wanted]);

    public static Decision Find(Visit visit, Course course, ExaminationStep? step, HomeFindingReported wanted)
    {
        if (!course.Steps.TryGetValue(wanted.SendId, out var sent) || step is null || sent.StepId != step.Id) return Decision.No(Refusal.NotFound("examination step"));
        if (!visit.IsOpen) return Decision.No(Refusal.Conflict("visit-ended", "The visit is over. Tell the vet in a message, or book a follow-up."));
        if (sent.Finding is not null) return Decision.No(Refusal.Conflict("finding-reported", "This step has its finding already. Ask the vet to send the step again."));
        return step.Wrong(wanted) is { } wrong ? Decision.No(Refusal.Invalid("finding-invalid", wrong)) : Decision.Of(wanted);
    }

    public static Decision Ask(Visit visit, Course course, ConsultAsked wanted) =>
        visit.Status is not (VisitStatus.CheckedIn or VisitStatus.Started or VisitStatus.Ended)
            ? Decision.No(Refusal.Conflict("not-started", "A consult is about a visit that runs or has ended."))
        : wanted.AskedVetId == visit.VetId ? Decision.No(Refusal.Invalid("invalid", "Ask another vet than yourself."))
        : course.Consults.Values.Any(c => c.AskedVetId == wanted.AskedVetId && c.IsOpen) ? Decision.No(Refusal.Conflict("consult-open", "This vet has been asked already."))
        : course.Consults.Count >= MostConsults ? Decision.No(Refusal.Conflict("too-many-consults", "This visit holds as many consults as it can."))
        : Decision.Of(wanted);

    public static Decision Answer(Course course, ConsultOpinionGiven wanted) => course.Consults.GetValueOrDefault(wanted.ConsultId) switch
    {
        null => Decision.No(Refusal.NotFound("consult")),
        { } other when other.AskedVetId != wanted.VetId => Decision.No(Refusal.NotFound("consult")),
        { Withdrawn: true } => Decision.No(Refusal.Conflict("consult-withdrawn", "The question was taken back.")),
        { Opinion: not null } => Decision.No(Refusal.Conflict("consult-answered", "Your opinion is in the record already; nothing there is ever edited.")),
        _ => Decision.Of(wanted),
    };

    public static Decision Withdraw(Course course, ConsultWithdrawn wanted) => course.Consults.GetValueOrDefault(wanted.ConsultId) switch
    {
        null => Decision.No(Refusal.NotFound("consult")),
        { Withdrawn: true } => Decision.Nothing,
        { Opinion: not null } => Decision.No(Refusal.Conflict("consult-answered", "The opinion is in the record already.")),
        _ => Decision.Of(wanted),
    };
}
