using VetVisits.Local.Demo;
using VetVisits.Photos.Measuring;

namespace VetVisits.Tests.Photos;

public sealed class MeasuringTests
{
    private static readonly (double Across, double Down) Wound = (9, 6);
    private static readonly double TrueArea = Math.PI * 9 * 6;

    public static TheoryData<double, double, double> Views => new()
    {
        { 0, 0, 0 }, { 0, 0, 37 }, { 5, 10, 90 }, { 10, 200, 250 }, { 15, 90, 300 }, { 19, 0, 0 }, { 19, 120, 45 }, { 19, 270, 135 },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void Corners_are_found_within_half_a_pixel_and_areas_within_three_percent(double tilt, double towards, double turn)
    {
        var shooting = new Shooting(1200, 900, PixelsPerMillimetre: 6.8, tilt, towards, turn);
        var rgb = Renderings.Skin(shooting, Wound, markerAt: (6, -15));
        var (measured, marker, why) = Measure.Of(rgb, 1200, 900, Renderings.Outline(shooting, Wound));
        Assert.True(measured is not null, why?.Code);
        var expected = ((Point[])[new(6, -15), new(36, -15), new(36, 15), new(6, 15)]).Select(shooting.Camera.Map).ToList();
        for (var i = 0; i < 4; i++) Assert.True(marker!.Corners[i].To(expected[i]) < 0.5, $"corner {i} is off by {marker.Corners[i].To(expected[i]):0.00} px");
        Assert.InRange(measured.AreaMm2 / TrueArea, 0.97, 1.03);
        Assert.InRange(measured.LongestMm, 18 * 0.98, 18 * 1.02);
        Assert.InRange(measured.WidestMm, 12 * 0.97, 12 * 1.03);
        Assert.InRange(measured.Tilt, tilt - 3, tilt + 3);
        Assert.InRange(measured.PixelsPerMillimetre, 5.5, 8);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(12, 60)]
    [InlineData(18, 200)]
    public void With_noise_blur_and_JPEG_80_areas_are_within_ten_percent(double tilt, double towards)
    {
        var shooting = new Shooting(1600, 1200, PixelsPerMillimetre: 10, tilt, towards, Turn: 12, Light: 0.6, Noise: 9);
        using var sharp = PhonePhoto.Image(Renderings.Skin(shooting, Wound), 1600, 1200);
        using var blurred = new VetVisits.Photos.Vips.Operation("gaussblur").Set("in", sharp).Set("sigma", "1.6").Image();
        var jpeg = new VetVisits.Photos.Vips.Operation("jpegsave_buffer").Set("in", blurred).Set("Q", 80).Bytes();
        var rgb = DarkroomTests.Pixels(jpeg, out var width, out var height);
        var (measured, _, why) = Measure.Of(rgb, width, height, Renderings.Outline(shooting, Wound));
        Assert.True(measured is not null, why?.Code);
        Assert.InRange(measured.AreaMm2 / TrueArea, 0.9, 1.1);
        Assert.InRange(measured.AreaMm2 / TrueArea, 1 - measured.Error, 1 + measured.Error);
    }

    [Fact]
    public void What_cannot_be_measured_says_why()
    {
        Assert.Equal(Measure.Tilted, Why(new Shooting(1200, 900, 8, Tilt: 27, Towards: 90)));
        Assert.Equal(Measure.MarkerSmall, Why(new Shooting(800, 600, 1.7, Noise: 0)));
        Assert.Equal(Measure.NoMarker, Why(new Shooting(800, 600, 6), marker: false));
        Assert.Equal(Measure.NoMarker, Why(new Shooting(800, 600, 15))); // runs out of the picture
        Assert.Equal(Measure.Far, Why(new Shooting(1200, 900, 3.5), at: (80, 40)));
        var shooting = new Shooting(1600, 1200, 11);
        var rgb = Renderings.Skin(shooting, Wound);
        Assert.Equal(Measure.OutlineWrong, Measure.Of(rgb, 1600, 1200, [new(1, 1), new(2, 2)]).Why);
        Assert.Equal(Measure.OutlineWrong, Measure.Of(rgb, 1600, 1200, [new(10, 10), new(100, 100), new(100, 10), new(10, 100)]).Why);
        Assert.Equal(Measure.OutlineWrong, Measure.Of(rgb, 1600, 1200, [new(10, 10), new(2000, 10), new(10, 100)]).Why);
        // A hand over the end of the line.
        var (left, top) = shooting.Camera.Map(14 + 44, -12 + 30);
        for (var y = (int)top; y < Math.Min(1200, (int)top + 120); y++)
            for (var x = (int)left; x < Math.Min(1600, (int)left + 160); x++)
                (rgb[((y * 1600) + x) * 3], rgb[(((y * 1600) + x) * 3) + 1], rgb[(((y * 1600) + x) * 3) + 2]) = (190, 150, 130);
        Assert.Equal(Measure.LineWrong, Measure.Of(rgb, 1600, 1200, Renderings.Outline(shooting, Wound)).Why);
    }

    [Fact]
    public void Redness_is_relative_and_neither_light_nor_a_colour_cast_moves_it()
    {
        double Red(double angry, double light = 1, double cast = 1)
        {
            var shooting = new Shooting(1200, 900, 8, Light: light);
            var rgb = Renderings.Skin(shooting, Wound, angry);
            if (cast != 1)
                for (var i = 2; i < rgb.Length; i += 3) rgb[i] = Curve(Line(rgb[i]) * cast);
            return Measure.Of(rgb, 1200, 900, Renderings.Outline(shooting, Wound)).Measured!.Redness!.Value;
        }
        var plain = Red(0.5);
        Assert.True(plain > 10, $"{plain}");
        Assert.InRange(Red(0.5, light: 0.7), plain - 1.5, plain + 1.5);
        Assert.InRange(Red(0.5, cast: 0.9), plain - 1.5, plain + 1.5);
        Assert.True(Red(0.95) > plain + 2);

        static double Line(byte level) => Math.Pow(level / 255.0, 2.2);
        static byte Curve(double light) => (byte)Math.Round(255 * Math.Pow(light, 1 / 2.2));
    }

    [Fact]
    public void The_markers_code_is_told_from_its_own_turns_and_the_page_is_true_to_size()
    {
        var code = MarkerPage.Code.SelectMany(row => row).ToArray();
        for (var turn = 1; turn < 4; turn++)
        {
            var turned = code;
            for (var t = 0; t < turn; t++) turned = [.. Enumerable.Range(0, 16).Select(i => turned[((3 - (i % 4)) * 4) + (i / 4)])];
            Assert.True(code.Zip(turned).Count(p => p.First != p.Second) >= 8);
        }
        Assert.Contains("width=\"90mm\" height=\"70mm\" viewBox=\"-14 -14 90 70\"", MarkerPage.Svg(), StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(MarkerPage.Svg());
    }

    [Fact]
    public void A_homography_and_its_inverse_undo_each_other_and_go_through_their_points()
    {
        var camera = new Shooting(1600, 1200, 11, 15, 70, 30).Camera;
        var random = new Random(3);
        for (var i = 0; i < 100; i++)
        {
            var p = new Point((random.NextDouble() * 80) - 40, (random.NextDouble() * 80) - 40);
            Assert.True(camera.Inverse().Map(camera.Map(p)).To(p) < 1e-6);
        }
        Point[] four = [new(0, 0), new(30, 0), new(30, 30), new(0, 30)];
        var again = Homography.Through(four, [.. four.Select(camera.Map)])!.Value;
        Assert.True(again.Map(new Point(-20, 45)).To(camera.Map(new Point(-20, 45))) < 1e-6);
        Assert.Null(Homography.Through([new(0, 0), new(1, 1), new(2, 2), new(3, 3)], four));
        Assert.InRange(camera.Tilt(1600, 1200), 14.9, 15.1);
    }

    private static Unmeasurable? Why(Shooting shooting, bool marker = true, (double, double)? at = null) =>
        Measure.Of(Renderings.Skin(shooting, Wound, marker: marker, markerAt: at), shooting.Width, shooting.Height, Renderings.Outline(shooting, (3, 2))).Why;
}
