using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;

namespace VetVisits.Tests.Booking;

/// <summary>What a vet's day says to a visit that the vet takes from the waiting room at nine, and to its end.</summary>
public sealed class ClaimSlotTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    [Fact]
    public void It_has_the_vets_time_from_now_on_with_the_buffer_after_it()
    {
        var held = Assert.IsType<SlotHeld>(Happens(Schedule.Decide(Day.Empty, Claim("c1"), Nine)));

        Assert.Equal((Nine, At(20), At(30), true), (held.From, held.End, held.To, held.OnDemand));
        Assert.Equal(Nine + Duration.FromSeconds(30), held.Until);
    }

    [Fact]
    public void Time_off_is_for_the_vet_to_give_up()
    {
        var day = After(Day.Empty, Schedule.Decide(Day.Empty, new BlockTime("b1", Nine, At(60))));

        Happens(Schedule.Decide(day, Claim("c1"), Nine));
    }

    [Fact]
    public void Nobody_books_into_it()
    {
        var day = After(Day.Empty, Schedule.Decide(Day.Empty, Claim("c1"), Nine));

        Assert.Equal("slot-taken", No(Schedule.Decide(day, Booking("h1", 29), Nine)).Code);
        Happens(Schedule.Decide(day, Booking("h1", 30), Nine));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    // Over by the clock in a moment, with its buffer.
    [InlineData(-29)]
    public void A_visit_that_has_the_vet_now_or_soon_is_in_the_way(int minutes) =>
        Assert.Equal("slot-taken", No(Schedule.Decide(With("h1", minutes), Claim("c1"), Nine)).Code);

    [Fact]
    public void A_visit_that_is_known_to_be_over_is_not() =>
        Happens(Schedule.Decide(With("h1", -10), Claim("c1") with { Over = new HashSet<string> { "h1" } }, Nine));

    [Theory]
    [InlineData(15, 15, 15)]
    [InlineData(25, 20, 25)]
    [InlineData(30, 20, 30)]
    public void A_visit_that_is_booked_for_later_keeps_its_time(int minutes, int end, int to)
    {
        var held = Assert.IsType<SlotHeld>(Happens(Schedule.Decide(With("h1", minutes), Claim("c1"), Nine)));

        Assert.Equal((At(end), At(to)), (held.End, held.To));
    }

    [Fact]
    public void The_part_after_midnight_keeps_nothing_where_another_visit_begins_there()
    {
        var part = Claim("c1") with { FreeUntil = Nine - Duration.FromMinutes(1) };

        Assert.IsType<Decision.Already>(Schedule.Decide(With("h1", 0), part, Nine));
    }

    [Fact]
    public void The_same_visit_is_not_in_its_own_way_and_the_same_hold_changes_nothing()
    {
        var day = After(Day.Empty, Schedule.Decide(Day.Empty, Claim("c1"), Nine));

        Assert.IsType<Decision.Already>(Schedule.Decide(day, Claim("c1"), Nine));
        Happens(Schedule.Decide(day, Claim("c2"), Nine));
        Assert.Equal("slot-taken", No(Schedule.Decide(day, Claim("c3") with { VisitId = "another" }, Nine)).Code);
    }

    [Fact]
    public void A_day_that_takes_no_bookings_any_more_holds_up_no_visit() =>
        Assert.IsType<Decision.Already>(Schedule.Decide(Day.Empty with { Commits = Schedule.MostCommitsForHolds }, Claim("c1"), Nine));

    [Fact]
    public void A_visit_that_is_over_early_gives_back_the_rest_but_for_its_buffer()
    {
        var day = After(Day.Empty, Schedule.Decide(Day.Empty, Claim("c1"), Nine));
        var shortened = Assert.IsType<SlotShortened>(Happens(Schedule.Decide(day, new EndSlot("c1", At(7)))));

        Assert.Equal(new SlotShortened("c1", At(7), At(17), At(30)), shortened);
        day = Schedule.Evolve(day, shortened);
        Assert.IsType<Decision.Already>(Schedule.Decide(day, new EndSlot("c1", At(7))));
        Assert.Equal("slot-taken", No(Schedule.Decide(day, Booking("h1", 16), Nine)).Code);
        Happens(Schedule.Decide(day, Booking("h1", 17), Nine));
    }

    [Fact]
    public void A_visit_that_is_over_late_gives_back_nothing()
    {
        var day = After(Day.Empty, Schedule.Decide(Day.Empty, Claim("c1"), Nine));

        Assert.IsType<Decision.Already>(Schedule.Decide(day, new EndSlot("c1", At(20))));
        Assert.IsType<Decision.Already>(Schedule.Decide(day, new EndSlot("c1", At(45))));
        Assert.IsType<Decision.Already>(Schedule.Decide(day, new EndSlot("another", At(5))));
    }

    [Fact]
    public void A_part_that_was_never_reached_is_free() =>
        Assert.IsType<SlotReleased>(Happens(Schedule.Decide(After(Day.Empty, Schedule.Decide(Day.Empty, Claim("c1"), Nine)), new EndSlot("c1", Nine - Duration.FromMinutes(15)))));

    private static Instant At(int minutes) => Nine + Duration.FromMinutes(minutes);

    private static Opening Slot(int minutes) => new(Tuesday, At(minutes), At(minutes + 20), At(minutes + 30));

    private static HoldSlot Booking(string hold, int minutes) => new(hold, "a2", "booked", "teletriage", Slot(minutes), Duration.FromMinutes(1));

    private static ClaimSlot Claim(string hold) => new(hold, "a1", "v1", "teletriage", Slot(0), At(15), new HashSet<string>(), Duration.FromSeconds(30), "vet:vet1");

    private static Day With(string hold, int minutes) => After(Day.Empty, Schedule.Decide(Day.Empty, Booking(hold, minutes), Nine));

    private static Day After(Day day, Decision decision) => Assert.IsType<Decision.Happened>(decision).Events.Aggregate(day, Schedule.Evolve);

    private static Event Happens(Decision decision) => Assert.Single(Assert.IsType<Decision.Happened>(decision).Events);

    private static Refusal No(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal;
}
