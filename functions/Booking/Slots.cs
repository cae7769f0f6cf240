using NodaTime;
using NodaTime.TimeZones;
using VetVisits.Vets;

namespace VetVisits.Booking;

/// <summary>A visit's time as the offer cuts it: from start to end, and the buffer after it up to <c>To</c>.</summary>
/// <param name="Day">The schedule day that it lies in, buffer included.</param>
public sealed record Opening(LocalDate Day, Instant Start, Instant End, Instant To);

/// <summary>
/// The slots of an offer, day by day. A vet's hours are wall-clock hours in one zone; each local day is expanded on its own, so that days on which the
/// clock changes have as many slots as they have real time.
/// </summary>
public static class Slots
{
    /// <summary>
    /// An hour that a clock change skips begins when the clock goes on; one that comes twice is meant the first time. So hours that lie wholly in a
    /// gap hold no time, and no vet is offered for longer than they said.
    /// </summary>
    private static readonly ZoneLocalMappingResolver AsMeant = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The longest slot with the longest buffer that hours can have: how long before a moment a start can lie and still run into it.</summary>
    public static Duration Longest { get; } = Duration.FromHours(6);

    /// <summary>The slots of one local day, in order. None crosses the midnight that ends it, buffer included.</summary>
    public static IEnumerable<Opening> On(Offer offer, LocalDate day)
    {
        if (offer.TimeZone is not { } zone || offer.SlotMinutes <= 0) yield break;
        var length = Duration.FromMinutes(offer.SlotMinutes);
        var buffer = Duration.FromMinutes(offer.BufferMinutes);
        var (begin, end) = Bounds(zone, day);
        // Hours that overlap, or that a clock change moved together, must not give two slots at one time.
        var free = begin;
        foreach (var hours in offer.HoursOn(day).OrderBy(h => h.FromMinute))
        {
            var until = hours.ToMinute == 24 * 60 ? end : At(zone, day, hours.To);
            for (var start = Instant.Max(free, At(zone, day, hours.From)); start + length <= until && start + length + buffer <= end; start = free)
            {
                free = start + length + buffer;
                yield return new Opening(day, start, start + length, free);
            }
        }
    }

    /// <summary>The slot that begins at this moment, or null when the offer has none.</summary>
    public static Opening? At(Offer offer, Instant start) =>
        offer.TimeZone is { } zone ? On(offer, start.InZone(zone).Date).FirstOrDefault(slot => slot.Start == start) : null;

    /// <summary>Whether a moment lies within the hours, at the start of a slot or not: a visit that a vet takes from the waiting room begins in between.</summary>
    public static bool Cover(Offer offer, Instant moment) =>
        offer.TimeZone is { } zone && On(offer, moment.InZone(zone).Date).Any(slot => slot.Start <= moment && moment < slot.To);

    /// <summary>A slot at this moment whatever the hours are, as staff may ask for it; null when it would not lie inside one schedule day.</summary>
    public static Opening? Outside(Offer offer, Instant start)
    {
        if (offer.TimeZone is not { } zone || offer.SlotMinutes <= 0) return null;
        var day = start.InZone(zone).Date;
        var end = start + Duration.FromMinutes(offer.SlotMinutes);
        var to = end + Duration.FromMinutes(offer.BufferMinutes);
        return to <= Bounds(zone, day).End ? new Opening(day, start, end, to) : null;
    }

    /// <summary>
    /// The time of a visit that begins whenever its vet takes it, cut at each midnight of the vet's zone: every part lies inside one schedule day. The buffer after
    /// it does not go past the midnight that ends its last day, as none does.
    /// </summary>
    public static IEnumerable<Opening> Parts(DateTimeZone zone, Instant start, Duration length, Duration buffer)
    {
        var end = start + length;
        foreach (var day in DaysOf(zone, start, end))
        {
            var (begin, midnight) = Bounds(zone, day);
            yield return new(day, Instant.Max(start, begin), Instant.Min(end, midnight), Instant.Min(end + buffer, midnight));
        }
    }

    /// <summary>The schedule days that a visit lies in: one, but for a visit on demand that goes on past midnight.</summary>
    public static IEnumerable<LocalDate> DaysOf(DateTimeZone zone, Instant start, Instant end)
    {
        for (var day = start.InZone(zone).Date; day == start.InZone(zone).Date || Bounds(zone, day).Begin < end; day = day.PlusDays(1)) yield return day;
    }

    /// <summary>Every local date that this moment can have in any zone (UTC-12 to UTC+14), for reading a schedule before the zone is known.</summary>
    public static IEnumerable<LocalDate> DaysAround(Instant moment)
    {
        var last = (moment + Duration.FromHours(14)).InUtc().Date;
        for (var day = (moment - Duration.FromHours(12)).InUtc().Date; day <= last; day = day.PlusDays(1))
            yield return day;
    }

    public static (Instant Begin, Instant End) Bounds(DateTimeZone zone, LocalDate day) =>
        (zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());

    private static Instant At(DateTimeZone zone, LocalDate day, LocalTime time) => zone.ResolveLocal(day + time, AsMeant).ToInstant();
}
