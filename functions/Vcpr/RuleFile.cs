using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using NodaTime.Text;
using VetVisits.Http;

namespace VetVisits.Vcpr;

/// <summary>
/// The rule data, read strictly: a file with one doubtful row is refused whole, because a rule that was misread is worse than an old one.
/// </summary>
public sealed record RuleFile(string Version, string Hash, LocalDate Compiled, FederalRule Federal, IReadOnlyDictionary<string, IReadOnlyList<Row>> Rows)
{
    // Before Embedded, which reads with it.
    private static JsonSerializerOptions Options { get; } = Make();

    /// <summary>The data that ships inside the assembly.</summary>
    public static RuleFile Embedded { get; } = Read(EmbeddedBytes("vcpr-rules.json"));

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="RuleFileException">Every fault that was found, each with its row.</exception>
    public static RuleFile Read(ReadOnlyMemory<byte> bytes)
    {
        var faults = new List<string>();
        try
        {
            using var file = JsonDocument.Parse(bytes);
            var compiled = CompiledOf(file.RootElement, faults);
            var federal = Part<FederalRule>(file.RootElement, "federal_us", faults);
            var rows = RowsOf(file.RootElement, faults);
            foreach (var (region, history) in rows) faults.AddRange(RowChecks.Faults(region, history));
            if (federal is not null) faults.AddRange(RowChecks.Faults(federal));
            if (faults.Count > 0) throw new RuleFileException(faults);
            var hash = Bodies.HashOf(bytes.Span);
            return new($"{compiled:uuuu-MM-dd}.{hash[..8]}", hash, compiled, federal!, rows);
        }
        catch (JsonException wrong)
        {
            throw new RuleFileException([$"The file is not JSON: line {wrong.LineNumber + 1}."]);
        }
    }

    public static byte[] EmbeddedBytes(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static LocalDate CompiledOf(JsonElement root, List<string> faults)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty("compiled", out var compiled) && compiled.ValueKind == JsonValueKind.String
            && LocalDatePattern.Iso.Parse(compiled.GetString()!) is { Success: true } date)
            return date.Value;
        faults.Add("meta.compiled: the day the data was put together, as yyyy-MM-dd, is missing.");
        return default;
    }

    private static Dictionary<string, IReadOnlyList<Row>> RowsOf(JsonElement root, List<string> faults)
    {
        var rows = new Dictionary<string, IReadOnlyList<Row>>(StringComparer.Ordinal);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("jurisdictions", out var regions) || regions.ValueKind != JsonValueKind.Object)
        {
            faults.Add("jurisdictions: the rows by region are missing.");
            return rows;
        }
        foreach (var region in regions.EnumerateObject())
        {
            JsonElement[] parts = region.Value.ValueKind == JsonValueKind.Array ? [.. region.Value.EnumerateArray()] : [region.Value];
            var read = parts.Select(p => Read<Row>(p, region.Name, faults)).OfType<Row>().ToArray();
            if (!rows.TryAdd(region.Name, read)) faults.Add($"{region.Name}: the region stands twice; give one list of rows.");
        }
        return rows;
    }

    private static T? Part<T>(JsonElement root, string name, List<string> faults) where T : class
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var part)) return Read<T>(part, name, faults);
        faults.Add($"{name}: missing.");
        return null;
    }

    private static T? Read<T>(JsonElement part, string where, List<string> faults) where T : class
    {
        try
        {
            if (part.Deserialize<T>(Options) is { } value) return value;
            faults.Add($"{where}: null where a rule was expected.");
        }
        catch (JsonException wrong)
        {
            // The serializer's words name the member and the value that it did not know; the data is ours, not a person's.
            faults.Add($"{where}: {wrong.Message}");
        }
        return null;
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            TypeInfoResolver = RuleFileJson.Default,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>The rule data is not fit to decide by.</summary>
public sealed class RuleFileException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
