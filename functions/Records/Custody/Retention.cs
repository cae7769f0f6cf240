using System.Text.Json;
using NodaTime;

namespace VetVisits.Records.Custody;

/// <summary>How long a record is kept, by region: data with sources (<c>retention.json</c>), the longest row where several regions or none apply.</summary>
public sealed class Retention
{
    private readonly Dictionary<string, RetentionRow> rows;
    private readonly int unlisted;

    /// <exception cref="InvalidDataException">A row without a source, below a year, or twice; or rows that are longer than what an unlisted region gets.</exception>
    public Retention(RetentionFile file)
    {
        Version = file.Version;
        unlisted = file.Unlisted.Years;
        rows = new(StringComparer.Ordinal);
        foreach (var row in file.Rows)
        {
            if (row.Years < 1 || !Uri.TryCreate(row.Source, UriKind.Absolute, out _)) throw new InvalidDataException($"Retention of {row.Region}: a row says at least one year and where that was read.");
            if (!rows.TryAdd(row.Region, row)) throw new InvalidDataException($"Retention of {row.Region}: two rows.");
            if (row.Years > unlisted) throw new InvalidDataException($"Retention of {row.Region}: longer than that of a region that is not listed.");
        }
    }

    public string Version { get; }

    public static Retention Shipped { get; } = Load();

    /// <summary>The years after the last entry: of several regions that an animal was seen in, the longest.</summary>
    public int Years(IEnumerable<string> regions)
    {
        var all = regions.Select(region => rows.TryGetValue(region, out var row) ? row.Years : unlisted).ToList();
        return all.Count == 0 ? unlisted : all.Max();
    }

    /// <summary>When a record may go whose last entry is this old: the whole last day counts.</summary>
    public Instant EndsAt(Instant lastEntry, IEnumerable<string> regions) =>
        lastEntry.InUtc().Date.PlusYears(Years(regions)).PlusDays(2).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    private static Retention Load()
    {
        using var data = typeof(Retention).Assembly.GetManifestResourceStream("retention.json") ?? throw new InvalidOperationException("retention.json is not in the assembly.");
        return new(JsonSerializer.Deserialize<RetentionFile>(data, VetVisits.Json.Options)!);
    }
}

public sealed record RetentionFile(string Version, string About, UnlistedRetention Unlisted, IReadOnlyList<RetentionRow> Rows);

public sealed record UnlistedRetention(int Years, bool HouseRule);

/// <param name="After">What the years count from, as the source has it. We count from the last entry of all, which is never earlier.</param>
public sealed record RetentionRow(string Region, int Years, string After, string Source, string AsOf);
