using NodaTime;
using VetVisits.Journal;
using VetVisits.Readings;
using static VetVisits.Tests.Readings.Home;

namespace VetVisits.Tests.Readings;

public sealed class ReadingHistoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task Pages_give_each_reading_once_latest_first_over_any_gap(int limit)
    {
        await using var home = await Home.Open();
        // Two at one moment, several on one day, and a gap longer than a page looks.
        var times = new[] { 0, 0, 1, 2, 25, 26, 24 * 9, 24 * 100, (24 * 100) + 1, 24 * 300 }.Select(h => Noon - Duration.FromHours(h)).ToList();
        for (var i = 0; i < times.Count; i++) await home.Take(Owner, Row("heart-rate", 90 + i, times[i], $"r{i}"));

        var (all, cursor, pages) = (new List<ReadingView>(), (string?)null, 0);
        do
        {
            var page = await home.History.Page("rex", new(), new(Noon - Duration.FromDays(365), Noon + Duration.FromSeconds(1)), cursor, limit, default);
            Assert.InRange(page.Readings.Count, 0, limit);
            all.AddRange(page.Readings);
            cursor = page.Cursor;
        }
        while (cursor is not null && ++pages < 50);

        Assert.Null(cursor);
        Assert.Equal(times.Count, all.Select(r => r.ReadingId).Distinct().Count());
        Assert.Equal(times, all.Select(r => r.At));
    }

    [Fact]
    public async Task A_range_and_a_kind_are_kept_to()
    {
        await using var home = await Home.Open();
        await home.Take(Owner, Row("heart-rate", 90, Noon), Row("respiratory-rate", 20, Noon), Row("heart-rate", 91, Noon - Duration.FromHours(2)), Row("heart-rate", 92, Noon - Duration.FromHours(4)));
        var page = await home.History.Page("rex", new("heart-rate"), new(Noon - Duration.FromHours(2), Noon), null, 10, default);
        Assert.Equal([91m], page.Readings.Select(r => r.Value));
        Assert.Equal([92m, 91m], (await home.History.Series("rex", "heart-rate", new(Noon - Duration.FromDays(1), Noon), default)).Select(r => r.Value));
    }

    [Fact]
    public async Task Alarms_alone_can_be_asked_for()
    {
        await using var home = await Home.Open();
        await home.Take(Collar, Row("respiratory-rate", 20, Noon), Row("respiratory-rate", 60, Noon - Duration.FromMinutes(1)));
        var page = await home.History.Page("rex", new(Alarms: true), new(Noon - Duration.FromDays(1), Noon + Duration.FromDays(1)), null, 10, default);
        Assert.Equal(60, Assert.Single(page.Readings).Value);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("fn4")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OX54")]
    public async Task A_made_up_cursor_is_refused(string cursor)
    {
        await using var home = await Home.Open();
        var no = await Assert.ThrowsAsync<RefusedException>(() => home.History.Page("rex", new(), new(Noon - Duration.FromDays(1), Noon), cursor, 10, default));
        Assert.Equal("cursor-invalid", no.Refusal.Code);
    }
}
