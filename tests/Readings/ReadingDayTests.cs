using NodaTime;
using VetVisits.Journal;
using VetVisits.Readings;
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

    private static Reading[] One(int n) => [new($"r{n}", "heart-rate", 90, "/min", Noon - Duration.FromSeconds(n))];

    private static Decision Take(ReadingDay day, string by, Reading[] readings) => day.Take(by, readings, "hash", null, Noon);

    private static ReadingDay After(ReadingDay day, string by, Reading[] readings) =>
        Assert.IsType<Decision.Happened>(Take(day, by, readings)).Events.Aggregate(day, (d, e) => ReadingDay.Fold.Evolve(d, e, Noon));
}
