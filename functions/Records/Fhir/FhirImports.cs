using VetVisits.Records.Imports;

namespace VetVisits.Records.Fhir;

/// <summary>A file of another clinic as DocumentReference: what it is and its hash. Its bytes, and what they claim, stay in the record.</summary>
internal static class FhirImports
{
    public static Resource AddImport(this FhirBundle bundle, Told told, ImportReceived received) => bundle.Write(new("DocumentReference", told.Key("import")), json =>
    {
        json.WriteStartObject("meta");
        json.WriteStartArray("tag");
        json.Coding($"{FhirWriter.Ours}/origin", "foreign", "Kept as received from another clinic");
        json.WriteEndArray();
        json.WriteEndObject();
        json.Identifier("import", received.ImportId);
        json.WriteString("status", "current");
        json.Words("type", "Record of another clinic");
        json.Reference("subject", bundle.Patient);
        json.Time("date", told.At);
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteStartObject("attachment");
        json.WriteString("contentType", received.Format switch
        {
            ImportFormat.FhirBundle => "application/fhir+json",
            ImportFormat.Pdf => "application/pdf",
            ImportFormat.Jpeg => "image/jpeg",
            ImportFormat.Png => "image/png",
            ImportFormat.Webp => "image/webp",
            ImportFormat.Heic => "image/heic",
        });
        json.WriteNumber("size", received.Bytes);
        json.Text("title", $"SHA-256 {received.Sha256}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });
}
