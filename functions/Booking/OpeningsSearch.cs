using System.Buffers.Text;
using System.Text;
using NodaTime;
using NodaTime.Text;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Booking;

/// <summary>A time at which a vet can be booked.</summary>
public sealed record OpeningView(string VetId, Instant Start, Instant End, IReadOnlyList<string> Services);

/// <param name="Cursor">For the next page, with the same question; null after the last.</param>
public sealed record OpeningsPage(IReadOnlyList<OpeningView> Openings, string? Cursor);

/// <summary>What an owner looks for.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record OpeningsAsked(string Region, string Species, string? Service, Instant From, Instant To, int Limit, OpeningsCursor? After, string? VetId = null)
{
    public const int MostDays = 31;
    public const int MostPerPage = 200;

    /// <exception cref="RefusedException">422 <c>invalid</c> with all that is wrong.</exception>
    public static OpeningsAsked Of(IQueryCollection query, Instant now)
    {
        var problems = new Problems();
        var region = problems.Region("region", One(query, "region"));
        var species = problems.OneOf("species", One(query, "species"), Animals.Species.All);
        var service = One(query, "service") is { } named ? problems.OneOf("service", named, CareServices.All) : null;
        var from = Moment(problems, query, "from", 0) ?? now;
        var to = Moment(problems, query, "to", 1) ?? from + Duration.FromDays(7);
        problems.If(to <= from, "to", "Later than from.");
        problems.If(to - from > Duration.FromDays(MostDays), "to", $"At most {MostDays} days after from.");
        var limit = One(query, "limit") is { } asked ? problems.Between("limit", int.TryParse(asked, out var n) ? n : null, 1, MostPerPage) : 50;
        var vet = One(query, "vetId") is { } vetId ? problems.Id("vetId", vetId) : null;
        var after = One(query, "cursor") is { } cursor ? OpeningsCursor.Parse(cursor) : null;
        problems.If(after is null && One(query, "cursor") is not null, "cursor", "A cursor as the page before gave it.");
        problems.ThrowIfAny();
        return new(region, species, service, from, to, limit, after, vet);
    }

    private static string? One(IQueryCollection query, string name) => query[name] is { Count: > 0 } values && !string.IsNullOrEmpty(values[0]) ? values[0] : null;

    /// <summary>A moment (RFC 3339), or a date, which is that UTC day: its beginning in <c>from</c>, its end in <c>to</c>.</summary>
    private static Instant? Moment(Problems problems, IQueryCollection query, string name, int plusDays)
    {
        if (One(query, name) is not { } text) return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date && date.Value.Year is > 2000 and < 2200)
            return date.Value.PlusDays(plusDays).AtMidnight().InUtc().ToInstant();
        if (OffsetDateTimePattern.Rfc3339.Parse(text.Replace(' ', '+')) is { Success: true } moment && moment.Value.Year is > 2000 and < 2200)
            return moment.Value.ToInstant();
        problems.Add(name, "A date such as 2026-11-23 (that day in UTC), or an RFC 3339 time with its offset.");
        return null;
    }
}

/// <summary>The last opening of a page: the next one goes on after it.</summary>
public sealed record OpeningsCursor(Instant Start, string VetId)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{Start.ToUnixTimeSeconds()}~{VetId}"));

    public static OpeningsCursor? Parse(string text)
    {
        if (text.Length > 400 || !Base64Url.IsValid(text)) return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('~', 2);
        return parts.Length == 2 && Ids.Allows(parts[1]) && long.TryParse(parts[0], out var seconds) && seconds is > 0 and < 7258118400
            ? new(Instant.FromUnixTimeSeconds(seconds), parts[1])
            : null;
    }
}

/// <summary>Free times, soonest first: one single-partition query a UTC date, and no more dates than fill the page.</summary>
public sealed class OpeningsSearch(Views views, BookingSettings settings, IClock clock)
{
    public async Task<OpeningsPage> Find(OpeningsAsked asked, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var from = Instant.Max(Instant.Max(asked.From, asked.After?.Start ?? Instant.MinValue), now);
        var to = Instant.Min(asked.To, now + Duration.FromDays(settings.HorizonDays + 1));
        var found = new List<OpeningView>();
        for (var date = from.InUtc().Date; date.AtMidnight().InUtc().ToInstant() < to && found.Count <= asked.Limit; date = date.PlusDays(1))
            found.AddRange(await On(date, asked, from, to, now, asked.Limit + 1 - found.Count, stop));
        var page = found.Take(asked.Limit).ToList();
        return new(page, found.Count > asked.Limit ? new OpeningsCursor(page[^1].Start, page[^1].VetId).ToString() : null);
    }

    private async Task<IEnumerable<OpeningView>> On(LocalDate date, OpeningsAsked asked, Instant from, Instant to, Instant now, int most, CancellationToken stop)
    {
        var midnight = date.AtMidnight().InUtc().ToInstant();
        var nowSecond = now.ToUnixTimeSeconds();
        var candidates = new List<(int Minute, Openings Vet)>();
        var ids = asked.VetId is { } one ? IdRange.Prefix(one) : IdRange.All;
        await foreach (var (_, vet) in views.List<Openings>(Openings.Partition(asked.Region, date), ids, stop))
        {
            if (asked.VetId is { } only && vet.VetId != only) continue;
            if (!vet.Species.Contains(asked.Species) || (asked.Service is { } service && !vet.Services.Contains(service))) continue;
            var first = Instant.Max(from, now + Duration.FromMinutes(vet.NoticeMinutes));
            var (least, below) = ((int)Math.Ceiling((first - midnight).TotalMinutes), (int)Math.Ceiling((to - midnight).TotalMinutes));
            foreach (var minute in vet.Free)
                if (minute >= least && minute < below && IsAfter(asked.After, midnight, minute, vet.VetId)) candidates.Add((minute, vet));
            foreach (var held in vet.Held)
                if (held.UntilSecond <= nowSecond && held.Minute >= least && held.Minute < below && IsAfter(asked.After, midnight, held.Minute, vet.VetId))
                    candidates.Add((held.Minute, vet));
        }
        candidates.Sort((a, b) => a.Minute != b.Minute ? a.Minute.CompareTo(b.Minute) : string.CompareOrdinal(a.Vet.VetId, b.Vet.VetId));
        return candidates.Take(most).Select(c => new OpeningView(
            c.Vet.VetId, midnight + Duration.FromMinutes(c.Minute), midnight + Duration.FromMinutes(c.Minute + c.Vet.SlotMinutes), c.Vet.Services));
    }

    private static bool IsAfter(OpeningsCursor? after, Instant midnight, int minute, string vetId) =>
        after is null || (midnight + Duration.FromMinutes(minute)).CompareTo(after.Start) switch
        {
            0 => string.CompareOrdinal(vetId, after.VetId) > 0,
            var later => later > 0,
        };
}
