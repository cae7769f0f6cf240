using System.Text.Json;
using VetVisits.Journal;
using VetVisits.Vcpr;
using VetVisits.Visits;

namespace VetVisits.Records.Fhir;

/// <summary>Visits and examinations as Encounters, what the owner says it has as Conditions, and whatever has no better place as Basics.</summary>
internal static class FhirVisits
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    public static void AddEncounter(this FhirBundle bundle, Visit visit) => bundle.Write(bundle.Visit(visit.Id), json =>
    {
        json.Identifier("visit", visit.Id);
        json.WriteString("status", visit.Status switch
        {
            VisitStatus.Waiting or VisitStatus.Booked => "planned",
            VisitStatus.CheckedIn => "arrived",
            VisitStatus.Started => "in-progress",
            VisitStatus.Ended => "finished",
            VisitStatus.None or VisitStatus.Cancelled or VisitStatus.Stopped or VisitStatus.Missed or _ => "cancelled",
        });
        json.WritePropertyName("class");
        json.Coding(ActCode, "VR", "virtual");
        json.WriteStartArray("type");
        json.WriteStartObject();
        json.Text("text", visit.Service);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Reference("subject", bundle.Patient);
        json.WriteStartArray("participant");
        Participant(json, bundle.Vet(visit.VetId));
        Participant(json, bundle.Owner);
        json.WriteEndArray();
        json.Period("period", visit.StartedAt ?? visit.Start, visit.Status is VisitStatus.Ended ? visit.EndedAt : visit.IsOpen ? visit.End : null);
        if (visit.Reason is { } reason && !string.IsNullOrWhiteSpace(reason))
        {
            json.WriteStartArray("reasonCode");
            json.WriteStartObject();
            json.Text("text", reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (visit.Outcome is { } outcome)
        {
            json.WriteStartObject("hospitalization");
            json.Concept("dischargeDisposition", $"{FhirWriter.Ours}/outcome", outcome, outcome);
            json.WriteEndObject();
        }
    });

    public static Resource AddExamination(this FhirBundle bundle, Told told, AnimalExamined examined) => bundle.Write(bundle.Visit(examined.ExaminationId), json =>
    {
        json.Identifier("examination", examined.ExaminationId);
        json.WriteString("status", "finished");
        json.WritePropertyName("class");
        json.Coding(ActCode, examined.Kind == ExaminationKind.PremisesVisit ? "HH" : "AMB", examined.Kind == ExaminationKind.PremisesVisit ? "home health" : "ambulatory");
        json.Reference("subject", bundle.Patient);
        json.WriteStartArray("participant");
        Participant(json, bundle.Vet(examined.VetId));
        json.WriteEndArray();
        json.WriteStartObject("period");
        json.Day("start", examined.On);
        json.WriteEndObject();
    });

    public static void AddKnownCondition(this FhirBundle bundle, string condition) => bundle.Write(new("Condition", $"{bundle.AnimalId}\nknown\n{condition}"), json =>
    {
        json.Concept("clinicalStatus", "http://terminology.hl7.org/CodeSystem/condition-clinical", "active");
        json.Concept("verificationStatus", "http://terminology.hl7.org/CodeSystem/condition-ver-status", "unconfirmed");
        json.Concepts("category", "http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item");
        json.Words("code", condition);
        json.Reference("subject", bundle.Patient);
    });

    /// <summary>An event of which FHIR has no resource, with its members as JSON in an extension.</summary>
    public static Resource AddBasic(this FhirBundle bundle, Told told, Event happened) => bundle.Write(new("Basic", told.Key()), json =>
    {
        var name = Kinds.NameOf(happened);
        json.WriteStartArray("extension");
        json.WriteStartObject();
        json.WriteString("url", $"{FhirWriter.Ours}/StructureDefinition/event");
        json.Text("valueString", Shown.Of(happened).GetRawText());
        json.WriteEndObject();
        json.WriteEndArray();
        json.Concept("code", $"{FhirWriter.Ours}/event", name, Kinds.Title(name));
        json.Reference("subject", bundle.Patient);
        json.Day("created", told.At.InUtc().Date);
    });

    private static void Participant(Utf8JsonWriter json, Resource who)
    {
        json.WriteStartObject();
        json.Reference("individual", who);
        json.WriteEndObject();
    }
}
