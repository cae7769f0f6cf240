using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;

namespace VetVisits.Tests.Booking;

public sealed class ScheduleTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly LocalDate Tuesday = new(2026, 11, 24);
    private static readonly Duration Minute = Duration.FromMinutes(1);

    [Fact]
    public void A_free_time_is_held_until_the_hold_is_over()
    {
        var held = Assert.IsType<SlotHeld>(Happens(Day.Empty, Hold("h1", 0), Nine));

        Assert.Equal((Nine, Nine + (20 * Minute), Nine + (30 * Minute), Nine + Minute), (held.From, held.End, held.To, held.Until));
    }

    [Fact]
    public void The_same_hold_asked_again_changes_nothing() =>
        Assert.IsType<Decision.Already>(Schedule.Decide(Given(Hold("h1", 0)), Hold("h1", 0), Nine));

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(29)]
    [InlineData(-29)]
    public void A_time_that_touches_another_with_its_buffer_is_taken(int minutes) =>
        Assert.Equal("slot-taken", Refused(Given(Hold("h1", 0)), Hold("h2", minutes, "v2"), Nine).Code);

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public void A_time_right_after_the_buffer_is_free(int minutes) => Happens(Given(Hold("h1", 0)), Hold("h2", minutes, "v2"), Nine);

    [Fact]
    public void An_overdue_hold_frees_nothing_by_itself() =>
        Assert.Equal("slot-taken", Refused(Given(Hold("h1", 0)), Hold("h2", 0, "v2"), Nine + Duration.FromDays(1)).Code);

    [Fact]
    public void A_released_time_is_free_and_its_hold_is_over_for_good()
    {
        var day = After(Given(Hold("h1", 0)), Schedule.Decide(Given(Hold("h1", 0)), new ReleaseSlot("h1")));

        Happens(day, Hold("h2", 0, "v2"), Nine);
        Assert.Equal("hold-lapsed", Refused(day, Hold("h1", 0), Nine).Code);
    }

    [Fact]
    public void A_late_confirmation_does_not_bring_back_a_slot_that_was_given_up()
    {
        var day = After(Given(Hold("h1", 0)), Schedule.Decide(Given(Hold("h1", 0)), new ReleaseSlot("h1")));

        Assert.IsType<Decision.Already>(Schedule.Decide(day, new ConfirmSlot("h1")));
    }

    [Fact]
    public void A_visit_may_move_into_its_own_time() => Happens(Given(Hold("h1", 0)), Hold("h2", 10), Nine);

    [Fact]
    public void Time_off_is_taken()
    {
        var day = After(Day.Empty, Schedule.Decide(Day.Empty, new BlockTime("b1", Nine, Nine + (60 * Minute))));

        Assert.Equal("slot-taken", Refused(day, Hold("h1", 45), Nine).Code);
        Happens(After(day, Schedule.Decide(day, new UnblockTime("b1"))), Hold("h1", 45), Nine);
    }

    [Fact]
    public void A_day_that_changed_too_often_takes_no_more_holds_but_can_still_release_them()
    {
        var day = Given(Hold("h1", 0)) with { Commits = Schedule.MostCommitsForHolds };

        Assert.Equal("day-full", Refused(day, Hold("h2", 60, "v2"), Nine).Code);
        Assert.IsType<Decision.Happened>(Schedule.Decide(day, new ReleaseSlot("h1")));
    }

    [Fact]
    public void One_owner_who_takes_and_gives_up_again_and_again_leaves_the_day_to_others()
    {
        var day = Day.Empty;
        for (var n = 0; n < Schedule.MostHoldsOfOneOwner; n++)
        {
            day = After(day, Schedule.Decide(day, Hold($"h{n}", 0, $"v{n}") with { By = "owner:o1" }, Nine));
            day = After(day, Schedule.Decide(day, new ReleaseSlot($"h{n}")));
        }
        var again = Hold("h", 0) with { By = "owner:o1" };
        Assert.Equal((429, "too-many-holds-of-day"), (Refused(day, again, Nine).Status, Refused(day, again, Nine).Code));
        Happens(day, again with { By = "owner:o2" }, Nine);
        // The people who answer a practice's telephone book for many.
        for (var n = 0; n <= Schedule.MostHoldsOfOneOwner; n++)
        {
            day = After(day, Schedule.Decide(day, Hold($"s{n}", 0, $"w{n}") with { By = "staff:s1" }, Nine));
            day = After(day, Schedule.Decide(day, new ReleaseSlot($"s{n}")));
        }
        Happens(day, Hold("s", 0, "w") with { By = "staff:s1" }, Nine);
    }

    [Property]
    public Property No_two_visits_ever_share_time_buffers_included()
    {
        var step =
            from what in Gen.Choose(0, 9)
            from hold in Gen.Choose(0, 11)
            from minute in Gen.Choose(0, 240)
            from length in Gen.Choose(5, 60)
            from buffer in Gen.Choose(0, 30)
            select (what, hold, minute, length, buffer);
        return Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var day = Day.Empty;
            var now = Nine;
            foreach (var (what, hold, minute, length, buffer) in steps)
            {
                now += Minute;
                var start = Nine + (minute * Minute);
                var end = start + (length * Minute);
                var slot = new Opening(Tuesday, start, end, end + (buffer * Minute));
                day = After(day, what switch
                {
                    0 => Schedule.Decide(day, new ConfirmSlot($"h{hold}")),
                    1 => Schedule.Decide(day, new ReleaseSlot($"h{hold}")),
                    2 => Schedule.Decide(day, new EndSlot($"h{hold}", start)),
                    3 or 4 or 5 => Schedule.Decide(day, new ClaimSlot(
                        $"h{hold}", "a", $"v{hold}", "teletriage", slot, start + (buffer * Minute), new HashSet<string>(), Minute, "vet:v"), now),
                    _ => Schedule.Decide(day, new HoldSlot($"h{hold}", "a", $"v{hold}", "teletriage", slot, Minute), now),
                });
                if (day.Slots.Values.Any(a => a.To <= a.From || a.Start > a.End || a.End > a.To || day.Overlapping(a.From, a.To).Any(b => b.Hold != a.Hold))) return false;
            }
            return true;
        });
    }

    private static HoldSlot Hold(string hold, int minutes, string visit = "v1") =>
        new(hold, "a1", visit, "teletriage", new(Tuesday, Nine + (minutes * Minute), Nine + ((minutes + 20) * Minute), Nine + ((minutes + 30) * Minute)), Minute);

    private static Day Given(HoldSlot hold) => After(Day.Empty, Schedule.Decide(Day.Empty, hold, Nine));

    private static Day After(Day day, Decision decision) =>
        decision is Decision.Happened happened ? happened.Events.Aggregate(day, Schedule.Evolve) : day;

    private static Event Happens(Day day, HoldSlot wanted, Instant now) => Assert.Single(Assert.IsType<Decision.Happened>(Schedule.Decide(day, wanted, now)).Events);

    private static Refusal Refused(Day day, HoldSlot wanted, Instant now) => Assert.IsType<Decision.Refused>(Schedule.Decide(day, wanted, now)).Refusal;
}
