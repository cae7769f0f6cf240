using System.Text.Json;
using System.Text.RegularExpressions;
using VetVisits.Journal;
using VetVisits.Photos.Reading;

namespace VetVisits.Records.Imports;

/// <summary>
/// What a file of another clinic is, by its own bytes: neither its name nor its declared type is believed, and nothing in it is decoded or run. What is not one of the known
/// kinds is refused. Pure.
/// </summary>
public static partial class ForeignFile
{
    public const int MostBytes = 25_000_000;

    /// <summary>A bundle is read whole to be counted, so it is kept shorter.</summary>
    public const int MostBundleBytes = 5_000_000;
    public const int MostResources = 5_000;
    private const int MostTypes = 60;
    private const int TailBytes = 2048;

    /// <exception cref="RefusedException">422 <c>import-unknown</c>, <c>import-damaged</c>, <c>not-a-bundle</c>; 413 <c>too-large</c>.</exception>
    public static (ImportFormat Format, IReadOnlyDictionary<string, int>? Resources) Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.StartsWith("%PDF-"u8))
            return bytes[^Math.Min(TailBytes, bytes.Length)..].IndexOf("%%EOF"u8) >= 0 ? (ImportFormat.Pdf, null)
                : throw No("import-damaged", "The PDF ends before its end. Send it again, whole.");
        if (Header.KindOf(bytes) is { } photo) return (Of(photo), null);
        var start = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        while (start < bytes.Length && bytes[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') start++;
        if (start < bytes.Length && bytes[start] == (byte)'{') return (ImportFormat.FhirBundle, Count(file[start..]));
        throw No("import-unknown", "This is none of the files that a record takes: a FHIR R4 Bundle as JSON, a PDF, or a photo as JPEG, PNG, WebP or HEIC.");
    }

    private static Dictionary<string, int> Count(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MostBundleBytes) throw new RefusedException(new(413, "too-large", $"A FHIR Bundle is at most {MostBundleBytes / 1_000_000} MB. Send it in parts."));
        try
        {
            using var bundle = JsonDocument.Parse(json, new() { MaxDepth = 64 });
            var root = bundle.RootElement;
            if (TypeOf(root) != "Bundle") throw No("not-a-bundle", "JSON is taken as a FHIR R4 Bundle: resourceType is Bundle.");
            var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            if (!root.TryGetProperty("entry", out var entries)) return [];
            if (entries.ValueKind != JsonValueKind.Array) throw No("not-a-bundle", "A Bundle's entry is a list.");
            if (entries.GetArrayLength() > MostResources) throw No("not-a-bundle", $"A Bundle has at most {MostResources} entries here. Send it in parts.");
            foreach (var entry in entries.EnumerateArray())
            {
                var type = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("resource", out var resource) ? TypeOf(resource) : null;
                if (type is null || !ResourceType().IsMatch(type)) throw No("not-a-bundle", "Each entry of the Bundle holds a resource with its resourceType.");
                counts[type] = counts.GetValueOrDefault(type) + 1;
                if (counts.Count > MostTypes) throw No("not-a-bundle", $"A Bundle has resources of at most {MostTypes} types here.");
            }
            return new(counts, StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            throw No("not-a-bundle", "The JSON cannot be read. Send the Bundle as it was exported, in UTF-8.");
        }
    }

    private static string? TypeOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("resourceType", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static ImportFormat Of(PhotoKind photo) => photo switch
    {
        PhotoKind.Jpeg => ImportFormat.Jpeg,
        PhotoKind.Png => ImportFormat.Png,
        PhotoKind.Webp => ImportFormat.Webp,
        PhotoKind.Heic => ImportFormat.Heic,
    };

    private static RefusedException No(string code, string words) => new(Refusal.Invalid(code, words));

    [GeneratedRegex("^[A-Z][A-Za-z]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex ResourceType();
}
