using NodaTime;
using VetVisits.Journal;
using VetVisits.Readings;
using VetVisits.Triage;
using static VetVisits.Tests.Readings.Home;

namespace VetVisits.Tests.Readings;

public sealed class ReadingDayTests
{
    [Fact]
    public void A_device_that_chatters_does_not_shut_the_owner_out()
    {
        var day = Enumerable.Range(0, ReadingDay.MostCommitsOfDevices).Aggregate(ReadingDay.None, (d, i) => After(d, "device:collar-1", One(i)));
        Assert.Equal(ReadingDay.Full, Assert.IsType<Decision.Refused>(Take(day, "device:collar-1", One(5000))).Refusal);
        Assert.IsType<Decision.Happened>(Take(day, "owner:olga", One(5000)));
    }

    [Fact]
    public void A_stream_never_grows_over_five_hundred_commits()
    {
        var day = Enumerable.Range(0, ReadingDay.MostCommits).Aggregate(ReadingDay.None, (d, i) => After(d, "owner:olga", One(i)));
        Assert.Equal(500, day.Commits);
        Assert.IsType<Decision.Refused>(Take(day, "owner:olga", One(5000)));
        Assert.IsType<Decision.Already>(Take(day, "owner:olga", One(3)));
    }

    [Fact]
    public void A_day_holds_five_thousand_readings_at_most()
    {
        var day = Enumerable.Range(0, 5).Aggregate(ReadingDay.None, (d, i) => After(d, "device:c", [.. Enumerable.Range(i * 1000, 1000).SelectMany(One)]));
        Assert.Equal(ReadingDay.MostReadings, day.ById.Count);
        Assert.IsType<Decision.Refused>(Take(day, "owner:olga", One(9000)));
    }

    [Fact]
    public void Each_measure_of_a_batch_is_told_at_its_own_level_so_that_a_worse_one_that_follows_is_heard()
    {
        var day = After(ReadingDay.None, "owner:olga", [Ringing("r1", "heart-rate", Level.Emergency), Ringing("r2", "temperature", Level.UrgentSameDay)]);

        Assert.Equal((Level.Emergency, Level.UrgentSameDay), (day.Told["heart-rate"].Level, day.Told["temperature"].Level));
        var worse = Raised(Take(day, "owner:olga", [Ringing("r3", "temperature", Level.Emergency)]));
        Assert.Equal((Level.Emergency, "temperature"), (worse!.Level, Assert.Single(worse.Kinds)));
        Assert.Null(Raised(Take(day, "owner:olga", [Ringing("r4", "temperature", Level.UrgentSameDay)])));
        Assert.Null(Raised(Take(day, "owner:olga", [Ringing("r5", "heart-rate", Level.Emergency)])));
    }

    [Fact]
    public void A_measure_that_did_not_ring_before_is_heard_beside_one_that_did()
    {
        var day = After(ReadingDay.None, "owner:olga", [Ringing("r1", "heart-rate", Level.Emergency)]);
        var raised = Raised(Take(day, "owner:olga", [Ringing("r2", "heart-rate", Level.Emergency), Ringing("r3", "temperature", Level.UrgentSameDay)]))!;
        Assert.Equal((Level.UrgentSameDay, "temperature", "r3"), (raised.Level, Assert.Single(raised.Kinds), raised.ReadingId));
    }

    private static Reading Ringing(string id, string kind, Level level) => new(id, kind, 40, "x", Noon - Duration.FromMinutes(1), Alarm: new(level, ["why"], []));

    private static AlarmRaised? Raised(Decision decision) => Assert.IsType<ReadingsTaken>(Assert.Single(Assert.IsType<Decision.Happened>(decision).Events)).Raised;

    private static Reading[] One(int n) => [new($"r{n}", "heart-rate", 90, "/min", Noon - Duration.FromSeconds(n))];

    private static Decision Take(ReadingDay day, string by, Reading[] readings) => day.Take(by, readings, "hash", null, Noon);

    private static ReadingDay After(ReadingDay day, string by, Reading[] readings) =>
        Assert.IsType<Decision.Happened>(Take(day, by, readings)).Events.Aggregate(day, (d, e) => ReadingDay.Fold.Evolve(d, e, Noon));
}
