using System.Text.Json;
using VetVisits.Intake;

namespace VetVisits.Records.Fhir;

/// <summary>An intake: the complaint as an unconfirmed Condition, vitals and signs as Observations, the answer as one more, and the owner's Consent.</summary>
internal static class FhirIntakes
{
    private static readonly Dictionary<string, (string Loinc, string Display, string Unit, string Ucum)> Vitals = new(StringComparer.Ordinal)
    {
        ["temperatureC"] = ("8310-5", "Body temperature", "°C", "Cel"),
        ["respiratoryRate"] = ("9279-1", "Respiratory rate", "/min", "/min"),
        ["heartRate"] = ("8867-4", "Heart rate", "/min", "/min"),
        ["weightKg"] = ("29463-7", "Body weight", "kg", "kg"),
    };

    public static IEnumerable<Resource> AddIntake(this FhirBundle bundle, Told told, IntakeTaken intake)
    {
        var made = new List<Resource> { Consent(bundle, told, intake), Answer(bundle, told, intake) };
        if (!string.IsNullOrWhiteSpace(intake.Complaint)) made.Add(Complaint(bundle, told, intake));
        foreach (var sign in intake.Signs) made.Add(Sign(bundle, told, intake, sign));
        foreach (var (name, value) in intake.Vitals ?? new Dictionary<string, double>(StringComparer.Ordinal))
            if (double.IsFinite(value)) made.Add(Vital(bundle, told, intake, name, value));
        return made;
    }

    /// <summary>The start of an Observation: its subject, its visit, when, and who reported it.</summary>
    public static void Observed(this FhirBundle bundle, Utf8JsonWriter json, Told told, string? visitId, Resource? performer)
    {
        json.Reference("subject", bundle.Patient);
        if (bundle.Known(visitId) is { } visit) json.Reference("encounter", visit);
        json.Time("effectiveDateTime", told.At);
        if (performer is { } who) json.References("performer", [who]);
    }

    private static Resource Consent(FhirBundle bundle, Told told, IntakeTaken intake) => bundle.Write(new("Consent", told.Key("consent")), json =>
    {
        json.WriteString("status", "active");
        json.Concept("scope", "http://terminology.hl7.org/CodeSystem/consentscope", "treatment");
        json.Concepts("category", "http://loinc.org", "64293-4", "Consent to telemedicine", "Procedure consent");
        json.Reference("patient", bundle.Patient);
        json.Time("dateTime", told.At);
        json.References("performer", [bundle.Owner]);
        json.Words("policyRule", $"Consent text, version {intake.Consent.TextVersion}");
    });

    private static Resource Answer(FhirBundle bundle, Told told, IntakeTaken intake) => bundle.Write(new("Observation", told.Key("answer")), json =>
    {
        json.Identifier("intake", intake.IntakeId);
        json.WriteString("status", "final");
        json.Concept("code", $"{FhirWriter.Ours}/observation", "urgency", "Urgency by triage");
        bundle.Observed(json, told, visitId: null, performer: null);
        var level = VetVisits.Json.ToElement(intake.Answer.Level).GetString()!;
        json.Concept("valueCodeableConcept", $"{FhirWriter.Ours}/level", level, level);
        json.Notes("note", [intake.Answer.OwnerText, .. intake.Questions?.Select(q => $"The owner asks: {q}") ?? []]);
    });

    private static Resource Complaint(FhirBundle bundle, Told told, IntakeTaken intake) => bundle.Write(new("Condition", told.Key("complaint")), json =>
    {
        json.Concept("clinicalStatus", "http://terminology.hl7.org/CodeSystem/condition-clinical", "active");
        json.Concept("verificationStatus", "http://terminology.hl7.org/CodeSystem/condition-ver-status", "unconfirmed");
        json.Concepts("category", "http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item");
        json.Words("code", intake.Complaint);
        json.Reference("subject", bundle.Patient);
        json.Time("recordedDate", told.At);
        json.Reference("asserter", bundle.Owner);
    });

    private static Resource Sign(FhirBundle bundle, Told told, IntakeTaken intake, ReportedSign sign) => bundle.Write(new("Observation", told.Key($"sign {sign.Id}")), json =>
    {
        json.WriteString("status", "final");
        json.Concept("code", $"{FhirWriter.Ours}/sign", sign.Id, Kinds.Title(sign.Id));
        bundle.Observed(json, told, intake.VisitId, bundle.Owner);
        json.WriteBoolean("valueBoolean", true);
        json.Notes("note",
            sign.DurationHours is { } hours ? FormattableString.Invariant($"For {hours} hours.") : null,
            sign.Facts is { Count: > 0 } facts ? string.Join(", ", facts.Select(f => $"{f.Key}: {f.Value}")) : null);
    });

    private static Resource Vital(FhirBundle bundle, Told told, IntakeTaken intake, string name, double value) => bundle.Write(new("Observation", told.Key($"vital {name}")), json =>
    {
        json.WriteString("status", "final");
        var known = Vitals.TryGetValue(name, out var vital);
        json.Concepts("category", "http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs");
        if (known) json.Concept("code", "http://loinc.org", vital.Loinc, vital.Display, vital.Display);
        else json.Concept("code", $"{FhirWriter.Ours}/vital", name, Kinds.Title(name));
        bundle.Observed(json, told, intake.VisitId, bundle.Owner);
        json.Quantity("valueQuantity", value, known ? vital.Unit : null, known ? vital.Ucum : null);
    });
}
