using NodaTime;
using NodaTime.Text;
using VetVisits.Http;

namespace VetVisits.Readings;

/// <summary>What a request for readings asks, all faults at once.</summary>
internal static class ReadingQuery
{
    private static readonly Duration Longest = Duration.FromDays(366 * 5);
    private static readonly Duration LongestOfSeries = Duration.FromDays(366);

    public static (Wanted Wanted, Span Span, int Limit) OfPage(HttpRequest request, Instant now)
    {
        var problems = new Problems();
        var kind = request.Query["kind"].ToString() is { Length: > 0 } named ? problems.OneOf("?kind", named, Measure.Ids) : null;
        var span = Time(request, now, Duration.FromDays(30), Longest, problems);
        var limit = request.Query["limit"].ToString();
        var most = problems.Between("?limit", limit.Length == 0 ? 100 : int.TryParse(limit, out var asked) ? asked : null, 1, ReadingHistory.MostPerPage);
        var alarms = request.Query["alarms"].ToString();
        problems.If(alarms is not ("" or "true" or "false"), "?alarms", "true or false.");
        problems.ThrowIfAny();
        return (new(kind, alarms == "true"), span, most);
    }

    /// <summary>One kind that has numbers.</summary>
    public static (Measure Measure, Span Span) OfSeries(HttpRequest request, Instant now)
    {
        var problems = new Problems();
        var kind = problems.OneOf("?kind", request.Query["kind"], [.. Measure.All.Where(m => !m.IsWords).Select(m => m.Id)]);
        var span = Time(request, now, Duration.FromDays(30), LongestOfSeries, problems);
        problems.ThrowIfAny();
        return (Measure.Named(kind)!, span);
    }

    /// <summary>Pixels across.</summary>
    public static int Width(HttpRequest request)
    {
        var problems = new Problems();
        var asked = request.Query["width"].ToString();
        var width = problems.Between("?width", asked.Length == 0 ? Chart.UsualWidth : int.TryParse(asked, out var wished) ? wished : null, Chart.Narrowest, Chart.Widest);
        problems.ThrowIfAny();
        return width;
    }

    private static Span Time(HttpRequest request, Instant now, Duration usual, Duration longest, Problems problems)
    {
        // What was measured this very moment by a clock that runs ahead of ours is in.
        var until = At(request, "until", problems) ?? now + Duration.FromMinutes(15);
        var from = At(request, "from", problems) ?? until - usual;
        problems.If(from >= until, "?from", "from is before until.");
        problems.If(until - from > longest, "?from", $"At most {(int)longest.TotalDays} days at once.");
        return new(from, until);
    }

    private static Instant? At(HttpRequest request, string name, Problems problems)
    {
        // A plus sign that was not escaped arrives as a space.
        var text = request.Query[name].ToString().Replace(' ', '+');
        if (text.Length == 0) return null;
        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } parsed && parsed.Value.Year is >= 1990 and <= 2200) return parsed.Value.ToInstant();
        problems.Add($"?{name}", "RFC 3339, such as 2026-11-22T18:30:00Z, of the years 1990 to 2200.");
        return null;
    }
}
