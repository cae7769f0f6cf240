using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Tests.Booking;

public sealed class MoveTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 24, 12, 0);
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    [Fact]
    public async Task A_moved_visit_has_its_new_time_and_the_old_one_is_free_again()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");

        var moved = await Move(clinic, visit, Noon, "m1");
        await clinic.Feed();

        Assert.Equal((Noon, 1), (moved.Start, moved.Sequence));
        var slot = Assert.Single((await clinic.Day(Tuesday)).Slots.Values);
        Assert.Equal((Noon, true), (slot.Start, slot.Confirmed));
        var open = await clinic.Openings(Tuesday);
        Assert.Contains(Ten, open);
        Assert.DoesNotContain(Noon, open);
    }

    [Fact]
    public async Task A_move_onto_a_taken_time_leaves_the_visit_where_it_is()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Book("a1", Noon, "k2");

        Assert.Equal("slot-taken", (await Clinic.Refused(() => Move(clinic, visit, Noon, "m1"))).Code);
        Assert.Equal(Ten, (await clinic.Visit("a1", visit.Id)).Start);
    }

    [Fact]
    public async Task The_same_move_ten_times_is_one_move()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Move(clinic, visit, Noon, "m1"))));
        await clinic.Feed();

        Assert.Equal(1, (await clinic.Visit("a1", visit.Id)).Sequence);
        Assert.Equal(Noon, Assert.Single((await clinic.Day(Tuesday)).Slots.Values).Start);
    }

    [Fact]
    public async Task A_visit_that_was_cancelled_while_it_moved_holds_neither_time()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();

        // After the new time is held (moments 1 and 2 are around that append), the owner cancels from another window.
        var fate = new Fate(2, () => Task.Run(() => clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit.Id, null, Clinic.Asked("o1", "c1"), default)));
        var no = await Clinic.Refused(() => Task.Run(() =>
        {
            clinic.Journal.Fate.Value = fate;
            return Move(clinic, visit, Noon, "m1");
        }));
        await clinic.Feed();

        Assert.Equal("visit-cancelled", no.Code);
        Assert.Empty((await clinic.Day(Tuesday)).Slots);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_process_that_dies_while_it_moves_a_visit_leaves_it_one_time(int moment)
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");

        await Assert.ThrowsAsync<Crash>(() => Task.Run(() =>
        {
            clinic.Journal.Fate.Value = Fate.CrashAt(moment);
            return Move(clinic, visit, Noon, "m1");
        }));
        await clinic.Feed();
        clinic.Clock.AdvanceSeconds(61);
        await clinic.Sweep();
        await clinic.Feed();

        var slot = Assert.Single((await clinic.Day(Tuesday)).Slots.Values);
        var now = await clinic.Visit("a1", visit.Id);
        Assert.True(slot.Confirmed);
        Assert.Equal(now.Start, slot.Start);
        Assert.Equal(moment < 4 ? Ten : Noon, now.Start);
        // The owner asks again and gets there, with the same key.
        Assert.Equal(Noon, (await Move(clinic, visit, Noon, "m1")).Start);
    }

    [Fact]
    public async Task Staff_of_the_practice_set_the_hours_aside_with_a_reason_that_is_kept()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Staff("s1", "p1", "vet1");
        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();
        var evening = Instant.FromUtc(2026, 11, 24, 19, 15);

        var moves = clinic.Get<Moves>();
        var staff = new VetVisits.Identity.Caller(VetVisits.Identity.Role.Staff, "s1");
        var asked = new Asked("staff:s1", "m1", "b");
        Assert.Equal("outside-hours", (await Clinic.Refused(() => moves.Move(staff, "a1", visit.Id, new(evening), asked, default))).Code);
        var moved = await moves.Move(staff, "a1", visit.Id, new(evening, new("vet agreed by telephone")), asked, default);

        Assert.Equal(evening, moved.Start);
        var kept = (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id))[^1].Events.OfType<VisitRescheduled>().Single().Override!;
        Assert.Equal(("staff:s1", "vet agreed by telephone", "outside-hours"), (kept.By, kept.Reason, Assert.Single(kept.Rules)));
    }

    [Fact]
    public async Task An_owner_sets_no_rule_aside()
    {
        await using var clinic = await Clinic.Open();
        var visit = await clinic.Book("a1", Ten, "k1");

        var no = await Clinic.Refused(() => clinic.Get<Moves>().Move(
            Clinic.Owner(), "a1", visit.Id, new(Instant.FromUtc(2026, 11, 24, 19, 15), new("please")), Clinic.Asked("o1", "m1"), default));

        Assert.Equal((422, "invalid"), (no.Status, no.Code));
    }

    private static Task<Visit> Move(Clinic clinic, Visit visit, Instant to, string key) =>
        clinic.Get<Moves>().Move(Clinic.Owner(), visit.AnimalId, visit.Id, new(to), Clinic.Asked("o1", key), default);
}
