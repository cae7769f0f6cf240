namespace VetVisits.Video;

/// <summary>What a client measured before the visit. What it could not measure is left out, and counts as unknown, not as good.</summary>
/// <param name="UpKbit">Upload in kbit/s.</param>
/// <param name="DownKbit">Download in kbit/s.</param>
/// <param name="RoundTripMs">Round trip in milliseconds.</param>
/// <param name="JitterMs">Its variation in milliseconds.</param>
/// <param name="LossPercent">Packets lost, 0 to 100.</param>
public sealed record Measured(
    bool? Camera, bool? Microphone, bool? Speaker, string? Browser, double? UpKbit, double? DownKbit, double? RoundTripMs, double? JitterMs, double? LossPercent);

public enum ConnectionVerdict
{
    Good,
    AudioOnly,
    PhoneInstead,
}

/// <summary>How a connection is judged, with words that tell the owner what to change.</summary>
public sealed record ConnectionJudged(ConnectionVerdict Verdict, IReadOnlyList<string> Tips);

/// <summary>
/// Judges a connection. Thresholds: interactive voice is good under 150 ms one way and poor over 400 ms (ITU-T G.114); a 360p WebRTC picture takes about 500 kbit/s
/// and a voice about 40 kbit/s (RFC 7874 and the browsers' own defaults); above some five percent of loss a picture freezes. Each is doubled for safety where it is cheap.
/// </summary>
public static class ConnectionRules
{
    public const double PictureKbit = 600;
    public const double VoiceKbit = 80;

    public static ConnectionJudged Judge(Measured m)
    {
        List<string> tips = [];
        var verdict = ConnectionVerdict.Good;

        void Needs(ConnectionVerdict at, bool wrong, string tip)
        {
            if (!wrong) return;
            tips.Add(tip);
            if (at > verdict) verdict = at;
        }

        Needs(ConnectionVerdict.PhoneInstead, m.Microphone == false, "The microphone does not work. Allow it in the browser's settings, or plug in a headset.");
        Needs(ConnectionVerdict.PhoneInstead, m.Speaker == false, "No sound comes out. Turn up the volume, or plug in a headset.");
        Needs(ConnectionVerdict.PhoneInstead, m.UpKbit < VoiceKbit || m.DownKbit < VoiceKbit, "The connection is too slow even for a voice. Move closer to the router, or use the phone.");
        Needs(ConnectionVerdict.PhoneInstead, m.RoundTripMs > 800, "The connection answers very slowly. Close other programs, switch between Wi-Fi and mobile data, or use the phone.");
        Needs(ConnectionVerdict.PhoneInstead, m.LossPercent > 15, "Much of what is sent gets lost. Switch between Wi-Fi and mobile data, or use the phone.");
        Needs(ConnectionVerdict.AudioOnly, m.Camera == false, "The camera does not work. Allow it in the browser's settings; photographs before the visit help meanwhile.");
        Needs(ConnectionVerdict.AudioOnly, m.UpKbit < PictureKbit, "The upload is too slow for a picture. Move closer to the router and pause other downloads.");
        Needs(ConnectionVerdict.AudioOnly, m.DownKbit < PictureKbit, "The download is too slow for a picture. Move closer to the router and pause other downloads.");
        Needs(ConnectionVerdict.AudioOnly, m.RoundTripMs > 400, "The connection answers slowly; the picture may stall.");
        Needs(ConnectionVerdict.AudioOnly, m.JitterMs > 60, "The connection is uneven; the picture may stall. A cable or a place nearer to the router helps.");
        Needs(ConnectionVerdict.AudioOnly, m.LossPercent > 5, "Some of what is sent gets lost; the picture may freeze.");
        if (m is { Camera: null } or { Microphone: null } or { UpKbit: null } or { DownKbit: null } or { RoundTripMs: null })
            Needs(ConnectionVerdict.AudioOnly, wrong: true, "Not everything could be measured. Run the test again in the browser that you will use for the visit.");
        return new(verdict, tips);
    }
}
