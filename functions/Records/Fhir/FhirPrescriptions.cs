using VetVisits.Prescriptions;

namespace VetVisits.Records.Fhir;

/// <summary>A prescription as MedicationRequest, as it stands at the end of the record; refills and cancellations are Provenances of it.</summary>
internal static class FhirPrescriptions
{
    public static Resource Of(FhirBundle bundle, string prescriptionId) => new("MedicationRequest", $"{bundle.AnimalId}\n{prescriptionId}");

    public static void AddPrescription(this FhirBundle bundle, Prescription there, NodaTime.LocalDate today) => bundle.Write(Of(bundle, there.Written.PrescriptionId), json =>
    {
        var written = there.Written;
        json.Identifier("prescription", written.PrescriptionId);
        json.WriteString("status", there.StandingOn(today) switch
        {
            PrescriptionStanding.Active => "active",
            PrescriptionStanding.Expired => "completed",
            PrescriptionStanding.Cancelled or _ => "cancelled",
        });
        json.WriteString("intent", "order");
        json.Words("medicationCodeableConcept", $"{written.Drug.Name} {written.Drug.Strength} {written.Drug.Form} ({string.Join(", ", written.Drug.Ingredients)})");
        json.Reference("subject", bundle.Patient);
        if (bundle.Known(written.VisitId) is { } visit) json.Reference("encounter", visit);
        json.Time("authoredOn", there.At);
        json.Reference("requester", bundle.Vet(written.VetId));
        json.Notes("note", there.Cancelled is { } why ? $"Cancelled: {why}" : null, written.DoseReason is { } reason ? $"Dose outside of the usual range: {reason}" : null);
        json.WriteStartArray("dosageInstruction");
        json.WriteStartObject();
        json.Text("text", $"{written.Dosing.Directions} ({written.Drug.Route})");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("dispenseRequest");
        json.WriteStartObject("validityPeriod");
        json.Day("start", written.On);
        json.Day("end", written.ExpiresOn.PlusDays(-1) is var last && last >= written.On ? last : written.On);
        json.WriteEndObject();
        if (written.Supply.Refills >= 0) json.WriteNumber("numberOfRepeatsAllowed", written.Supply.Refills);
        json.Quantity("quantity", (double)written.Supply.Quantity, written.Supply.Unit);
        if (written.Dosing.Days > 0)
        {
            json.WriteStartObject("expectedSupplyDuration");
            json.WriteNumber("value", written.Dosing.Days);
            json.WriteString("unit", "days");
            json.WriteString("system", "http://unitsofmeasure.org");
            json.WriteString("code", "d");
            json.WriteEndObject();
        }
        json.WriteEndObject();
    });
}
