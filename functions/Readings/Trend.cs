using NodaTime;
using VetVisits.Triage;

namespace VetVisits.Readings;

/// <summary>How a measure went over a time, by simple statistics, and where the last reading stands against the animal's own usual value.</summary>
/// <param name="SlopePerDay">The change a day of the line of least squares; left out below two different times.</param>
/// <param name="Baseline">The median of all but the last reading: the animal's own usual value. Left out below four readings.</param>
/// <param name="LastAgainstBaseline">In per cent of it.</param>
/// <param name="Normal">The published range in the animal's life stage, where one is known.</param>
/// <param name="WeightChange">For weight: what the change within the last month comes to, where it stands out.</param>
public sealed record Trend(
    string Kind, string Unit, Instant From, Instant Until, int Count, decimal? Mean = null, decimal? Min = null, decimal? Max = null, double? SlopePerDay = null,
    TrendPoint? First = null, TrendPoint? Last = null, decimal? Baseline = null, double? LastAgainstBaseline = null, NormalBand? Normal = null, int Alarms = 0, Reason? WeightChange = null)
{
    private const int LeastForBaseline = 4;

    /// <summary>Pure.</summary>
    /// <param name="series">Of one kind, oldest first.</param>
    public static Trend Of(Measure measure, Span span, IReadOnlyList<Reading> series, NormalBand? normal = null)
    {
        var points = series.Where(r => r.Value is not null).ToList();
        var empty = new Trend(measure.Id, measure.Unit, span.From, span.Until, points.Count, Normal: normal);
        if (points.Count == 0) return empty;
        var values = points.ConvertAll(r => r.Value!.Value);
        decimal? baseline = points.Count < LeastForBaseline ? null : Median(values[..^1]);
        return empty with
        {
            Mean = Math.Round(values.Average(), measure.Digits + 1),
            Min = values.Min(),
            Max = values.Max(),
            SlopePerDay = Slope(points),
            First = TrendPoint.Of(points[0]),
            Last = TrendPoint.Of(points[^1]),
            Baseline = baseline,
            LastAgainstBaseline = baseline is > 0 and var usual ? Math.Round((double)((values[^1] - usual) / usual * 100), 1) : null,
            Alarms = points.Count(r => r.Alarm is not null),
        };
    }

    /// <summary>The change of weight, in per cent, from the earliest reading of the last 31 days to the last one; null when there are no two.</summary>
    public static double? MonthsChange(IReadOnlyList<Reading> weights)
    {
        if (weights.Count < 2) return null;
        var last = weights[^1];
        var first = weights.First(r => last.At - r.At <= Duration.FromDays(31));
        return first == last || first.Value is not > 0 ? null : Math.Round((double)((last.Value!.Value - first.Value!.Value) / first.Value!.Value * 100), 1);
    }

    private static decimal Median(List<decimal> values)
    {
        values.Sort();
        var half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private static double? Slope(List<Reading> points)
    {
        var days = points.ConvertAll(p => (p.At - points[0].At).TotalDays);
        var (meanDay, meanValue) = (days.Average(), points.Average(p => (double)p.Value!.Value));
        var spread = days.Sum(d => (d - meanDay) * (d - meanDay));
        return spread < 1e-9 ? null : Math.Round(days.Select((d, i) => (d - meanDay) * ((double)points[i].Value!.Value - meanValue)).Sum() / spread, 4);
    }
}

public sealed record TrendPoint(string ReadingId, decimal Value, Instant At, decimal? Diastolic = null)
{
    public static TrendPoint Of(Reading reading) => new(reading.Id, reading.Value!.Value, reading.At, reading.Diastolic);
}

/// <summary>A published range and the pages that say so.</summary>
public sealed record NormalBand(double Low, double High, IReadOnlyList<string> Sources);
