using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Journal;

namespace VetVisits.Readings;

/// <summary>The readings of a time, latest first, read a few days at once: what is held in memory is those days.</summary>
public sealed class ReadingHistory(IJournal journal)
{
    public const int MostPerPage = 500;

    private const int DaysAtOnce = 8;

    /// <summary>How many days a page looks at before it answers what it has, with a cursor.</summary>
    private const int DaysPerPage = 64;

    /// <exception cref="RefusedException">422 <c>cursor-invalid</c>.</exception>
    public async Task<ReadingsPage> Page(string animalId, Wanted wanted, Span span, string? cursor, int limit, CancellationToken stop)
    {
        var place = Place.Parse(cursor);
        var until = place is { } given ? Instant.Min(span.Until, given.At + Duration.Epsilon) : span.Until;
        var oldest = LocalDate.Max(span.From.InUtc().Date, until.InUtc().Date.PlusDays(1 - DaysPerPage));
        var page = new List<ReadingView>();
        Place? last = null;
        await foreach (var taken in Latest(animalId, span with { Until = until }, oldest, stop))
        {
            if (!wanted.Has(taken.Reading) || (place is { } after && !after.IsBefore(taken.Reading))) continue;
            if (page.Count == limit) return new(page, last!.Value.ToString());
            page.Add(ReadingView.Of(taken));
            last = new(taken.Reading.At, taken.Reading.Id);
        }
        // The first moment of the oldest day that was looked at: all that is left lies before it.
        return new(page, oldest > span.From.InUtc().Date ? new Place(oldest.AtMidnight().InUtc().ToInstant() - Duration.Epsilon, "").ToString() : null);
    }

    /// <summary>The most readings that one trend or chart is made of.</summary>
    public const int MostOfSeries = 50_000;

    /// <summary>All of one kind, oldest first.</summary>
    /// <exception cref="RefusedException">422 <c>too-many-readings</c>: more than <see cref="MostOfSeries"/>.</exception>
    public async Task<IReadOnlyList<Reading>> Series(string animalId, string kind, Span span, CancellationToken stop)
    {
        var series = new List<Reading>();
        await foreach (var taken in Latest(animalId, span, span.From.InUtc().Date, stop))
        {
            if (taken.Reading.Kind != kind) continue;
            if (series.Count == MostOfSeries) throw new RefusedException(Refusal.Invalid("too-many-readings", $"More than {MostOfSeries} readings lie in this time. Ask for a shorter one."));
            series.Add(taken.Reading);
        }
        series.Reverse();
        return series;
    }

    private async IAsyncEnumerable<Taken> Latest(string animalId, Span span, LocalDate oldest, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var day = span.Until.InUtc().Date; day >= oldest; day = day.PlusDays(-DaysAtOnce))
        {
            var names = Enumerable.Range(0, DaysAtOnce).Select(i => day.PlusDays(-i)).Where(d => d >= oldest).Select(ReadingDay.StreamFor).ToList();
            var histories = await journal.Read(Animal.PartitionOf(animalId), names, stop);
            foreach (var name in names)
                foreach (var taken in ReadingDay.Fold.Of(histories.Of(name)).ById.Values.Where(t => span.Has(t.Reading.At)).OrderByDescending(t => t.Reading.At).ThenBy(t => t.Reading.Id, StringComparer.Ordinal))
                    yield return taken;
        }
    }

    /// <summary>The last reading of a page.</summary>
    private readonly record struct Place(Instant At, string Id)
    {
        /// <summary>Whether a reading comes after this place, in the order of pages.</summary>
        public bool IsBefore(Reading reading) => reading.At < At || (reading.At == At && string.CompareOrdinal(reading.Id, Id) > 0);

        public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}~{Id}")));

        public static Place? Parse(string? cursor)
        {
            if (string.IsNullOrEmpty(cursor)) return null;
            if (cursor.Length <= 300 && Base64Url.IsValid(cursor) && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('~') is [var ticks, var id]
                && long.TryParse(ticks, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && at is >= 0 and < 40_000_000_000_000_000)
                return new(Instant.FromUnixTimeTicks(at), id);
            throw new RefusedException(Refusal.Invalid("cursor-invalid", "A cursor is what the page before gave as its cursor."));
        }
    }
}

/// <summary>Which readings are asked for.</summary>
/// <param name="Kind">Null for all kinds.</param>
/// <param name="Alarms">Only those that rang.</param>
public sealed record Wanted(string? Kind = null, bool Alarms = false)
{
    public bool Has(Reading reading) => (Kind is null || reading.Kind == Kind) && (!Alarms || reading.Alarm is not null);
}

/// <summary>A time, from (inclusive) until (exclusive).</summary>
public readonly record struct Span(Instant From, Instant Until)
{
    public bool Has(Instant at) => at >= From && at < Until;
}
