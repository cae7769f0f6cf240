using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Vets;

namespace VetVisits.Tests.Booking;

public sealed class SlotsTests
{
    [Theory]
    // The clock jumps from 2:00 to 3:00, and from 2:00 back to 1:00.
    [InlineData("America/New_York", 2026, 3, 8, 5)]
    [InlineData("America/New_York", 2026, 11, 1, 7)]
    [InlineData("America/New_York", 2026, 6, 1, 6)]
    // From 1:00 to 2:00 and from 2:00 back to 1:00.
    [InlineData("Europe/London", 2026, 3, 29, 5)]
    [InlineData("Europe/London", 2026, 10, 25, 7)]
    // Half an hour each way: one half-hour slot fewer or more.
    [InlineData("Australia/Lord_Howe", 2026, 10, 4, 5.5)]
    [InlineData("Australia/Lord_Howe", 2026, 4, 5, 6.5)]
    // A quarter-hour zone without clock changes.
    [InlineData("Asia/Kathmandu", 2026, 3, 29, 6)]
    public void A_day_has_the_slots_of_its_real_hours(string zone, int year, int month, int day, double hours)
    {
        var slots = Slots.On(Offering(zone, 30, 0, new Hours(LocalTime.Midnight, new(6, 0))), new(year, month, day)).ToList();

        Assert.Equal(hours * 2, slots.Count);
        Assert.Equal(slots.Count, slots.Select(s => s.Start).Distinct().Count());
    }

    [Fact]
    public void Hours_that_the_clock_skips_hold_no_time()
    {
        var skipped = Offering("America/New_York", 15, 0, new Hours(new(2, 0), new(3, 0)));

        Assert.Empty(Slots.On(skipped, new(2026, 3, 8)));
        Assert.Equal(4, Slots.On(skipped, new(2026, 3, 9)).Count());
    }

    [Fact]
    public void Hours_that_begin_in_the_gap_begin_when_the_clock_goes_on()
    {
        var slots = Slots.On(Offering("America/New_York", 30, 0, new Hours(new(2, 30), new(4, 0))), new(2026, 3, 8)).ToList();

        Assert.Equal(Instant.FromUtc(2026, 3, 8, 7, 0), slots[0].Start);
        Assert.Equal(2, slots.Count);
    }

    [Fact]
    public void A_visit_whose_buffer_would_cross_midnight_is_no_slot()
    {
        // 23:25 to 23:55 is an open half hour, but the ten minutes after it reach into the next day.
        var late = Offering("Europe/London", 30, 10, new Hours(new(22, 5), LocalTime.Midnight));

        var slots = Slots.On(late, new(2026, 7, 1)).ToList();

        Assert.Equal([Instant.FromUtc(2026, 7, 1, 21, 5), Instant.FromUtc(2026, 7, 1, 21, 45)], slots.Select(s => s.Start));
        Assert.Null(Slots.Outside(late, Instant.FromUtc(2026, 7, 1, 22, 25)));
        Assert.NotNull(Slots.Outside(late, Instant.FromUtc(2026, 7, 1, 22, 20)));
    }

    [Fact]
    public void Hours_that_overlap_give_no_time_twice()
    {
        var twice = Offering("Etc/UTC", 30, 0, new Hours(new(9, 0), new(11, 0)), new Hours(new(10, 15), new(12, 0)));

        var slots = Slots.On(twice, new(2026, 7, 1)).ToList();

        Assert.All(slots.Zip(slots.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.Start));
    }

    [Property]
    public Property Every_slot_lies_in_its_day_apart_from_the_others_and_is_found_again_by_its_start()
    {
        var zones = Gen.Elements("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "Africa/Cairo");
        var times =
            from zone in zones
            from day in Gen.Choose(0, 730)
            from slot in Gen.Choose(5, 90)
            from buffer in Gen.Choose(0, 60)
            from begin in Gen.Choose(0, 1439)
            from end in Gen.Choose(0, 1440)
            select (zone, date: new LocalDate(2026, 1, 1).PlusDays(day), slot, buffer, begin, end);
        return Prop.ForAll(times.ToArbitrary(), given =>
        {
            var hours = new Hours(LocalTime.FromMinutesSinceMidnight(given.begin), LocalTime.FromMinutesSinceMidnight(given.end % 1440));
            var offer = Offering(given.zone, given.slot, given.buffer, hours);
            var (begin, end) = Slots.Bounds(offer.TimeZone!, given.date);
            var slots = Slots.On(offer, given.date).ToList();
            return slots.TrueForAll(s => s.Start >= begin && s.To <= end && s.Day == given.date)
                && slots.Zip(slots.Skip(1)).All(pair => pair.First.To <= pair.Second.Start)
                && slots.TrueForAll(s => Slots.At(offer, s.Start) == s)
                && slots.TrueForAll(s => Slots.DaysAround(s.Start).Contains(s.Day))
                && slots.TrueForAll(s => Openings.DaysOf(s.Start.InUtc().Date).Contains(s.Day));
        });
    }

    [Fact]
    public void A_visit_that_goes_on_past_midnight_lies_in_two_days()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        var midnight = Instant.FromUtc(2026, 11, 25, 5, 0);
        var (minute, tuesday) = (Duration.FromMinutes(1), new LocalDate(2026, 11, 24));

        Assert.Equal(
            [new(tuesday, midnight - (5 * minute), midnight, midnight), new(tuesday.PlusDays(1), midnight, midnight + (15 * minute), midnight + (25 * minute))],
            Slots.Parts(zone, midnight - (5 * minute), 20 * minute, 10 * minute));
        // Over at midnight: its buffer is cut as every other is.
        Assert.Equal([new(tuesday, midnight - (20 * minute), midnight, midnight)], Slots.Parts(zone, midnight - (20 * minute), 20 * minute, 10 * minute));
        Assert.Equal([new(tuesday, midnight - (60 * minute), midnight - (40 * minute), midnight - (30 * minute))], Slots.Parts(zone, midnight - (60 * minute), 20 * minute, 10 * minute));
    }

    [Property]
    public Property The_parts_of_a_visit_are_its_whole_time_each_in_its_own_day()
    {
        var times =
            from zone in Gen.Elements("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "Africa/Cairo")
            from minute in Gen.Choose(0, 60 * 24 * 730)
            from length in Gen.Choose(5, 240)
            from buffer in Gen.Choose(0, 120)
            select (zone: DateTimeZoneProviders.Tzdb[zone], start: Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(minute), length: Duration.FromMinutes(length), buffer: Duration.FromMinutes(buffer));
        return Prop.ForAll(times.ToArbitrary(), given =>
        {
            var parts = Slots.Parts(given.zone, given.start, given.length, given.buffer).ToList();
            return parts[0].Start == given.start
                && parts[^1].End == given.start + given.length
                && parts[^1].To <= parts[^1].End + given.buffer
                && parts.Zip(parts.Skip(1)).All(pair => pair.First.To == pair.Second.Start)
                && parts.TrueForAll(p => p.Start < p.End && p.End <= p.To && Slots.Bounds(given.zone, p.Day) is var (begin, end) && begin <= p.Start && p.To <= end)
                && parts.Select(p => p.Day).SequenceEqual(Slots.DaysOf(given.zone, given.start, given.start + given.length));
        });
    }

    private static Offer Offering(string zone, int slot, int buffer, params Hours[] hours) =>
        Offer.None with
        {
            Zone = zone,
            Species = ["cat"],
            Services = ["teletriage"],
            Weekly = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).SelectMany(d => hours.Select(h => new WeeklyHours(d, h)))],
            SlotMinutes = slot,
            BufferMinutes = buffer,
        };
}
