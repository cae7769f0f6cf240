namespace VetVisits.Photos.Judging;

/// <summary>Whether a vet can work with the photo; a later one is worse.</summary>
public enum Verdict
{
    Good,
    Usable,
    Retake,
}

/// <summary>One thing that is not right with a photo: its code, what it leads to, and plain words with a tip for the owner.</summary>
public sealed record Finding(string Code, Verdict Verdict, string Words, string Tip);

/// <summary>What a photo is judged by.</summary>
/// <param name="Taken">Whether the camera's clock was in the file; a screenshot has none.</param>
/// <param name="Series">The figures of the other photos of the same series, of the same algorithm.</param>
public sealed record Judged(Figures Figures, int Width, int Height, bool Taken, IReadOnlyList<Figures> Series);

/// <summary>
/// From figures to a verdict. Sharpness is never judged by one threshold: a sharp photo of smooth shaved skin has less of it than a blurred one of fur.
/// It is compared within a series, and between the parts of one picture. Pure.
/// </summary>
public static class Judge
{
    // A change of any of these raises Figures.Version, which is kept with every verdict.
    private const int SmallestSide = 640, SmallSide = 1000;
    private const double BlackMean = 32, DarkMean = 60, BlackShare = 0.6, GlareShare = 0.08, BurntShare = 0.5, FlatContrast = 5, Grainy = 9, ScreenShare = 0.7;
    private const double MuchBlurrier = 0.1, Blurrier = 0.35, CentreToEdge = 0.06, TexturedEdge = 400;

    private static readonly (Finding Finding, Func<Judged, bool> Holds)[] Rules =
    [
        (new("too-dark", Verdict.Retake, "The photo is too dark to see the skin.", "Take it by a window or under a bright lamp, without the sun behind the animal."),
            p => p.Figures.Luminance < BlackMean || p.Figures.Dark > BlackShare),
        (new("dark", Verdict.Usable, "The photo is rather dark.", "More light helps: stand near a window or turn on a second lamp."),
            p => p.Figures.Luminance is >= BlackMean and < DarkMean && p.Figures.Dark <= BlackShare),
        (new("burnt-out", Verdict.Retake, "Most of the photo is burnt out to white.", "Turn the flash off and step out of direct sun."),
            p => p.Figures.Bright > BurntShare),
        (new("glare", Verdict.Usable, "A bright patch hides part of the photo.", "Turn the flash off, or tilt the phone until the shine is gone."),
            p => p.Figures.Bright is > GlareShare and <= BurntShare),
        (new("nothing-to-see", Verdict.Retake, "The photo shows one even surface.", "Check that nothing covers the lens, and that the spot is in the picture."),
            p => p.Figures.Contrast < FlatContrast),
        (new("too-few-pixels", Verdict.Retake, "The picture is too small to look closer.", "Send the photo as the camera took it: choose \"actual size\" or \"original\" when sharing."),
            p => Math.Max(p.Width, p.Height) < SmallestSide),
        (new("few-pixels", Verdict.Usable, "The picture is small.", "Send the original photo rather than a reduced copy, and go closer to the spot."),
            p => Math.Max(p.Width, p.Height) is >= SmallestSide and < SmallSide),
        (new("screenshot", Verdict.Usable, "This looks like a screenshot.", "Send the photo itself; a screenshot loses detail."),
            p => !p.Taken && p.Figures.Flat > ScreenShare),
        (new("grainy", Verdict.Usable, "The photo is grainy.", "More light makes it clearer."),
            p => p.Figures.Noise > Grainy),
        (new("much-blurrier", Verdict.Retake, "Another photo of this series is much sharper.", "Hold the phone with both hands, tap on the spot to focus, and wait a moment before you press."),
            p => Sharpest(p) is { } best && p.Figures.Sharpness < MuchBlurrier * best),
        (new("blurrier", Verdict.Usable, "Another photo of this series is sharper.", "Tap on the spot to focus and hold still."),
            p => Sharpest(p) is { } best && p.Figures.Sharpness >= MuchBlurrier * best && p.Figures.Sharpness < Blurrier * best),
        (new("focus-elsewhere", Verdict.Usable, "The middle of the photo is less sharp than its border.", "Put the spot in the middle and tap on it to focus; if it stays blurred, go a little further away."),
            p => p.Figures.EdgeSharpness > TexturedEdge && p.Figures.CentreSharpness < CentreToEdge * p.Figures.EdgeSharpness),
    ];

    public static IReadOnlyList<Finding> Findings { get; } = [.. Rules.Select(rule => rule.Finding)];

    public static PhotoJudged Of(Judged photo)
    {
        var found = Rules.Where(rule => rule.Holds(photo)).Select(rule => rule.Finding).ToList();
        var verdict = found.Select(finding => finding.Verdict).DefaultIfEmpty(Verdict.Good).Max();
        return new PhotoJudged(verdict, [.. found.OrderByDescending(f => f.Verdict).Select(f => f.Code)], photo.Figures);
    }

    public static Finding? Named(string code) => Findings.FirstOrDefault(finding => finding.Code == code);

    private static double? Sharpest(Judged photo)
    {
        var others = photo.Series.Where(figures => figures.Algorithm == photo.Figures.Algorithm).ToList();
        return others.Count == 0 ? null : others.Max(figures => figures.Sharpness);
    }
}
