using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Tests.Visits;

public sealed class VisitRulesTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly BookingSettings Settings = new();

    [Fact]
    public void A_lapsed_hold_books_nothing() =>
        Assert.Equal("hold-lapsed", No(VisitRules.Decide(Given.Visit(new HoldLapsed("h1")), Given.Booked(Nine))).Code);

    [Fact]
    public void A_visit_is_booked_once() => Assert.Equal("visit-exists", No(VisitRules.Decide(Booked, Given.Booked(Nine, "h2"))).Code);

    [Theory]
    [InlineData(-5 * 60, false)]
    [InlineData(-3 * 60, true)]
    [InlineData(5, true)]
    public void A_cancellation_records_whether_it_was_late(int minutes, bool late) =>
        Assert.Equal(late, Yes<VisitCancelled>(VisitRules.Cancel(Booked, Side.Owner, null, Settings, After(minutes))).Late);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(3, false)]
    public void An_owner_who_is_here_and_waits_for_the_vet_is_not_late(int minutes, bool late) =>
        Assert.Equal(late, Yes<VisitCancelled>(VisitRules.Cancel(CheckedIn, Side.Owner, null, Settings, After(minutes))).Late);

    [Theory]
    [InlineData(Level.Soon, Level.UrgentSameDay, Level.UrgentSameDay)]
    [InlineData(Level.Soon, Level.Routine, Level.Soon)]
    [InlineData(Level.Soon, null, Level.Soon)]
    [InlineData(null, Level.UrgentSameDay, Level.UrgentSameDay)]
    public void A_visit_is_as_urgent_as_the_worst_that_was_reported(Level? booked, Level? atCheckIn, Level? then) =>
        Assert.Equal(then, Given.Visit(Given.Booked(Nine) with { Level = booked }, new VisitCheckedIn(atCheckIn)).Level);

    [Fact]
    public void What_is_cancelled_is_cancelled_once() =>
        Assert.IsType<Decision.Already>(VisitRules.Cancel(Given.Visit(Given.Booked(Nine), new VisitCancelled(Side.Owner, false, Duration.FromHours(3))), Side.Vet, null, Settings, Nine));

    [Fact]
    public void Check_in_opens_half_an_hour_before()
    {
        Assert.Equal("too-early", No(VisitRules.CheckIn(Booked, CheckInFinding.Well, Settings, After(-31))).Code);
        Yes<VisitCheckedIn>(VisitRules.CheckIn(Booked, CheckInFinding.Well, Settings, After(-30)));
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(-10)]
    [InlineData(3)]
    public void A_new_emergency_stops_the_visit_whenever_it_is_told(int minutes) =>
        Assert.Equal(Level.Emergency, Yes<VisitStopped>(VisitRules.CheckIn(Booked, new(Level.Emergency, "i2"), Settings, After(minutes))).Level);

    [Fact]
    public void An_emergency_told_after_check_in_stops_the_visit_too() =>
        Yes<VisitStopped>(VisitRules.CheckIn(CheckedIn, new(Level.Immediate, "i2"), Settings, Nine));

    [Fact]
    public void A_visit_starts_only_after_the_red_flags_were_asked_again()
    {
        Assert.Equal("not-checked-in", No(VisitRules.Start(Booked)).Code);
        Yes<VisitStarted>(VisitRules.Start(CheckedIn));
    }

    [Fact]
    public void Only_what_has_started_ends()
    {
        Assert.Equal("not-started", No(VisitRules.End(CheckedIn, new("treated"))).Code);
        Yes<VisitEnded>(VisitRules.End(Started, new("treated", "ear mites")));
    }

    [Theory]
    [InlineData(4, null, null)]
    [InlineData(5, Side.Owner, null)]
    [InlineData(14, Side.Owner, null)]
    [InlineData(15, null, Side.Owner)]
    public void An_owner_who_does_not_come_is_late_and_then_missed(int minutes, Side? late, Side? missed) => Overdue(Booked, minutes, late, missed);

    [Theory]
    [InlineData(6, Side.Vet, null)]
    [InlineData(15, null, Side.Vet)]
    public void A_vet_who_does_not_come_is_late_and_then_the_visit_is_offered_to_others(int minutes, Side? late, Side? missed) => Overdue(CheckedIn, minutes, late, missed);

    [Fact]
    public void A_vet_has_the_grace_time_from_when_a_late_owner_came()
    {
        var lateOwner = CheckedInAt(After(14));

        Assert.IsType<Decision.Already>(VisitRules.Missed(lateOwner, Settings, After(28)));
        Assert.Equal("vet1", Yes<VisitReoffered>(VisitRules.Missed(lateOwner, Settings, After(29))).VetId);
    }

    [Fact]
    public void Who_is_known_to_be_late_is_not_called_late_again() =>
        Assert.IsType<Decision.Already>(VisitRules.Overdue(Given.Visit(Given.Booked(Nine), new VisitRanLate(Side.Owner)), Settings, After(8)));

    [Fact]
    public void A_visit_that_is_over_can_never_be_missed_moved_started_or_cancelled()
    {
        Visit[] over =
        [
            Given.Visit(Given.Booked(Nine), new VisitCheckedIn(null), new VisitStarted(), new VisitEnded("treated")),
            Given.Visit(Given.Booked(Nine), new VisitCancelled(Side.Vet, false, Duration.Zero)),
            Given.Visit(Given.Booked(Nine), new VisitStopped(Level.Emergency)),
            Given.Visit(Given.Booked(Nine), new VisitMissed(Side.Owner)),
        ];

        Assert.All(over, visit =>
        {
            Assert.IsType<Decision.Already>(VisitRules.Overdue(visit, Settings, After(600)));
            Assert.NotNull(VisitRules.CanMove(visit));
            Assert.IsType<Decision.Refused>(VisitRules.Start(visit));
            Assert.IsType<Decision.Refused>(VisitRules.End(visit, new("treated")));
            Assert.IsNotType<Decision.Happened>(VisitRules.Cancel(visit, Side.Owner, null, Settings, Nine));
            Assert.IsType<Decision.Refused>(VisitRules.CheckIn(visit, CheckInFinding.Well, Settings, Nine));
        });
    }

    private static void Overdue(Visit visit, int minutes, Side? late, Side? missed)
    {
        var decided = VisitRules.Overdue(visit, Settings, After(minutes));
        Assert.Equal((late, missed), decided switch
        {
            Decision.Happened { Events: [VisitRanLate e] } => (e.Missing, (Side?)null),
            Decision.Happened { Events: [VisitMissed e] } => (null, e.Missing),
            Decision.Happened { Events: [VisitReoffered] } => (null, Side.Vet),
            _ => ((Side?)null, (Side?)null),
        });
    }

    private static Visit Booked => Given.Visit(Given.Booked(Nine));

    private static Visit CheckedIn => CheckedInAt(After(-5));

    private static Visit Started => Given.Visit(Given.Booked(Nine), new VisitCheckedIn(null), new VisitStarted());

    private static Visit CheckedInAt(Instant at) => Visit.Fold.Evolve(Booked, new VisitCheckedIn(null), at);

    private static Instant After(int minutes) => Nine + Duration.FromMinutes(minutes);

    private static T Yes<T>(Decision decision) where T : Event => Assert.IsType<T>(Assert.Single(Assert.IsType<Decision.Happened>(decision).Events));

    private static Refusal No(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal;
}
