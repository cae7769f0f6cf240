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
            var noise = new Random((shooting.Seed * 7919) + row);
            for (var column = 0; column < width; column++)
            {
                // Four samples a pixel: edges as a lens would show them.
                double red = 0, green = 0, blue = 0;
                for (var sample = 0; sample < 4; sample++)
                {
                    var (x, y) = toSkin.Map(column + 0.25 + (0.5 * (sample & 1)), row + 0.25 + (0.5 * (sample >> 1)));
                    var (r, g, b) = (marker ? MarkerPage.Shade(x - at.X, y - at.Y) : null) is { } paper ? Paper(paper) : Surface(x, y, wound, angry, shooting.Seed);
                    (red, green, blue) = (red + r, green + g, blue + b);
                }
                // Light falls off a little to one side.
                var light = shooting.Light * (1 - (0.15 * column / width)) / 4;
                var to = ((row * width) + column) * 3;
                rgb[to] = Sensor(red * light, noise, shooting.Noise);
                rgb[to + 1] = Sensor(green * light, noise, shooting.Noise);
                rgb[to + 2] = Sensor(blue * light, noise, shooting.Noise);
            }
        });
        return rgb;
    }

    /// <summary>The outline of the wound in the picture's pixels.</summary>
    public static IReadOnlyList<Point> Outline(Shooting shooting, (double Across, double Down) wound, int points = 60) =>
        [.. Enumerable.Range(0, points).Select(i => i * 2 * Math.PI / points).Select(a => shooting.Camera.Map(new Point(-10 + (wound.Across * Math.Cos(a)), wound.Down * Math.Sin(a))))];

    /// <summary>Linear light of the paper: a little less than white.</summary>
    private static (double Red, double Green, double Blue) Paper(double shade) => (shade * 0.85, shade * 0.85, shade * 0.85);

    private static (double Red, double Green, double Blue) Surface(double x, double y, (double Across, double Down) wound, double angry, int seed)
    {
        // Short fur: streaks that follow a slow swirl, over skin with pores.
        var swirl = 0.6 * Math.Sin((x + (2 * y)) / 40);
        var streak = Grain((x * Math.Cos(swirl) * 4) + seed, (x * Math.Sin(swirl)) + (y * 0.6)) - 0.5;
        var pore = Grain(x * 7, (y * 7) + seed) - 0.5;
        double red = 0.50 + (0.16 * streak) + (0.05 * pore), green = 0.36 + (0.14 * streak) + (0.05 * pore), blue = 0.30 + (0.12 * streak) + (0.05 * pore);
        if (wound.Across <= 0 || wound.Down <= 0) return (red, green, blue);
        double dx = (x + 10) / wound.Across, dy = y / wound.Down, from = Math.Sqrt((dx * dx) + (dy * dy));
        if (from < 1)
        {
            var wet = Grain(x * 3, y * 3) - 0.5;
            return (0.42 + (0.10 * wet), (0.10 * (1 - (angry / 2))) + (0.05 * wet), 0.09 + (0.04 * wet));
        }
        // Reddened skin around it fades out.
        var halo = angry * Math.Exp(-(from - 1) * 4);
        return (red, green * (1 - (0.5 * halo)), blue * (1 - (0.45 * halo)));
    }

    /// <summary>Smooth noise, 0 to 1, the same for the same place.</summary>
    private static double Grain(double x, double y)
    {
        double left = Math.Floor(x), top = Math.Floor(y), fx = x - left, fy = y - top;
        fx = fx * fx * (3 - (2 * fx));
        fy = fy * fy * (3 - (2 * fy));
        double above = Corner(left, top) + (fx * (Corner(left + 1, top) - Corner(left, top)));
        double below = Corner(left, top + 1) + (fx * (Corner(left + 1, top + 1) - Corner(left, top + 1)));
        return above + (fy * (below - above));
    }

    private static double Corner(double x, double y)
    {
        unchecked
        {
            var hash = ((uint)(int)x * 374761393u) + ((uint)(int)y * 668265263u);
            hash = (hash ^ (hash >> 13)) * 1274126177u;
            return ((hash ^ (hash >> 16)) & 0xFFFF) / 65535.0;
        }
    }

    private static byte Sensor(double light, Random noise, double deviation)
    {
        var value = 255 * (light <= 0.0031308 ? 12.92 * Math.Max(0, light) : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055);
        // Sum of three uniforms is near enough to a bell.
        var shake = deviation * 2 * (noise.NextDouble() + noise.NextDouble() + noise.NextDouble() - 1.5);
        return (byte)Math.Clamp(Math.Round(value + shake), 0, 255);
    }
}
