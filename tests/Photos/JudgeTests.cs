using VetVisits.Local.Demo;
using VetVisits.Photos;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Judging;
using VetVisits.Photos.Vips;

namespace VetVisits.Tests.Photos;

public sealed class JudgeTests
{
    private static readonly Figures Fine = new(Figures.Version, 128, 45, 0.01, 0.01, 300, 300, 500, 2, 0.05);

    [Fact]
    public void A_photo_in_good_light_is_good()
    {
        Assert.Equal(Verdict.Good, Of(Fine).Verdict);
        Assert.Empty(Of(Fine).Findings);
        var rendered = Develop(new Shooting(1600, 1200));
        Assert.Equal(Verdict.Good, rendered.Verdict);
    }

    [Theory]
    [InlineData("too-dark", Verdict.Retake)]
    [InlineData("dark", Verdict.Usable)]
    [InlineData("burnt-out", Verdict.Retake)]
    [InlineData("glare", Verdict.Usable)]
    [InlineData("nothing-to-see", Verdict.Retake)]
    [InlineData("screenshot", Verdict.Usable)]
    [InlineData("grainy", Verdict.Usable)]
    [InlineData("focus-elsewhere", Verdict.Usable)]
    public void What_is_wrong_is_named_with_words_and_a_tip(string code, Verdict verdict)
    {
        var figures = code switch
        {
            "too-dark" => Fine with { Luminance = 15, Dark = 0.7 },
            "dark" => Fine with { Luminance = 45 },
            "burnt-out" => Fine with { Bright = 0.6 },
            "glare" => Fine with { Bright = 0.15 },
            "nothing-to-see" => Fine with { Contrast = 2 },
            "screenshot" => Fine with { Flat = 0.9 },
            "grainy" => Fine with { Noise = 14 },
            _ => Fine with { EdgeSharpness = 2000, CentreSharpness = 40 },
        };
        var judged = Judge.Of(new Judged(figures, 2000, 1500, Taken: code != "screenshot", []));
        Assert.Equal((verdict, code), (judged.Verdict, Assert.Single(judged.Findings)));
        var finding = Judge.Named(code)!;
        Assert.All([finding.Words, finding.Tip], words => Assert.EndsWith(".", words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_small_picture_is_usable_and_a_tiny_one_is_not()
    {
        Assert.Equal(Verdict.Usable, Judge.Of(new Judged(Fine, 900, 700, true, [])).Verdict);
        Assert.Equal(Verdict.Retake, Judge.Of(new Judged(Fine, 500, 400, true, [])).Verdict);
    }

    [Fact]
    public void A_smooth_surface_is_not_called_blurred_for_want_of_texture() =>
        Assert.Equal(Verdict.Good, Of(Fine with { Sharpness = 5, CentreSharpness = 5, EdgeSharpness = 7 }).Verdict);

    [Fact]
    public void Sharpness_is_compared_within_a_series_and_only_by_the_same_algorithm()
    {
        Assert.Equal("blurrier", Assert.Single(Of(Fine with { Sharpness = 80 }, Fine).Findings));
        Assert.Equal(Verdict.Retake, Of(Fine with { Sharpness = 20 }, Fine).Verdict);
        Assert.Equal(Verdict.Good, Of(Fine with { Sharpness = 20 }, Fine with { Algorithm = Figures.Version + 1 }).Verdict);
    }

    [Fact]
    public void The_figures_see_darkness_blur_and_noise_in_our_own_pictures()
    {
        var sharp = Figure(new Shooting(1024, 768), 0);
        var blurred = Figure(new Shooting(1024, 768), 3);
        var more = Figure(new Shooting(1024, 768), 6);
        Assert.True(sharp.Sharpness > 2 * blurred.Sharpness && blurred.Sharpness > more.Sharpness, $"{sharp.Sharpness} {blurred.Sharpness} {more.Sharpness}");
        Assert.True(Figure(new Shooting(1024, 768, Light: 0.02), 0).Luminance < 40);
        Assert.True(Figure(new Shooting(512, 384, Noise: 14), 0).Noise > 2 * Figure(new Shooting(512, 384, Noise: 0), 0).Noise);
        Assert.Contains("too-dark", Develop(new Shooting(1024, 768, Light: 0.01)).Findings);
    }

    private static PhotoJudged Of(Figures figures, params Figures[] series) => Judge.Of(new Judged(figures, 2000, 1500, true, series));

    private static PhotoJudged Develop(Shooting shooting)
    {
        var done = DarkroomTests.Done(PhonePhoto.Jpeg(Renderings.Skin(shooting, (8, 5)), shooting.Width, shooting.Height, 1, TestPictures.Noon));
        return Judge.Of(new Judged(done.Figures, done.Facts.Width, done.Facts.Height, true, []));
    }

    private static Figures Figure(Shooting shooting, double blur)
    {
        using var image = PhonePhoto.Image(Renderings.Skin(shooting, (8, 5), marker: false), shooting.Width, shooting.Height);
        using var seen = blur == 0 ? new Operation("copy").Set("in", image).Image()
            : new Operation("gaussblur").Set("in", image).Set("sigma", blur.ToString(System.Globalization.CultureInfo.InvariantCulture)).Image();
        using var sample = Print.Fit(seen, Figures.Side);
        return Figures.Of(sample.Bytes(), sample.Width, sample.Height);
    }
}
