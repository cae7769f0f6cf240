using NodaTime;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Tests.Intake;

public sealed class StandingTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);

    [Fact]
    public void A_milder_second_intake_does_not_open_the_door()
    {
        var intakes = Given((Noon, Taken("a", Level.Emergency)), (Noon + Duration.FromMinutes(5), Taken("b", Level.Routine, suitable: true)));
        Assert.Equal("a", Standing.MostUrgent(intakes, Noon + Duration.FromMinutes(6))!.IntakeId);
    }

    [Fact]
    public void An_intake_that_a_vet_closed_no_longer_stands()
    {
        var intakes = Given(
            (Noon, Taken("a", Level.Emergency)),
            (Noon + Duration.FromMinutes(5), Taken("b", Level.Routine, suitable: true)),
            (Noon + Duration.FromMinutes(9), new IntakeClosed("a", "vet-1", "seen at the clinic, sent home")));
        Assert.Equal("b", Standing.MostUrgent(intakes, Noon + Duration.FromMinutes(10))!.IntakeId);
    }

    [Fact]
    public void An_intake_stands_for_24_hours_and_not_a_second_longer()
    {
        var intakes = Given((Noon, Taken("a", Level.Soon)));
        var day = Duration.FromHours(24);
        Assert.NotNull(Standing.MostUrgent(intakes, Noon + day - Duration.FromSeconds(1)));
        Assert.Null(Standing.MostUrgent(intakes, Noon + day));
    }

    [Fact]
    public void Of_two_intakes_of_one_level_the_one_that_needs_hands_stands()
    {
        var intakes = Given((Noon, Taken("lump", Level.Soon)), (Noon + Duration.FromMinutes(1), Taken("rash", Level.Soon, suitable: true)));
        Assert.False(Standing.MostUrgent(intakes, Noon + Duration.FromMinutes(2))!.TelemedicineSuitable);
    }

    [Fact]
    public void The_last_24_hours_lie_in_the_streams_of_two_UTC_days() =>
        Assert.Equal(["intakes:2026-02-28", "intakes:2026-03-01"], Intakes.Last24h(Instant.FromUtc(2026, 3, 1, 0, 0)).Select(s => s.Value));

    [Fact]
    public void The_same_intake_told_twice_is_one()
    {
        var intakes = Given((Noon, Taken("a", Level.Soon)), (Noon + Duration.FromHours(1), Taken("a", Level.Soon)));
        Assert.Equal(Noon, Assert.Single(intakes.ById).Value.At);
    }

    private static Intakes Given(params (Instant At, Event Happened)[] events) =>
        Intakes.Fold.Of(events.Select((e, i) => new Commit("animal:1", "intakes:2026-11-22", i + 1, e.At, "owner:1", null, [e.Happened])));

    private static IntakeTaken Taken(string id, Level level, bool suitable = false) =>
        new(id, "US-CA", new IntakeAnimal("dog"), null, [new ReportedSign("cough-mild")], null, null, null, new IntakeConsent("2026-11"), null,
            new IntakeAnswer(level, suitable, !suitable, []), "hash");
}
