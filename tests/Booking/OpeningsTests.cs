using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Tests.Booking;

public sealed class OpeningsTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    [Fact]
    public async Task A_day_off_takes_the_openings_away_and_flags_the_visits_that_stand()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();

        await clinic.Happened("vet:vet1", "offer", new AvailabilityChanged("Etc/UTC", [], [], 20, 10, 0));
        await clinic.Feed();

        Assert.Empty(await clinic.Openings(Tuesday));
        Assert.Equal(["outside-hours"], await clinic.Get<VisitFlags>().Of(await clinic.Visit("a1", visit.Id), default));
        Assert.True((await clinic.Day(Tuesday)).HeldFor(visit.Hold)!.Confirmed);
        var day = await clinic.Get<VetDays>().Show("vet1", Tuesday, default);
        Assert.Equal(["outside-hours"], Assert.Single(day.Entries).Flags!);
    }

    /// <summary>As one that was taken from the waiting room.</summary>
    [Fact]
    public async Task A_visit_between_the_starts_of_two_slots_is_within_the_hours()
    {
        await using var clinic = await Clinic.Open();
        var offer = Offer.Fold.Of((await clinic.Journal.Read("vet:vet1", [Offer.Stream], default)).Of(Offer.Stream));
        Assert.Null(Slots.At(offer, Ten + Duration.FromMinutes(7)));
        Assert.True(Slots.Cover(offer, Ten + Duration.FromMinutes(7)));
        Assert.False(Slots.Cover(offer, Ten + Duration.FromHours(13)));
    }

    [Fact]
    public async Task A_revoked_licence_closes_its_region_alone()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Happened("vet:vet1", "licences", new LicenceVerified("US-NY", "9", new(2026, 11, 24)));
        await clinic.Feed();
        Assert.NotEmpty(await clinic.Openings(Tuesday, "US-NY"));
        Assert.Empty(await clinic.Openings(Tuesday.PlusDays(1), "US-NY"));

        await clinic.Happened("vet:vet1", "licences", new LicenceRevoked("US-CA", RevocationReason.Suspended));
        await clinic.Feed();

        Assert.Empty(await clinic.Openings(Tuesday));
        Assert.NotEmpty(await clinic.Openings(Tuesday, "US-NY"));
    }

    [Fact]
    public async Task A_hold_hides_the_time_only_while_it_runs()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Feed();
        await Assert.ThrowsAsync<Crash>(() => Task.Run(() =>
        {
            clinic.Journal.Fate.Value = Fate.CrashAt(3);
            return clinic.Book("a1", Ten, "k1");
        }));
        await clinic.Feed();

        Assert.DoesNotContain(Ten, await clinic.Openings(Tuesday));
        clinic.Clock.AdvanceSeconds(61);
        Assert.Contains(Ten, await clinic.Openings(Tuesday));
    }

    [Fact]
    public async Task Pages_follow_each_other_soonest_first_without_a_gap_or_a_repeat()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Vet("vet2");
        await clinic.Feed();
        var asked = new OpeningsAsked("US-CA", "cat", "teletriage", Clinic.Morning, Clinic.Morning + Duration.FromDays(3), 7, null);

        var all = new List<OpeningView>();
        OpeningsCursor? after = null;
        do
        {
            var page = await clinic.Get<OpeningsSearch>().Find(asked with { After = after }, default);
            all.AddRange(page.Openings);
            after = page.Cursor is { } cursor ? OpeningsCursor.Parse(cursor) : null;
        }
        while (after is not null);

        // 9 to 17 in steps of half an hour, two vets, three days.
        Assert.Equal(16 * 2 * 3, all.Count);
        Assert.Equal(all.Count, all.Select(o => (o.VetId, o.Start)).Distinct().Count());
        Assert.Equal(all.OrderBy(o => o.Start).ThenBy(o => o.VetId, StringComparer.Ordinal).Select(o => o.Start), all.Select(o => o.Start));
        Assert.All(all, o => Assert.Equal(Duration.FromMinutes(20), o.End - o.Start));
    }

    [Fact]
    public async Task Notice_species_service_and_vet_are_filtered_for_the_reader()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Vet("vet2", notice: 24 * 60);
        await clinic.Feed();
        var search = clinic.Get<OpeningsSearch>();
        var today = new OpeningsAsked("US-CA", "cat", "teletriage", Clinic.Morning, Clinic.Morning + Duration.FromHours(12), 200, null);

        Assert.All((await search.Find(today, default)).Openings, o => Assert.Equal("vet1", o.VetId));
        Assert.Empty((await search.Find(today with { VetId = "vet2" }, default)).Openings);
        Assert.Empty((await search.Find(today with { Species = "horse" }, default)).Openings);
        Assert.Empty((await search.Find(today with { Service = "refill" }, default)).Openings);
        Assert.Empty((await search.Find(today with { Region = "US-NV" }, default)).Openings);
    }

    [Fact]
    public async Task New_dates_come_into_the_horizon_by_themselves_also_after_some_days_off()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Feed();
        Assert.Equal(0, await clinic.Get<Horizon>().Extend(default));

        clinic.Clock.AdvanceDays(5);
        Assert.Empty(await clinic.Openings(new(2026, 11, 30)));
        Assert.Equal(1, await clinic.Get<Horizon>().Extend(default));

        Assert.NotEmpty(await clinic.Openings(new(2026, 11, 29)));
        Assert.NotEmpty(await clinic.Openings(new(2026, 11, 30)));
        Assert.Equal(0, await clinic.Get<Horizon>().Extend(default));
    }

    [Fact]
    public async Task A_vet_in_Auckland_is_found_on_the_UTC_dates_of_the_hours()
    {
        await using var clinic = new Clinic(("Booking:HorizonDays", "3"));
        await clinic.Vet("vet1", "Pacific/Auckland");
        await clinic.Feed();

        // 9:00 to 17:00 on the 25th in Auckland is 20:00 on the 24th to 4:00 on the 25th.
        var found = (await clinic.Openings(Tuesday)).Concat(await clinic.Openings(Tuesday.PlusDays(1))).ToList();
        Assert.Contains(Instant.FromUtc(2026, 11, 24, 20, 0), found);
        Assert.Contains(Instant.FromUtc(2026, 11, 25, 3, 30), found);
        Assert.DoesNotContain(Instant.FromUtc(2026, 11, 25, 4, 0), found);
    }

    [Fact]
    public async Task A_short_block_takes_away_a_long_visit_that_would_begin_on_the_UTC_date_before()
    {
        await using var clinic = new Clinic(("Booking:HorizonDays", "3"));
        await clinic.Vet("vet1", "America/New_York");
        WeeklyHours[] evenings = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => new WeeklyHours(d, new(new(16, 0), new(20, 0))))];
        await clinic.Happened("vet:vet1", "offer", new AvailabilityChanged("America/New_York", evenings, [], 240, 0, 0));
        await clinic.Feed();
        var four = Instant.FromUtc(2026, 11, 24, 21, 0);
        Assert.Contains(four, await clinic.Openings(Tuesday));

        var quarterToEight = four + Duration.FromMinutes(225);
        await clinic.Get<VetDays>().Block("vet1", new(quarterToEight, quarterToEight + Duration.FromMinutes(15)), new Asked("vet:vet1", "b1", "b"), default);
        await clinic.Feed();

        Assert.DoesNotContain(four, await clinic.Openings(Tuesday));
    }

    [Fact]
    public async Task Blocked_time_is_not_offered_until_it_is_given_back()
    {
        await using var clinic = await Clinic.Open();
        var days = clinic.Get<VetDays>();
        var asked = new Asked("vet:vet1", "b1", "b");
        var block = await days.Block("vet1", new(Ten, Ten + Duration.FromHours(1)), asked, default);
        await clinic.Feed();
        Assert.DoesNotContain(Ten, await clinic.Openings(Tuesday));
        Assert.Equal("slot-taken", (await Clinic.Refused(() => clinic.Book("a1", Ten, "k1"))).Code);

        await days.Unblock("vet1", block.Day, block.Id, new("vet:vet1", "b2"), default);
        await clinic.Feed();

        Assert.Contains(Ten, await clinic.Openings(Tuesday));
    }

    [Fact]
    public async Task One_key_blocks_once_also_when_it_comes_again_for_another_day_or_after_the_time_was_given_back()
    {
        await using var clinic = await Clinic.Open();
        var days = clinic.Get<VetDays>();
        var asked = new Asked("vet:vet1", "b1", "body of tuesday");
        BlockVetTime tuesday = new(Ten, Ten + Duration.FromHours(1));
        var block = await days.Block("vet1", tuesday, asked, default);

        BlockVetTime wednesday = new(Ten + Duration.FromDays(1), Ten + Duration.FromHours(25));
        Assert.Equal("idempotency-key-reused", (await Clinic.Refused(() => days.Block("vet1", wednesday, asked with { BodyHash = "body of wednesday" }, default))).Code);
        Assert.Empty((await clinic.Day(Tuesday.PlusDays(1))).Blocks);

        await days.Unblock("vet1", block.Day, block.Id, new("vet:vet1", "b2"), default);
        Assert.Equal(block, await days.Block("vet1", tuesday, asked, default));
        Assert.Empty((await clinic.Day(Tuesday)).Blocks);
    }

    [Fact]
    public async Task An_owner_who_books_and_cancels_without_end_is_told_to_choose_another_day_and_others_still_book_this_one()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Animal("a2", "o2");
        await clinic.Intake("a2", id: "i2");
        for (var n = 0; n < Schedule.MostHoldsOfOneOwner; n++)
        {
            var visit = await clinic.Book("a1", Ten, $"k{n}");
            await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit.Id, null, Clinic.Asked("o1", $"c{n}"), default);
            await clinic.Feed();
        }
        var no = await Clinic.Refused(() => clinic.Book("a1", Ten, "once more"));
        Assert.Equal((429, "too-many-holds-of-day"), (no.Status, no.Code));
        Assert.Equal(Ten, (await clinic.Get<Bookings>().Book(Clinic.Owner("o2"), "a2", Clinic.Wanted(Ten, intake: "i2"), Clinic.Asked("o2", "k"), default)).Start);
    }
}
