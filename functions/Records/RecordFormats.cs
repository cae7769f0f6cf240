using VetVisits.Journal;

namespace VetVisits.Records;

public enum RecordFormat
{
    Json,
    Html,
    Fhir,
}

public static class RecordFormats
{
    public const string FhirContentType = "application/fhir+json; charset=utf-8; fhirVersion=4.0";

    /// <summary>The format that <c>?format=</c> names, or else the first that the Accept header does.</summary>
    /// <exception cref="RefusedException">406 <c>no-such-format</c>.</exception>
    public static RecordFormat Of(HttpRequest request) => request.Query["format"].ToString() switch
    {
        "json" => RecordFormat.Json,
        "html" => RecordFormat.Html,
        "fhir" => RecordFormat.Fhir,
        "" => Accepted(request.Headers.Accept.ToString()),
        _ => throw new RefusedException(new(406, "no-such-format", "A record is given as json, html or fhir.")),
    };

    private static RecordFormat Accepted(string accept) =>
        accept.Split(',').Select(type => type.Split(';')[0].Trim()).Select(type => type.ToLowerInvariant() switch
        {
            "text/html" => RecordFormat.Html,
            "application/fhir+json" => RecordFormat.Fhir,
            "application/json" => RecordFormat.Json,
            _ => (RecordFormat?)null,
        }).FirstOrDefault(format => format is not null) ?? RecordFormat.Json;
}
