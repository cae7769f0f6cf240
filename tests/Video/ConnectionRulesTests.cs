using FsCheck.Xunit;
using VetVisits.Video;

namespace VetVisits.Tests.Video;

public sealed class ConnectionRulesTests
{
    private static readonly Measured Fine = new(true, true, true, "Chromium 156", 2000, 8000, 60, 8, 0);

    [Fact]
    public void Everything_fine_is_good_and_needs_no_tip() =>
        Assert.Equal((ConnectionVerdict.Good, 0), (ConnectionRules.Judge(Fine).Verdict, ConnectionRules.Judge(Fine).Tips.Count));

    [Fact]
    public void No_camera_leaves_the_voice() => Assert.Equal(ConnectionVerdict.AudioOnly, ConnectionRules.Judge(Fine with { Camera = false }).Verdict);

    [Fact]
    public void No_microphone_means_the_telephone() => Assert.Equal(ConnectionVerdict.PhoneInstead, ConnectionRules.Judge(Fine with { Microphone = false }).Verdict);

    [Fact]
    public void A_slow_upload_leaves_the_voice_and_a_very_slow_one_the_telephone()
    {
        Assert.Equal(ConnectionVerdict.AudioOnly, ConnectionRules.Judge(Fine with { UpKbit = 200 }).Verdict);
        Assert.Equal(ConnectionVerdict.PhoneInstead, ConnectionRules.Judge(Fine with { UpKbit = 40 }).Verdict);
    }

    [Fact]
    public void What_was_not_measured_is_not_good() => Assert.Equal(ConnectionVerdict.AudioOnly, ConnectionRules.Judge(Fine with { UpKbit = null }).Verdict);

    [Property]
    public bool A_worse_line_never_gets_a_better_verdict(byte loss, ushort roundTrip, ushort up, byte more)
    {
        var line = Fine with { LossPercent = loss % 100, RoundTripMs = roundTrip, UpKbit = up };
        var worse = line with { LossPercent = Math.Min(100, line.LossPercent!.Value + more), RoundTripMs = roundTrip + more, UpKbit = Math.Max(0, up - more) };
        return ConnectionRules.Judge(worse).Verdict >= ConnectionRules.Judge(line).Verdict;
    }
}
