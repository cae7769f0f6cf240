using NodaTime;
using VetVisits.Journal;
using VetVisits.Readings;

namespace VetVisits.Records;

/// <summary>
/// The measurements of a record's page as charts, one a measure. Gathered while the page is written, the latest of each measure, so that a record of any length costs the
/// memory of these.
/// </summary>
public sealed class RecordCharts
{
    /// <summary>The most points of one chart.</summary>
    public const int MostPoints = 500;

    private readonly SortedDictionary<string, SortedSet<Reading>> byKind = new(StringComparer.Ordinal);

    public void Add(Event happened)
    {
        if (happened is not ReadingsTaken taken) return;
        foreach (var reading in taken.Readings)
        {
            if (reading.Value is null || Measure.Named(reading.Kind) is not { IsWords: false }) continue;
            if (!byKind.TryGetValue(reading.Kind, out var series)) byKind[reading.Kind] = series = new(ByTime);
            series.Add(reading);
            if (series.Count > MostPoints) series.Remove(series.Min!);
        }
    }

    /// <summary>Each chart with its title, in the order of the measures' names. One point makes no line, and no chart.</summary>
    public IEnumerable<(string Title, string Svg)> Drawn()
    {
        foreach (var (kind, series) in byKind.Where(s => s.Value.Count > 1))
        {
            var measure = Measure.Named(kind)!;
            var title = Kinds.Title(kind);
            var span = new Span(series.Min!.At, series.Max!.At + Duration.FromMinutes(1));
            yield return (title, Chart.Svg(title, measure, span, [.. series], normal: null, id: kind));
        }
    }

    private static readonly Comparer<Reading> ByTime = Comparer<Reading>.Create((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));
}
