using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Prescriptions;
using VetVisits.Visits;

namespace VetVisits.Records;

/// <summary>Which part of a record is asked for. The default is all of it.</summary>
/// <param name="Kinds">Only these; null for every kind but <paramref name="Without"/>.</param>
/// <param name="From">From this moment, inclusive.</param>
/// <param name="To">Up to this moment, exclusive.</param>
/// <param name="After">Only what comes after this place.</param>
/// <param name="VisitId">Only what happened in this visit: its own stream, and what was prescribed in it.</param>
/// <param name="Limit">About how many entries: a page ends with the commit that reaches it.</param>
public sealed record RecordFilter(
    IReadOnlySet<string>? Kinds = null, IReadOnlySet<string>? Without = null, Instant? From = null, Instant? To = null, Place? After = null, int? Limit = null,
    string? VisitId = null)
{
    public const int MostLimit = 1000;

    public static RecordFilter All { get; } = new();

    /// <summary>All that may be handed on.</summary>
    public static RecordFilter ForOthers { get; } = new(Without: Records.Kinds.Private);

    public bool Includes(Commit commit, Event happened)
    {
        var kind = Records.Kinds.Of(happened);
        return (VisitId is null || VisitStream.Id(commit.Stream) == VisitId || happened is PrescriptionWritten { VisitId: var of } && of == VisitId)
            && (Kinds is null || Kinds.Contains(kind)) && Without?.Contains(kind) != true;
    }

    /// <summary>Whether the commit lies in the time and after the place that were asked for.</summary>
    public bool Reaches(Commit commit) => (From is null || commit.At >= From) && (After is null || Place.Of(commit).CompareTo(After) > 0);

    /// <summary>Whether nothing that comes from here on can be asked for: commits come in the order of their times.</summary>
    public bool IsPast(Commit commit) => To is { } to && commit.At >= to;

    /// <summary>This, and nothing that the other leaves out.</summary>
    public RecordFilter Within(RecordFilter other) => this with
    {
        Kinds = (Kinds, other.Kinds) switch
        {
            (null, var theirs) => theirs,
            (var ours, null) => ours,
            var (ours, theirs) => ours.Intersect(theirs, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
        },
        Without = other.Without is null ? Without : (Without ?? new HashSet<string>(StringComparer.Ordinal)).Union(other.Without, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
        VisitId = VisitId ?? other.VisitId,
        From = From is { } from && other.From is { } theirFrom ? Instant.Max(from, theirFrom) : From ?? other.From,
        To = To is { } to && other.To is { } theirTo ? Instant.Min(to, theirTo) : To ?? other.To,
    };

    /// <summary>Reads <c>kind</c> (several, by comma or repetition), <c>from</c> and <c>to</c> (days, both inclusive, UTC), <c>limit</c> and <c>cursor</c>.</summary>
    /// <exception cref="RefusedException">422 <c>invalid</c>.</exception>
    public static RecordFilter Of(HttpRequest request)
    {
        var problems = new Problems();
        var kinds = request.Query["kind"].SelectMany(k => (k ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);
        problems.If(kinds.Count > 50 || kinds.Any(k => !Names.Allows(k)), "/kind", "Kinds of entries, such as visit or photo.");
        var from = Day(problems, request, "from");
        var to = Day(problems, request, "to");
        problems.If(from > to, "/to", "Not before from.");
        int? limit = null;
        if (request.Query["limit"].ToString() is { Length: > 0 } asked)
            limit = problems.Between("/limit", int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, 1, MostLimit);
        Place? after = null;
        if (request.Query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            after = Place.Parse(cursor);
            problems.If(after is null, "/cursor", "A cursor is the next of an earlier page, as it came.");
        }
        problems.ThrowIfAny();
        return new(kinds.Count == 0 ? null : kinds, null, from?.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), to?.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), after, limit);
    }

    private static LocalDate? Day(Problems problems, HttpRequest request, string name)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text) return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        var possible = parsed.Success && parsed.Value.Year is >= 1900 and <= 9000;
        problems.If(!possible, "/" + name, "A day, such as 2026-11-22.");
        return possible ? parsed.Value : null;
    }
}

/// <summary>A commit's place in the order of its partition; as a cursor, opaque to clients.</summary>
public sealed record Place(Instant At, string Stream, int Version) : IComparable<Place>
{
    public static Place Of(Commit commit) => new(commit.At, commit.Stream, commit.Version);

    public int CompareTo(Place? other) =>
        other is null ? 1
        : At != other.At ? At.CompareTo(other.At)
        : string.CompareOrdinal(Stream, other.Stream) is not 0 and var order ? order
        : Version.CompareTo(other.Version);

    public string Cursor => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CommitTime.Text(At)}|{Stream}|{Version}")));

    /// <returns>Null when this is no cursor of ours.</returns>
    public static Place? Parse(string cursor)
    {
        if (cursor.Length > 400 || !Base64Url.IsValid(cursor)) return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('|');
        return parts is [var at, var stream, var version] && InstantPattern.ExtendedIso.Parse(at) is { Success: true } time && Names.Allows(stream)
            && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(time.Value, stream, number)
            : null;
    }
}
