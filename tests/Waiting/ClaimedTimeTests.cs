using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Tests.Booking;
using VetVisits.Visits;
using VetVisits.Waiting;

namespace VetVisits.Tests.Waiting;

/// <summary>A visit that a vet takes from the waiting room has its time in the vet's day, whoever dies or comes at the same moment.</summary>
public sealed class ClaimedTimeTests : IAsyncDisposable
{
    private static readonly LocalDate Monday = new(2026, 11, 23);
    private static readonly Instant HalfPastTen = Instant.FromUtc(2026, 11, 23, 10, 30);
    private static readonly Instant Midnight = Instant.FromUtc(2026, 11, 24, 0, 0);
    private readonly Clinic clinic = new(("Booking:HorizonDays", "2"));

    [Fact]
    public async Task Nobody_is_offered_the_time_of_a_vet_who_is_with_another_and_what_is_left_of_it_comes_back()
    {
        var visit = await Waits(HalfPastTen - Duration.FromMinutes(25));
        await Rival();
        Assert.Contains(HalfPastTen, await clinic.Openings(Monday));

        await clinic.Claim("vet1", visit.Id);
        // The day knows it before any view does.
        Assert.Equal("slot-taken", (await Clinic.Refused(() => BookRival("before"))).Code);
        await clinic.Feed();
        Assert.DoesNotContain(HalfPastTen, await clinic.Openings(Monday));
        Assert.Contains(HalfPastTen + Duration.FromMinutes(30), await clinic.Openings(Monday));
        await Passes(Duration.FromMinutes(2));
        Assert.DoesNotContain(HalfPastTen, await clinic.Openings(Monday));

        await clinic.Happened("animal:a1", VisitStream.Name(visit.Id).Value, new VisitStarted());
        await Passes(Duration.FromMinutes(5));
        await clinic.Happened("animal:a1", VisitStream.Name(visit.Id).Value, new VisitEnded("treated"));
        await clinic.Feed();
        Assert.Contains(HalfPastTen, await clinic.Openings(Monday));
        Assert.Equal("vet1", (await BookRival("after")).VetId);
    }

    [Fact]
    public async Task A_visit_that_is_over_late_leaves_the_day_as_it_was()
    {
        var visit = await Waits(HalfPastTen - Duration.FromMinutes(25));
        await clinic.Claim("vet1", visit.Id);
        await clinic.Happened("animal:a1", VisitStream.Name(visit.Id).Value, new VisitStarted());
        await clinic.Feed();
        var before = Assert.Single((await clinic.Day(Monday)).Slots.Values);
        await Passes(Duration.FromMinutes(40));
        await clinic.Happened("animal:a1", VisitStream.Name(visit.Id).Value, new VisitEnded("treated"));
        await clinic.Feed();
        Assert.Equal(before, Assert.Single((await clinic.Day(Monday)).Slots.Values));
    }

    [Fact]
    public async Task A_visit_that_is_called_off_or_that_its_vet_never_came_to_gives_all_of_its_time_back()
    {
        foreach (var (animal, over) in ((string, Func<Visit, Event>)[])[
            ("a1", _ => new VisitCancelled(Side.Owner, false, Duration.Zero)), ("a2", v => new VisitReoffered(v.VetId, v.Hold, v.Day, v.Start))])
        {
            await clinic.OnDuty("vet1");
            var visit = await clinic.Request(animal);
            await clinic.Feed();
            var claimed = await clinic.Claim("vet1", visit.Id);
            await clinic.Feed();
            Assert.True(Assert.Single((await clinic.Day(Monday)).Slots.Values).Confirmed);
            await clinic.Happened($"animal:{animal}", VisitStream.Name(visit.Id).Value, over(claimed));
            await clinic.Feed();
            Assert.Empty((await clinic.Day(Monday)).Slots);
        }
    }

    /// <summary>Moments are counted before and after each commit: the day's, past midnight the next day's, the visit's.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public async Task A_host_that_dies_at_any_moment_blocks_neither_the_vet_nor_the_visit(int moment, bool pastMidnight)
    {
        var days = pastMidnight ? 2 : 1;
        clinic.Clock.Reset(pastMidnight ? Midnight - Duration.FromMinutes(3) : HalfPastTen - Duration.FromMinutes(25));
        var visit = await clinic.Request("a1");
        await clinic.Feed();
        await clinic.Vet("vet1");
        await clinic.Get<DutyDesk>().Put(OnDemandSteps.Vet("vet1"), new(true), default);
        clinic.Journal.Fate.Value = Fate.CrashAt(moment);
        await Assert.ThrowsAsync<Crash>(() => clinic.Claim("vet1", visit.Id, "key"));
        clinic.Journal.Fate.Value = null;
        Assert.Equal(moment / 2, (await Slots()).Count + (moment / 2 > days ? 1 : 0));
        var taken = moment == 2 * (days + 1);
        Assert.Equal(taken ? VisitStatus.Booked : VisitStatus.Waiting, (await clinic.Visit("a1", visit.Id)).Status);

        // What was held for the dead lapses by itself; after that the time is free, and the visit offered or taken.
        await clinic.Feed();
        await Passes(Duration.FromSeconds(31));
        Assert.Equal(taken ? days : 0, (await Slots()).Count);
        clinic.Clock.AdvanceSeconds(100);
        await clinic.Sweep();
        await clinic.Feed();

        var claimed = await clinic.Claim("vet1", visit.Id, taken ? "key" : "another");
        await clinic.Feed();
        Assert.Equal("vet1", claimed.VetId);
        var slots = await Slots();
        Assert.All(slots, slot => Assert.Equal((claimed.Hold, true), (slot.Hold, slot.Confirmed)));
        Assert.Equal(clinic.Clock.GetCurrentInstant() < Midnight ? days : 1, slots.Count);
    }

    [Fact]
    public async Task A_claim_that_comes_many_times_at_once_has_the_time_once()
    {
        var visit = await Waits(HalfPastTen - Duration.FromMinutes(25));
        string[] keys = ["k1", "k1", "k1", "k2", "k2", "k3"];
        var all = await Task.WhenAll(keys.Select(key => Task.Run(() => clinic.Claim("vet1", visit.Id, key))));

        Assert.Single(all.Select(v => v.Hold).Distinct());
        await clinic.Feed();
        await Passes(Duration.FromSeconds(31));
        var slot = Assert.Single((await clinic.Day(Monday)).Slots.Values);
        Assert.Equal((all[0].Hold, true), (slot.Hold, slot.Confirmed));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public async Task A_booking_and_a_claim_of_one_time_are_decided_by_the_vets_day(int moment, bool claimSleeps)
    {
        var visit = await Waits(HalfPastTen - Duration.FromMinutes(10));
        await Rival();
        (Func<Task> claim, Func<Task> book) = (() => clinic.Claim("vet1", visit.Id), () => BookRival("rival"));
        var second = "";
        async Task Between() => second = await ClaimRace.End(claimSleeps ? book : claim);
        var first = await Task.Run(async () =>
        {
            clinic.Journal.Fate.Value = new Fate(moment, Between);
            return await ClaimRace.End(claimSleeps ? claim : book);
        });

        // Whoever is in the day first has the time, also while the other sleeps.
        var (claimed, booked) = claimSleeps ? (first, second) : (second, first);
        var claimFirst = claimSleeps == moment > 1;
        Assert.Equal(claimFirst ? ("done", "slot-taken") : ("vet-busy", "done"), (claimed, booked));
        await clinic.Feed();
        await Passes(Duration.FromSeconds(61));
        var slot = Assert.Single((await clinic.Day(Monday)).Slots.Values);
        Assert.Equal((claimFirst ? visit.AnimalId : "rival", true), (slot.AnimalId, slot.Confirmed));
    }

    [Fact]
    public async Task A_booking_whose_host_died_keeps_the_vet_from_a_visit_until_its_time_is_over_and_no_longer()
    {
        var visit = await Waits(HalfPastTen - Duration.FromMinutes(10));
        await Rival();
        clinic.Journal.Fate.Value = Fate.CrashAt(2);
        await Assert.ThrowsAsync<Crash>(() => BookRival("rival"));
        clinic.Journal.Fate.Value = null;

        Assert.Equal("vet-busy", (await Clinic.Refused(() => clinic.Claim("vet1", visit.Id))).Code);
        // Nobody has swept: the claim itself settles what is overdue.
        clinic.Clock.AdvanceSeconds(61);
        Assert.Equal("vet1", (await clinic.Claim("vet1", visit.Id)).VetId);
        Assert.Equal("a1", Assert.Single((await clinic.Day(Monday)).Slots.Values).AnimalId);
    }

    [Fact]
    public async Task A_visit_that_was_over_sooner_than_its_time_does_not_keep_the_vet_from_the_next()
    {
        var ten = HalfPastTen - Duration.FromMinutes(30);
        await clinic.Vet("vet1");
        await Rival();
        var booked = await clinic.Book("rival", ten, "rival", owner: "o2");
        var visit = await Waits(ten + Duration.FromMinutes(5));
        Assert.Equal("vet-busy", (await Clinic.Refused(() => clinic.Claim("vet1", visit.Id))).Code);

        await clinic.Happened("animal:rival", VisitStream.Name(booked.Id).Value, new VisitStarted(), new VisitEnded("treated"));
        await clinic.Feed();
        Assert.Equal("vet1", (await clinic.Claim("vet1", visit.Id)).VetId);
    }

    [Fact]
    public async Task Past_midnight_both_of_the_vets_days_show_the_visit_and_let_go_of_it()
    {
        var visit = await Waits(Midnight - Duration.FromMinutes(5));
        var claimed = await clinic.Claim("vet1", visit.Id);
        await clinic.Feed();
        foreach (var (date, start, end) in ((LocalDate, Instant, Instant)[])[(Monday, claimed.Start, Midnight), (Monday.PlusDays(1), Midnight, claimed.End)])
        {
            var entry = Assert.Single((await clinic.Get<VetDays>().Show("vet1", date, default)).Entries, e => e.Kind == VetDayKind.Visit);
            Assert.Equal((start, end, visit.Id, VisitStatus.Booked), (entry.Start, entry.End, entry.VisitId, entry.Status));
            // On duty at night is not outside of anybody's hours.
            Assert.Empty(entry.Flags!);
        }
        await clinic.Happened("animal:a1", VisitStream.Name(visit.Id).Value, new VisitStarted());
        await Passes(Duration.FromMinutes(1));
        await clinic.Happened("animal:a1", VisitStream.Name(visit.Id).Value, new VisitEnded("treated"));
        await clinic.Feed();
        Assert.Equal(
            [(claimed.Start, Midnight - Duration.FromMinutes(4)), (Midnight, Midnight + Duration.FromMinutes(6))],
            (await Slots()).Select(slot => (slot.From, slot.To)));
    }

    [Fact]
    public async Task Where_the_day_after_midnight_refuses_the_day_before_it_keeps_nothing()
    {
        var visit = await Waits(Midnight - Duration.FromMinutes(5));
        var end = Midnight + Duration.FromMinutes(20);
        await clinic.Happened("vet:vet1", ScheduleStream.Name(Monday.PlusDays(1)).Value,
            new SlotHeld("h2", "rival", "v2", "teletriage", Midnight, end, Midnight, end, Midnight + Duration.FromMinutes(1), "owner:o2"));

        Assert.Equal("vet-busy", (await Clinic.Refused(() => clinic.Claim("vet1", visit.Id))).Code);
        Assert.Equal("h2", Assert.Single(await Slots()).Hold);
    }

    /// <summary>A visit that waits at this time, with nobody on duty asked for it but vet1, who does not answer.</summary>
    private async Task<VisitView> Waits(Instant at)
    {
        clinic.Clock.Reset(at);
        var visit = await clinic.Request("a1");
        await clinic.OnDuty("vet1");
        return visit;
    }

    private async Task Rival()
    {
        await clinic.Animal("rival", "o2");
        await clinic.Intake("rival");
    }

    private Task<Visit> BookRival(string key) => clinic.Book("rival", HalfPastTen, key, owner: "o2");

    private async Task Passes(Duration time)
    {
        clinic.Clock.Advance(time);
        await clinic.Sweep();
        await clinic.Feed();
    }

    private async Task<IReadOnlyList<Slot>> Slots() =>
        [.. (await clinic.Day(Monday)).Slots.Values.Concat((await clinic.Day(Monday.PlusDays(1))).Slots.Values).OrderBy(slot => slot.From)];

    public ValueTask DisposeAsync() => clinic.DisposeAsync();
}
