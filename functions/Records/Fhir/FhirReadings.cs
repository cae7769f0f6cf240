using System.Text.Json;
using VetVisits.Readings;

namespace VetVisits.Records.Fhir;

/// <summary>Readings at home as Observations, each at the time at which it was measured.</summary>
internal static class FhirReadings
{
    private static readonly Dictionary<string, (string Code, string Display)> Loinc = new(StringComparer.Ordinal)
    {
        ["temperature"] = ("8310-5", "Body temperature"),
        ["heart-rate"] = ("8867-4", "Heart rate"),
        ["respiratory-rate"] = ("9279-1", "Respiratory rate"),
        ["weight"] = ("29463-7", "Body weight"),
    };

    public static IEnumerable<Resource> AddReadings(this FhirBundle bundle, Told told, ReadingsTaken taken)
    {
        var made = new List<Resource>(taken.Readings.Count);
        foreach (var (number, reading) in taken.Readings.Index()) made.Add(Observation(bundle, told, number, reading));
        return made;
    }

    private static Resource Observation(FhirBundle bundle, Told told, int number, Reading reading) => bundle.Write(new("Observation", told.Key($"reading {number}")), json =>
    {
        json.Identifier("reading", reading.Id);
        json.WriteString("status", "final");
        if (Loinc.TryGetValue(reading.Kind, out var known)) json.Concept("code", "http://loinc.org", known.Code, known.Display, known.Display);
        else json.Concept("code", $"{FhirWriter.Ours}/reading", reading.Kind, Kinds.Title(reading.Kind));
        json.Reference("subject", bundle.Patient);
        json.Time("effectiveDateTime", reading.At);
        json.Time("issued", told.At);
        var ucum = Measure.Named(reading.Kind)?.Ucum is { Length: > 0 } unit ? unit : null;
        if (reading is { Value: { } upper, Diastolic: { } lower })
        {
            json.WriteStartArray("component");
            Component(json, "systolic", (double)upper, reading.Unit, ucum);
            Component(json, "diastolic", (double)lower, reading.Unit, ucum);
            json.WriteEndArray();
        }
        else if (reading.Value is { } value)
        {
            json.Quantity("valueQuantity", (double)value, reading.Unit, ucum);
        }
        else
        {
            json.Text("valueString", reading.Note);
        }
        json.Words("method", reading.Method);
        json.Notes("note", [reading.Value is null ? null : reading.Note, .. reading.Alarm?.Why ?? []]);
    });

    private static void Component(Utf8JsonWriter json, string which, double value, string unit, string? ucum)
    {
        json.WriteStartObject();
        json.Concept("code", $"{FhirWriter.Ours}/reading", which, Kinds.Title(which));
        json.Quantity("valueQuantity", value, unit, ucum);
        json.WriteEndObject();
    }
}
