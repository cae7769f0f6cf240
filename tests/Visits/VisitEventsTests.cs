using NodaTime;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Tests.Visits;

public sealed class VisitEventsTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 11, 23, 9, 0);

    [Fact]
    public void A_booked_visit_comes_back_from_its_JSON_as_it_was()
    {
        var booked = Given.Booked(Nine);
        var commit = new Commit("animal:a1", "visit:v1", 1, Nine, "owner:o1", null, [booked]);

        var back = Json.Read<Commit>(Json.Write(commit));

        Assert.Contains("\"$type\":\"visit.booked\"", Json.Write(commit));
        Assert.Equal(booked, Assert.IsType<VisitBooked>(Assert.Single(back.Events)));
    }

    [Fact]
    public void A_moved_visit_gives_up_its_old_hold_and_owns_the_new_one()
    {
        var visit = Given.Visit(
            Given.Booked(Nine),
            new VisitRescheduled("h2", new LocalDate(2026, 11, 24), Nine + Duration.FromDays(1), Nine + Duration.FromHours(24.5), new LocalDate(2026, 11, 23), "h1", Nine));

        Assert.Equal(HoldStanding.GivenUp, visit.StandingOf("h1"));
        Assert.Equal(HoldStanding.Owned, visit.StandingOf("h2"));
        Assert.Equal(1, visit.Sequence);
    }

    [Fact]
    public void A_stream_of_lapsed_holds_alone_is_no_visit()
    {
        var visit = Given.Visit(new HoldLapsed("h1"));

        Assert.False(visit.Exists);
        Assert.Equal(HoldStanding.Lapsed, visit.StandingOf("h1"));
    }
}
