using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using VetVisits.Http;

namespace VetVisits.Records.Fhir;

/// <summary>A resource of the bundle, by type and by what it is made from: the same thing has the same id in every bundle.</summary>
public readonly record struct Resource(string Type, string Key)
{
    public string Id => Uuid.V5($"fhir\n{Type}\n{Key}").ToString();

    /// <summary>As other entries of the bundle name it.</summary>
    public string Reference => $"{Type}/{Id}";

    /// <summary>A reference is resolved against the root of its entry's own address (http://hl7.org/fhir/R4/bundle.html#references).</summary>
    public string Url => $"{FhirWriter.Ours}/{Reference}";
}

/// <summary>The data types of FHIR that the bundle uses, as JSON (http://hl7.org/fhir/R4/datatypes.html).</summary>
internal static class FhirWriter
{
    public const string Ours = "https://vetvisits.dev/fhir";

    /// <summary>FHIR's strings hold no control characters but these three, and are never empty or of blanks alone.</summary>
    private static string Clean(string text)
    {
        if (!text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsControl(c) || c is '\n' or '\r' or '\t') clean.Append(c);
        return clean.ToString();
    }

    /// <summary>Writes the string, unless there is nothing to say.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null && Clean(text) is var clean && !string.IsNullOrWhiteSpace(clean)) json.WriteString(name, clean);
    }

    public static void Time(this Utf8JsonWriter json, string name, Instant at) => json.WriteString(name, At(at));

    public static void Day(this Utf8JsonWriter json, string name, LocalDate day) => json.WriteString(name, LocalDatePattern.Iso.Format(day));

    public static void Reference(this Utf8JsonWriter json, string name, Resource to)
    {
        json.WriteStartObject(name);
        json.Target(to);
        json.WriteEndObject();
    }

    public static void References(this Utf8JsonWriter json, string name, IEnumerable<Resource> to)
    {
        json.WriteStartArray(name);
        foreach (var one in to)
        {
            json.WriteStartObject();
            json.Target(one);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Target(this Utf8JsonWriter json, Resource to)
    {
        json.WriteString("reference", to.Reference);
        json.WriteString("type", to.Type);
    }

    /// <summary>A CodeableConcept of one code.</summary>
    public static void Concept(this Utf8JsonWriter json, string name, string system, string code, string? text = null, string? display = null)
    {
        json.WriteStartObject(name);
        json.Coded(system, code, text, display);
        json.WriteEndObject();
    }

    /// <summary>A CodeableConcept of words alone; nothing when there are none.</summary>
    public static void Words(this Utf8JsonWriter json, string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        json.WriteStartObject(name);
        json.Text("text", text);
        json.WriteEndObject();
    }

    /// <summary>A list of one CodeableConcept.</summary>
    public static void Concepts(this Utf8JsonWriter json, string name, string system, string code, string? text = null, string? display = null)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.Coded(system, code, text, display);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Coded(this Utf8JsonWriter json, string system, string code, string? text, string? display)
    {
        json.WriteStartArray("coding");
        json.Coding(system, code, display);
        json.WriteEndArray();
        json.Text("text", text);
    }

    public static void Coding(this Utf8JsonWriter json, string system, string code, string? display = null)
    {
        json.WriteStartObject();
        json.WriteString("system", system);
        json.WriteString("code", code);
        json.Text("display", display);
        json.WriteEndObject();
    }

    public static void Identifier(this Utf8JsonWriter json, string kind, string value)
    {
        json.WriteStartArray("identifier");
        json.WriteStartObject();
        json.WriteString("system", $"{Ours}/id/{kind}");
        json.WriteString("value", value);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public static void Notes(this Utf8JsonWriter json, string name, params IEnumerable<string?> texts)
    {
        var said = texts.Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
        if (said.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in said)
        {
            json.WriteStartObject();
            json.Text("text", text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Period(this Utf8JsonWriter json, string name, Instant? start, Instant? end)
    {
        json.WriteStartObject(name);
        if (start is { } from) json.Time("start", from);
        if (end is { } to && (start is null || to >= start)) json.Time("end", to);
        json.WriteEndObject();
    }

    /// <summary>A Quantity in UCUM where the unit's code is known.</summary>
    public static void Quantity(this Utf8JsonWriter json, string name, double value, string? unit, string? ucum = null)
    {
        if (!double.IsFinite(value)) return;
        json.WriteStartObject(name);
        json.WriteNumber("value", Math.Abs(value) < 1e15 ? decimal.Parse(value.ToString("0.##########", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : 0);
        json.Text("unit", unit);
        if (ucum is not null)
        {
            json.WriteString("system", "http://unitsofmeasure.org");
            json.WriteString("code", ucum);
        }
        json.WriteEndObject();
    }

    /// <summary>FHIR's instant: to the millisecond, with its zone.</summary>
    public static string At(Instant at) => at.ToDateTimeUtc().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
