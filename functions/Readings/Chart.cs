using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;

namespace VetVisits.Readings;

/// <summary>
/// A series as a small SVG picture: axes, the normal band, a line through the points; readings that rang are filled squares, so that they are told apart without
/// colour too. No script, no style sheet, nothing from elsewhere; every text is escaped. Pure.
/// </summary>
public static class Chart
{
    /// <summary>Pixels across where nothing else is asked, and the bounds of what may be.</summary>
    public const int UsualWidth = 720, Narrowest = 280, Widest = 1440;

    private const double Left = 64, Right = 16, Top = 40, Bottom = 44;

    /// <param name="title">Shown on top, and read by screen readers.</param>
    /// <param name="series">Oldest first.</param>
    /// <param name="id">What its elements' ids end with, where several charts stand on one page.</param>
    /// <param name="width">Pixels across: its letters stay as large in a narrow one.</param>
    public static string Svg(string title, Measure measure, Span span, IReadOnlyList<Reading> series, NormalBand? normal, string id = "", int width = UsualWidth)
    {
        // Half as high as wide, and never flat.
        var height = Math.Max(width / 2, 240);
        var (plotWidth, plotHeight) = (width - Left - Right, height - Top - Bottom);
        var points = Thin([.. series.Where(r => r.Value is not null)], span, plotWidth);
        var (low, high) = Limits(points, normal);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="t{id} d{id}" font-family="sans-serif" font-size="12" fill="#222">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<title id="t{id}">{Text(title)}</title><desc id="d{id}">{Text(Describe(measure, series, normal))}</desc>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{width}" height="{height}" fill="#fff"/><text x="{Left}" y="22" font-size="15">{Text(title)}</text>""");
        if (normal is not null)
        {
            var (top, bottom) = (Y(Math.Min(normal.High, high)), Y(Math.Max(normal.Low, low)));
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{Left}" y="{N(top)}" width="{plotWidth}" height="{N(Math.Max(0, bottom - top))}" fill="#d9efdf"/>""");
        }
        foreach (var tick in Ticks(low, high))
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" y1="{N(Y(tick))}" x2="{width - Right}" y2="{N(Y(tick))}" stroke="#ddd"/><text x="{Left - 8}" y="{N(Y(tick) + 4)}" text-anchor="end">{N(tick)}</text>""");
        var days = width < 480 ? 2 : 4;
        for (var i = 0; i <= days; i++)
        {
            var at = span.From + ((span.Until - span.From) * i / days);
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{N(X(at))}" y="{height - Bottom + 18}" text-anchor="{(i == days ? "end" : "middle")}">{at.InUtc().Date:d MMM}</text>""");
        }
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="{height - 8}">{Text(measure.Unit)}, days in UTC</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Left} {Top}V{height - Bottom}H{width - Right}" fill="none" stroke="#222"/>""");
        if (points.Count > 1) svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{string.Join(' ', points.Select(p => $"{N(X(p.At))},{N(Y((double)p.Value!.Value))}"))}" fill="none" stroke="#2563a8"/>""");
        foreach (var point in points) Append(svg, point);
        if (points.Count == 0) svg.Append(CultureInfo.InvariantCulture, $"""<text x="{width / 2}" y="{height / 2}" text-anchor="middle">No readings in this time</text>""");
        return svg.Append("</svg>").ToString();

        double X(Instant at) => Left + (plotWidth * Math.Clamp((at - span.From) / (span.Until - span.From), 0, 1));
        double Y(double value) => Top + (plotHeight * (1 - ((value - low) / (high - low))));

        void Append(StringBuilder to, Reading point)
        {
            var (x, y) = (X(point.At), Y((double)point.Value!.Value));
            if (point.Diastolic is { } second) to.Append(CultureInfo.InvariantCulture, $"""<line x1="{N(x)}" y1="{N(y)}" x2="{N(x)}" y2="{N(Y((double)second))}" stroke="#2563a8"/>""");
            var told = FormattableString.Invariant($"<title>{point.Value}{(point.Diastolic is { } d ? FormattableString.Invariant($"/{d}") : "")} {Text(point.Unit)}, {point.At}</title>");
            to.Append(point.Alarm is null
                ? FormattableString.Invariant($"""<circle cx="{N(x)}" cy="{N(y)}" r="3" fill="#fff" stroke="#2563a8">{told}</circle>""")
                : FormattableString.Invariant($"""<rect x="{N(x - 4)}" y="{N(y - 4)}" width="8" height="8" fill="#b3261e">{told}</rect>"""));
        }
    }

    /// <summary>At most two readings for each pixel: the lowest and the highest there, so that no peak is lost.</summary>
    private static List<Reading> Thin(List<Reading> points, Span span, double plotWidth) => points.Count <= plotWidth ? points
        : [.. points.GroupBy(p => (int)(plotWidth * ((p.At - span.From) / (span.Until - span.From)))).SelectMany(g => (Reading[])[g.MinBy(p => p.Value)!, g.MaxBy(p => p.Value)!]).Distinct().OrderBy(p => p.At)];

    private static (double Low, double High) Limits(List<Reading> points, NormalBand? normal)
    {
        var values = points.SelectMany(p => (double?[])[(double)p.Value!.Value, (double?)p.Diastolic]).Concat([normal?.Low, normal?.High]).OfType<double>().DefaultIfEmpty(0).ToList();
        var (low, high) = (values.Min(), values.Max());
        var room = Math.Max((high - low) * 0.08, Math.Max(Math.Abs(high) * 0.01, 0.5));
        return (low - room, high + room);
    }

    /// <summary>Round numbers, four to nine of them.</summary>
    private static IEnumerable<double> Ticks(double low, double high)
    {
        var rough = (high - low) / 6;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 } * power;
        for (var i = Math.Ceiling(low / step); i * step <= high; i++) yield return Math.Round(i * step, 6);
    }

    private static string Describe(Measure measure, IReadOnlyList<Reading> series, NormalBand? normal)
    {
        var range = normal is null ? "" : FormattableString.Invariant($" Published range {normal.Low} to {normal.High} {measure.Unit}.");
        return series.Count == 0 ? $"No readings.{range}"
            : FormattableString.Invariant($"{series.Count} readings, the last {series[^1].Value} {measure.Unit}; {series.Count(r => r.Alarm is not null)} of them rang an alarm.{range}");
    }

    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
