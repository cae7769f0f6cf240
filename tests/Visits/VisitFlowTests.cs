using Ical.Net;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Identity;
using VetVisits.Tests.Booking;
using VetVisits.Visits;

namespace VetVisits.Tests.Visits;

public sealed class VisitFlowTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    [Fact]
    public async Task A_cancelled_visit_gives_its_time_back()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();

        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit.Id, "better", Clinic.Asked("o1", "c1"), default);
        await clinic.Feed();

        Assert.Empty((await clinic.Day(Tuesday)).Slots);
        Assert.Contains(Ten, await clinic.Openings(Tuesday));
    }

    [Fact]
    public async Task A_booking_that_was_cancelled_before_the_feed_saw_it_leaves_no_slot()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit.Id, null, Clinic.Asked("o1", "c1"), default);

        await clinic.Feed();
        clinic.Clock.AdvanceMinutes(2);
        await clinic.Sweep();

        Assert.Empty((await clinic.Day(Tuesday)).Slots);
    }

    [Fact]
    public async Task Who_does_not_come_is_late_after_five_minutes_and_missed_after_the_grace_time()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();

        clinic.Clock.Reset(Ten + Duration.FromMinutes(5));
        await clinic.Sweep();
        Assert.Equal(Side.Owner, (await clinic.Visit("a1", visit.Id)).Late);
        await clinic.Sweep();
        clinic.Clock.Reset(Ten + Duration.FromMinutes(15));
        await clinic.Sweep();
        await clinic.Sweep();

        var missed = await clinic.Visit("a1", visit.Id);
        Assert.Equal((VisitStatus.Missed, Side.Owner), (missed.Status, missed.Missing));
        Assert.Equal(3, (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id)).Count);
    }

    [Fact]
    public async Task A_host_that_was_off_for_a_day_still_finds_who_never_came()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();
        await clinic.Sweep();

        clinic.Clock.Reset(Ten + Duration.FromHours(30));
        await clinic.Sweep();

        Assert.Equal(VisitStatus.Missed, (await clinic.Visit("a1", visit.Id)).Status);
    }

    [Fact]
    public async Task A_feed_that_lags_for_hours_misses_nobody_who_did_not_come()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        clinic.Clock.Reset(Ten + Duration.FromHours(5));
        await clinic.Sweep();

        await clinic.Feed();
        await clinic.Sweep();

        Assert.Equal(VisitStatus.Missed, (await clinic.Visit("a1", visit.Id)).Status);
    }

    [Fact]
    public async Task A_moved_visit_is_awaited_at_its_new_time_only()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Get<Moves>().Move(Clinic.Owner(), "a1", visit.Id, new(Ten + Duration.FromHours(3)), Clinic.Asked("o1", "m1"), default);
        await clinic.Feed();

        clinic.Clock.Reset(Ten + Duration.FromHours(2));
        await clinic.Sweep();

        Assert.Equal((VisitStatus.Booked, null), ((await clinic.Visit("a1", visit.Id)) is var v ? v.Status : default, v.Late));
    }

    [Fact]
    public async Task Both_lists_show_a_moved_visit_once_at_its_new_time()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        var other = await clinic.Book("a1", Ten + Duration.FromMinutes(30), "k2");
        await clinic.Feed();
        await clinic.Get<Moves>().Move(Clinic.Owner(), "a1", visit.Id, new(Ten + Duration.FromHours(3)), Clinic.Asked("o1", "m1"), default);
        await clinic.Feed();
        var lists = clinic.Get<VisitLists>();

        var first = await lists.Page(VisitListPlace.OfOwner("o1"), null, 1, default);
        var second = await lists.Page(VisitListPlace.OfOwner("o1"), first.Cursor, 1, default);

        Assert.Equal((visit.Id, Ten + Duration.FromHours(3)), (Assert.Single(first.Visits).Id, first.Visits[0].Start));
        Assert.Equal(other.Id, Assert.Single(second.Visits).Id);
        Assert.Null(second.Cursor);
        Assert.Equal(2, (await lists.Page(VisitListPlace.OfVet("vet1"), null, 50, default)).Visits.Count);
    }

    [Fact]
    public async Task Another_vet_and_another_owner_find_no_visit()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();
        var door = clinic.Get<VisitDoor>();

        Assert.Equal(VisitStatus.Booked, (await door.See(new(Role.Vet, "vet1"), "a1", visit.Id, default)).Visit.Status);
        foreach (var stranger in (Caller[])[new(Role.Vet, "vet2"), new(Role.Owner, "o2"), new(Role.Staff, "s1")])
            Assert.Equal(404, (await Clinic.Refused(() => door.See(stranger, "a1", visit.Id, default))).Status);
        Assert.Equal(404, (await Clinic.Refused(() => door.See(Clinic.Owner(), "a1", "nothing", default))).Status);
        Assert.Equal(404, (await Clinic.Refused(() => door.See(Clinic.Owner(), "a/1", "x y", default))).Status);
    }

    [Fact]
    public async Task The_same_fact_is_told_to_the_vet_under_the_same_key_for_ever()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Intake("a1", VetVisits.Triage.Level.UrgentSameDay, suitable: false, id: "i2");
        var visit = await clinic.Book("a1", Ten, "k1");
        var commit = (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id))[0];
        var notices = new VisitNotices(clinic.Journal);
        var told = await notices.From(commit, default);

        await clinic.Get<Moves>().Move(Clinic.Owner(), "a1", visit.Id, new(Ten + Duration.FromHours(3)), Clinic.Asked("o1", "m1"), default);
        var again = await notices.From(commit, default);

        Assert.Equal(["visit.booked", "visit.urgent"], told.Select(n => n.Type));
        Assert.Equal(Json.Write(told), Json.Write(again));
        Assert.All(told, n => Assert.Equal($"animals/a1/visits/{visit.Id}", n.Subject));
    }

    [Fact]
    public async Task A_calendar_moves_and_then_removes_the_same_entry()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        var moved = await clinic.Get<Moves>().Move(Clinic.Owner(), "a1", visit.Id, new(Ten + Duration.FromHours(3)), Clinic.Asked("o1", "m1"), default);
        var gone = await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit.Id, null, Clinic.Asked("o1", "c1"), default);

        var read = new[] { visit, moved, gone }.Select(v => Calendar.Load(VisitCalendar.Of(v, new()))!).ToList();
        var entries = read.Select(calendar => Assert.Single(calendar.Events)).ToList();

        Assert.Single(entries.Select(e => e.Uid).Distinct());
        Assert.Equal([0, 1, 2], entries.Select(e => e.Sequence));
        Assert.Equal(["PUBLISH", "PUBLISH", "CANCEL"], read.Select(c => c.Method!));
        Assert.Equal(["CONFIRMED", "CONFIRMED", "CANCELLED"], entries.Select(e => e.Status!.ToUpperInvariant()));
        Assert.Equal(Ten.ToDateTimeUtc(), entries[0].DtStart!.AsUtc);
        Assert.Equal((Ten + Duration.FromMinutes(20)).ToDateTimeUtc(), entries[0].DtEnd!.AsUtc);
        Assert.Equal((Ten + Duration.FromHours(3)).ToDateTimeUtc(), entries[1].DtStart!.AsUtc);
    }

    [Fact]
    public async Task A_calendar_entry_names_nobody_and_nothing_of_the_complaint()
    {
        await using var clinic = await Clinic.Open();
        var text = VisitCalendar.Of(await clinic.Book("a1", Ten, "k1"), new());

        Assert.DoesNotContain("Miso", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("itch", text, StringComparison.OrdinalIgnoreCase);
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 75));
    }
}
