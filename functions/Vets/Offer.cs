using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Vets;

/// <summary>The vet treats these species with these services from now on.</summary>
public sealed record OfferChanged(IReadOnlyList<string> Species, IReadOnlyList<string> Services) : Event;

/// <summary>The vet's hours from now on: a weekly pattern in one zone, dates that differ from it, and how visits lie in it.</summary>
public sealed record AvailabilityChanged(
    string Zone, IReadOnlyList<WeeklyHours> Weekly, IReadOnlyList<DayHours> Exceptions, int SlotMinutes, int BufferMinutes, int MinimumNoticeMinutes) : Event;

/// <summary>Wall-clock hours of one day, from (inclusive) to (exclusive). <c>To</c> at 00:00 is the midnight that ends the day; hours never cross it.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Hours(LocalTime From, LocalTime To)
{
    /// <summary>Minutes from the start of the day; the midnight that ends it is 1,440.</summary>
    [JsonIgnore]
    public int FromMinute => MinuteOf(From);

    [JsonIgnore]
    public int ToMinute => To == LocalTime.Midnight ? 24 * 60 : MinuteOf(To);

    private static int MinuteOf(LocalTime time) => (time.Hour * 60) + time.Minute;
}

/// <summary>Hours on one day of every week.</summary>
public sealed record WeeklyHours(IsoDayOfWeek Day, Hours Hours);

/// <summary>The hours of one date instead of the weekly pattern; none is a day off.</summary>
public sealed record DayHours(LocalDate Date, IReadOnlyList<Hours> Hours);

/// <summary>
/// What a vet offers, and when: the state of stream <c>offer</c> in partition <c>vet:{id}</c>.
/// The zone, once set, is fixed: the vet's schedule days are cut by it, and changing it is a migration that moves open bookings.
/// </summary>
/// <param name="Changes">How many times the offer changed; serves as the ETag.</param>
/// <param name="BufferMinutes">Kept free after every visit.</param>
public sealed record Offer(
    string? Zone, IReadOnlyList<string> Species, IReadOnlyList<string> Services, IReadOnlyList<WeeklyHours> Weekly, IReadOnlyList<DayHours> Exceptions,
    int SlotMinutes, int BufferMinutes, int MinimumNoticeMinutes, int Changes)
{
    public static StreamName Stream { get; } = new("offer");

    public static Offer None { get; } = new(null, [], [], [], [], 0, 0, 0, 0);

    public static Fold<Offer> Fold { get; } = new(None, Evolve);

    public static StreamId StreamOf(string vetId) => new(Vet.PartitionOf(vetId), Stream);

    public DateTimeZone? TimeZone => Zone is null ? null : DateTimeZoneProviders.Tzdb[Zone];

    public bool Serves(string species, string service) => Species.Contains(species) && Services.Contains(service);

    /// <summary>The hours of one local date: the exception where there is one, else the weekly pattern; in order.</summary>
    public IReadOnlyList<Hours> HoursOn(LocalDate date) =>
        Exceptions.FirstOrDefault(e => e.Date == date) is { } differs
            ? differs.Hours
            : [.. Weekly.Where(w => w.Day == date.DayOfWeek).Select(w => w.Hours)];

    public static Offer Evolve(Offer offer, Event happened, Instant at) => happened switch
    {
        OfferChanged o => offer with { Species = o.Species, Services = o.Services, Changes = offer.Changes + 1 },
        AvailabilityChanged a => offer with
        {
            Zone = a.Zone,
            Weekly = a.Weekly,
            Exceptions = a.Exceptions,
            SlotMinutes = a.SlotMinutes,
            BufferMinutes = a.BufferMinutes,
            MinimumNoticeMinutes = a.MinimumNoticeMinutes,
            Changes = offer.Changes + 1,
        },
        _ => offer,
    };

    public static Decision Decide(Offer offer, OfferChanged wanted) =>
        offer.Species.SequenceEqual(wanted.Species) && offer.Services.SequenceEqual(wanted.Services) ? Decision.Nothing : Decision.Of(wanted);

    public static Decision Decide(Offer offer, AvailabilityChanged wanted) =>
        offer.Zone is { } fixedZone && fixedZone != wanted.Zone
            ? Decision.No(Refusal.Invalid("zone-fixed", $"Your hours are kept in {fixedZone}; a zone stays once it is set, because booked days are cut by it. Ask an admin to move you."))
            : offer.Zone is not null && Same(offer, wanted) ? Decision.Nothing : Decision.Of(wanted);

    private static bool Same(Offer offer, AvailabilityChanged wanted) =>
        (offer.SlotMinutes, offer.BufferMinutes, offer.MinimumNoticeMinutes) == (wanted.SlotMinutes, wanted.BufferMinutes, wanted.MinimumNoticeMinutes)
        && offer.Weekly.SequenceEqual(wanted.Weekly)
        && offer.Exceptions.Count == wanted.Exceptions.Count
        && offer.Exceptions.Zip(wanted.Exceptions).All(pair => pair.First.Date == pair.Second.Date && pair.First.Hours.SequenceEqual(pair.Second.Hours));
}
