using VetVisits.Photos.Measuring;

namespace VetVisits.Local.Demo;

/// <summary>How a picture is taken: where the camera stands over the skin, and in what light.</summary>
/// <param name="PixelsPerMillimetre">At the middle of the picture.</param>
/// <param name="Tilt">Degrees away from straight above, to the side that <paramref name="Towards"/> (degrees) says.</param>
/// <param name="Turn">Degrees that the camera is turned about its own axis.</param>
/// <param name="Light">1 is right; 0.1 is a dark room.</param>
/// <param name="Noise">Standard deviation of the sensor's noise, 0 to 255.</param>
public sealed record Shooting(int Width, int Height, double PixelsPerMillimetre = 12, double Tilt = 0, double Towards = 30, double Turn = 0, double Light = 1, double Noise = 1.5, int Seed = 1)
{
    /// <summary>From millimetres on the skin (0, 0 in the middle) to pixels.</summary>
    public Homography Camera
    {
        get
        {
            var focal = Homography.FocalLength(Width, Height);
            var distance = focal / PixelsPerMillimetre;
            var (tilt, towards, turn) = (Tilt * Math.PI / 180, Towards * Math.PI / 180, Turn * Math.PI / 180);
            // The plane is tilted about an axis in it; then the camera is turned.
            double ax = Math.Cos(towards), ay = Math.Sin(towards), c = Math.Cos(tilt), s = Math.Sin(tilt), cr = Math.Cos(turn), sr = Math.Sin(turn);
            double[] first = [c + (ax * ax * (1 - c)), ax * ay * (1 - c), -ay * s];
            double[] second = [ax * ay * (1 - c), c + (ay * ay * (1 - c)), ax * s];
            double[] x = [(cr * first[0]) - (sr * first[1]), (cr * second[0]) - (sr * second[1]), 0];
            double[] y = [(sr * first[0]) + (cr * first[1]), (sr * second[0]) + (cr * second[1]), 0];
            return new Homography(
                (focal * x[0]) + (Width / 2.0 * first[2]), (focal * x[1]) + (Width / 2.0 * second[2]), Width / 2.0 * distance,
                (focal * y[0]) + (Height / 2.0 * first[2]), (focal * y[1]) + (Height / 2.0 * second[2]), Height / 2.0 * distance,
                first[2], second[2], distance);
        }
    }
}

/// <summary>
/// Pictures of our own for the demo and the tests: a cat's shaved skin with a wound, computed point by point, so that every length in them is known.
/// They show no real animal. Licence: Apache-2.0, as the rest of this repository.
/// </summary>
public static class Renderings
{
    /// <summary>Where the marker's corner lies, in millimetres from the middle.</summary>
    private const double MarkerLeft = 14, MarkerTop = -12;

    /// <summary>From linear light to the levels of sRGB.</summary>
    private static readonly double[] Curve =
        [.. Enumerable.Range(0, 16384).Select(i => i / 16383.0).Select(light => 255 * (light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055))];

    /// <param name="wound">Half axes of the wound in millimetres; 0 for healthy skin.</param>
    /// <param name="angry">How red it is, 0 to 1.</param>
    public static byte[] Skin(Shooting shooting, (double Across, double Down) wound, double angry = 0.7, bool marker = true, (double X, double Y)? markerAt = null)
    {
        var (width, height) = (shooting.Width, shooting.Height);
        var rgb = new byte[width * height * 3];
        var toSkin = shooting.Camera.Inverse();
        var at = markerAt ?? (MarkerLeft, MarkerTop);
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = 2 }, row =>
        {
            var noise = unchecked((uint)((shooting.Seed * 7919) + (row * 104729)) | 1);
            for (var column = 0; column < width; column++)
            {
                var (red, green, blue) = Pixel(toSkin, column, row, wound, angry, marker ? at : null, shooting.Seed);
                // Light falls off a little to one side.
                var light = shooting.Light * (1 - (0.15 * column / width));
                var to = ((row * width) + column) * 3;
                rgb[to] = Sensor(red * light, ref noise, shooting.Noise);
                rgb[to + 1] = Sensor(green * light, ref noise, shooting.Noise);
                rgb[to + 2] = Sensor(blue * light, ref noise, shooting.Noise);
            }
        });
        return rgb;
    }

    /// <summary>The outline of the wound in the picture's pixels.</summary>
    public static IReadOnlyList<Point> Outline(Shooting shooting, (double Across, double Down) wound, int points = 60) =>
        [.. Enumerable.Range(0, points).Select(i => i * 2 * Math.PI / points).Select(a => shooting.Camera.Map(new Point(-10 + (wound.Across * Math.Cos(a)), wound.Down * Math.Sin(a))))];

    /// <summary>One sample inside a surface, four where an edge runs through the pixel: edges as a lens would show them.</summary>
    private static (double Red, double Green, double Blue) Pixel(
        Homography toSkin, int column, int row, (double Across, double Down) wound, double angry, (double X, double Y)? marker, int seed)
    {
        // Most pixels lie on skin alone: beyond half a millimetre from paper and rim no edge can run through them.
        var (mx, my) = toSkin.Map(column + 0.5, row + 0.5);
        if ((marker is not { } card || !Near(mx - card.X, my - card.Y)) && Math.Abs(Inside(mx, my, wound) - 1) > 0.2) return Surface(mx, my, wound, angry, seed);
        double red = 0, green = 0, blue = 0, first = double.NaN;
        for (var sample = 0; sample < 4; sample++)
        {
            var (x, y) = toSkin.Map(column + 0.25 + (0.5 * (sample & 1)), row + 0.25 + (0.5 * (sample >> 1)));
            var paper = marker is { } at ? MarkerPage.Shade(x - at.X, y - at.Y) : null;
            var kind = paper ?? (Inside(x, y, wound) < 1 ? -1 : -2);
            var (r, g, b) = paper is { } shade ? Paper(shade) : sample > 0 && kind == first ? (red / sample, green / sample, blue / sample) : Surface(x, y, wound, angry, seed);
            (red, green, blue) = (red + r, green + g, blue + b);
            if (sample == 0) first = kind;
        }
        return (red / 4, green / 4, blue / 4);
    }

    private static bool Near(double x, double y) =>
        x > MarkerPage.CardLeft - 0.5 && x < MarkerPage.CardRight + 0.5 && y > MarkerPage.CardTop - 0.5 && y < MarkerPage.CardBottom + 0.5;

    /// <summary>Linear light of the paper: a little less than white.</summary>
    private static (double Red, double Green, double Blue) Paper(double shade) => (shade * 0.85, shade * 0.85, shade * 0.85);

    /// <summary>How far from the wound's middle, 1 being its border.</summary>
    private static double Inside(double x, double y, (double Across, double Down) wound)
    {
        if (wound.Across <= 0 || wound.Down <= 0) return double.MaxValue;
        double dx = (x + 10) / wound.Across, dy = y / wound.Down;
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    private static (double Red, double Green, double Blue) Surface(double x, double y, (double Across, double Down) wound, double angry, int seed)
    {
        // Short fur: streaks that follow a slow swirl, over skin with pores.
        var swirl = 0.6 * Math.Sin((x + (2 * y)) / 40);
        var streak = Grain((x * Math.Cos(swirl) * 4) + seed, (x * Math.Sin(swirl)) + (y * 0.6)) - 0.5;
        var pore = Grain(x * 7, (y * 7) + seed) - 0.5;
        double red = 0.50 + (0.16 * streak) + (0.05 * pore), green = 0.36 + (0.14 * streak) + (0.05 * pore), blue = 0.30 + (0.12 * streak) + (0.05 * pore);
        var from = Inside(x, y, wound);
        if (from < 1)
        {
            var wet = Grain(x * 3, y * 3) - 0.5;
            return (0.42 + (0.10 * wet), (0.10 * (1 - (angry / 2))) + (0.05 * wet), 0.09 + (0.04 * wet));
        }
        if (from > 3) return (red, green, blue);
        // Reddened skin around it fades out.
        var halo = angry * Math.Exp(-(from - 1) * 4);
        return (red, green * (1 - (0.5 * halo)), blue * (1 - (0.45 * halo)));
    }

    /// <summary>Smooth noise, 0 to 1, the same for the same place.</summary>
    private static double Grain(double x, double y)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        double fx = x - left, fy = y - top;
        fx = fx * fx * (3 - (2 * fx));
        fy = fy * fy * (3 - (2 * fy));
        double a = Corner(left, top), b = Corner(left + 1, top), c = Corner(left, top + 1), d = Corner(left + 1, top + 1);
        var above = a + (fx * (b - a));
        return above + (fy * (c + (fx * (d - c)) - above));
    }

    private static double Corner(int x, int y)
    {
        unchecked
        {
            var hash = ((uint)x * 374761393u) + ((uint)y * 668265263u);
            hash = (hash ^ (hash >> 13)) * 1274126177u;
            return ((hash ^ (hash >> 16)) & 0xFFFF) / 65535.0;
        }
    }

    private static byte Sensor(double light, ref uint noise, double deviation)
    {
        var value = Curve[Math.Clamp((int)(light * (Curve.Length - 1)), 0, Curve.Length - 1)];
        // Marsaglia's xorshift; the sum of its four bytes is near enough to a bell, with a deviation of 148.
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        var bell = (int)((noise & 255) + ((noise >> 8) & 255) + ((noise >> 16) & 255) + (noise >> 24)) - 510;
        return (byte)Math.Clamp((int)(value + (bell * deviation / 148) + 0.5), 0, 255);
    }
}
