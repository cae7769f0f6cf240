using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Outreach;

namespace VetVisits.Tests.Outreach;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Night = new(new(21, 0), new(8, 0));
    private static readonly DateTimeZone Utc = DateTimeZone.Utc;

    [Theory]
    [InlineData("20:59", false)]
    [InlineData("21:00", true)]
    [InlineData("03:00", true)]
    [InlineData("07:59", true)]
    [InlineData("08:00", false)]
    public void Quiet_hours_may_go_over_midnight(string time, bool quiet) =>
        Assert.Equal(quiet, Night.Covers(At(23, time), Utc));

    [Fact]
    public void A_reminder_in_the_night_waits_for_the_morning() =>
        Assert.Equal(At(24, "08:00"), Night.Around(At(24, "06:30"), At(24, "08:20"), Utc));

    [Fact]
    public void Where_the_morning_is_too_late_it_goes_the_evening_before() =>
        Assert.Equal(At(23, "20:45"), Night.Around(At(24, "06:30"), At(24, "07:20"), Utc));

    [Fact]
    public void Equal_ends_are_no_quiet_hours() => Assert.False(new QuietHours(new(9, 0), new(9, 0)).Covers(At(23, "09:00"), Utc));

    [Property]
    public Property Nobody_is_ever_disturbed_in_any_zone_at_any_time(int minute, byte zone) => Disturbed(minute, zone).ToProperty();

    // Twenty years by minutes; every zone there is.
    private static bool Disturbed(int minute, byte zone)
    {
        var ids = DateTimeZoneProviders.Tzdb.Ids;
        var place = DateTimeZoneProviders.Tzdb[ids[zone * 2 % ids.Count]];
        var at = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(Math.Abs(minute % 10_000_000));
        return !Night.Covers(Night.Around(at, at + Duration.FromHours(1), place), place);
    }

    private static Instant At(int day, string time) => new LocalDateTime(2026, 11, day, int.Parse(time[..2]), int.Parse(time[3..])).InUtc().ToInstant();
}
