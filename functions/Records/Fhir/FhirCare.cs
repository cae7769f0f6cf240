using System.Text.Json;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Records.Fhir;

/// <summary>What a visit leaves: the vet's assessment as Conditions, the plan as a CarePlan, findings and notes as Observations, standing agreements as Consents.</summary>
internal static class FhirCare
{
    public static IEnumerable<Resource> AddOutcome(this FhirBundle bundle, Told told, string visitId, VisitEnded ended)
    {
        var made = new List<Resource>();
        if (!string.IsNullOrWhiteSpace(ended.Notes)) made.Add(bundle.AddNote(told, visitId, "notes", "Notes of the visit", ended.Notes, null));
        if (ended.Summary is not { } summary) return made;
        if (!string.IsNullOrWhiteSpace(summary.Assessment)) made.Add(bundle.AddNote(told, visitId, "assessment", "Assessment", summary.Assessment, null));
        foreach (var (number, diagnosis) in (summary.Differential ?? []).Index())
            if (!string.IsNullOrWhiteSpace(diagnosis)) made.Add(Differential(bundle, told, visitId, number, diagnosis));
        if (summary.Plan is not null || !string.IsNullOrWhiteSpace(summary.Instructions)) made.Add(Plan(bundle, told, visitId, summary));
        return made;
    }

    /// <summary>Words that a vet wrote into a visit.</summary>
    public static Resource AddNote(this FhirBundle bundle, Told told, string? visitId, string part, string title, string words, string? vetId) =>
        bundle.Write(new("Observation", told.Key(part)), json =>
        {
            json.WriteString("status", "final");
            json.Concept("code", $"{FhirWriter.Ours}/observation", part, title);
            bundle.Observed(json, told, visitId, vetId is null ? null : bundle.Vet(vetId));
            json.Text("valueString", words);
        });

    public static Resource AddFinding(this FhirBundle bundle, Told told, HomeFindingReported finding) => bundle.Write(new("Observation", told.Key("finding")), json =>
    {
        json.WriteString("status", "final");
        json.Concepts("category", "http://terminology.hl7.org/CodeSystem/observation-category", "exam");
        json.Concept("code", $"{FhirWriter.Ours}/home-examination", finding.StepId, Kinds.Title(finding.StepId));
        bundle.Observed(json, told, told.VisitId, bundle.Owner);
        if (finding.Number is { } number) json.Quantity("valueQuantity", (double)number, finding.Unit);
        else json.Text("valueString", finding.Choice ?? finding.Words);
        json.Notes("note", finding.Number is null && finding.Choice is null ? null : finding.Words);
    });

    public static Resource AddConsent(this FhirBundle bundle, Told told, string what, string? textVersion) => bundle.Write(new("Consent", told.Key("consent")), json =>
    {
        json.WriteString("status", textVersion is null ? "inactive" : "active");
        json.Concept("scope", "http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy");
        json.Concepts("category", $"{FhirWriter.Ours}/consent", what, Kinds.Title(what));
        json.Reference("patient", bundle.Patient);
        json.Time("dateTime", told.At);
        json.References("performer", [bundle.Owner]);
        json.Words("policyRule", textVersion is null ? "Withdrawn" : $"Consent text, version {textVersion}");
    });

    private static Resource Differential(FhirBundle bundle, Told told, string visitId, int number, string diagnosis) => bundle.Write(new("Condition", told.Key($"differential {number}")), json =>
    {
        json.Concept("clinicalStatus", "http://terminology.hl7.org/CodeSystem/condition-clinical", "active");
        json.Concept("verificationStatus", "http://terminology.hl7.org/CodeSystem/condition-ver-status", "differential");
        json.Concepts("category", "http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis");
        json.Words("code", diagnosis);
        json.Reference("subject", bundle.Patient);
        json.Reference("encounter", bundle.Visit(visitId));
        json.Time("recordedDate", told.At);
    });

    private static Resource Plan(FhirBundle bundle, Told told, string visitId, VisitSummary summary) => bundle.Write(new("CarePlan", told.Key("plan")), json =>
    {
        json.WriteString("status", "active");
        json.WriteString("intent", "plan");
        json.Text("description", summary.Instructions);
        json.Reference("subject", bundle.Patient);
        json.Reference("encounter", bundle.Visit(visitId));
        json.Time("created", told.At);
        if (summary.Plan is not { } plan) return;
        var steps = plan.Steps.Where(s => !string.IsNullOrWhiteSpace(s)).ToList();
        if (steps.Count > 0 || plan.FollowUpOn is not null)
        {
            json.WriteStartArray("activity");
            foreach (var step in steps) Activity(json, step, null);
            if (plan.FollowUpOn is { } day) Activity(json, "Follow-up", day);
            json.WriteEndArray();
        }
        json.Notes("note", plan.Watch.Select(w => $"Watch for: {w.What}{Limits(w)}. Then: {w.Then}"));
    });

    private static void Activity(Utf8JsonWriter json, string words, NodaTime.LocalDate? on)
    {
        json.WriteStartObject();
        json.WriteStartObject("detail");
        json.WriteString("status", on is null ? "not-started" : "scheduled");
        if (on is { } day)
        {
            json.WriteStartObject("scheduledPeriod");
            json.Day("start", day);
            json.Day("end", day);
            json.WriteEndObject();
        }
        json.Text("description", words);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Limits(WatchFor watch) => FormattableString.Invariant(
        $"{(watch.Below is { } below ? $", below {below}" : "")}{(watch.Above is { } above ? $", above {above}" : "")}{(watch.Unit is { } unit && (watch.Below ?? watch.Above) is not null ? " " + unit : "")}");
}
