namespace VetVisits.Photos.Measuring;

/// <summary>
/// Redness, only ever relative: the lesion's mean a* (CIELAB) less that of the healthy skin around it, after the channels are scaled in linear light
/// so that the marker's grey patch is grey. Without the patches there is no number: a 10 % colour cast alone moves it by 2 to 3.
/// </summary>
internal static class Redness
{
    /// <summary>Healthy skin is looked for in a ring so many millimetres outside the outline: beyond the reddened border, before other things begin.</summary>
    private const double RingFrom = 6, RingTo = 11;

    internal static double? Of(byte[] rgb, int width, int height, Marker marker, IReadOnlyList<Point> outline)
    {
        if (Grey(rgb, width, height, marker.Plane) is not { } gains) return null;
        var (centre, reach) = (Polygon.Centre(outline), 0.0);
        foreach (var p in outline) reach = Math.Max(reach, p.To(centre));
        var (inner, outer) = ((reach + RingFrom) / reach, (reach + RingTo) / reach);
        var (near, far) = (Grown(outline, centre, inner), Grown(outline, centre, outer));
        double lesion = 0, skin = 0;
        int lesions = 0, skins = 0;
        var step = Math.Max(0.15, reach / 60);
        for (var y = centre.Y - (reach * outer); y <= centre.Y + (reach * outer); y += step)
        {
            for (var x = centre.X - (reach * outer); x <= centre.X + (reach * outer); x += step)
            {
                var at = new Point(x, y);
                var inside = Polygon.Contains(outline, at);
                if (!inside && (!Polygon.Contains(far, at) || Polygon.Contains(near, at) || MarkerPage.Shade(x, y) is not null)) continue;
                if (Linear(rgb, width, height, marker.Plane.Map(at)) is not { } light) continue;
                var a = Red(light.Red * gains.Red, light.Green * gains.Green, light.Blue * gains.Blue);
                if (inside) (lesion, lesions) = (lesion + a, lesions + 1);
                else (skin, skins) = (skin + a, skins + 1);
            }
        }
        return lesions < 50 || skins < 50 ? null : (lesion / lesions) - (skin / skins);
    }

    /// <summary>What makes the middle patch grey and of its printed lightness; null when a patch is out of view, burnt out or in deep shadow.</summary>
    private static (double Red, double Green, double Blue)? Grey(byte[] rgb, int width, int height, Homography plane)
    {
        var (top, light) = MarkerPage.Patches[1];
        double red = 0, green = 0, blue = 0;
        var count = 0;
        for (var y = top + 2; y <= top + MarkerPage.PatchSide - 2; y += 0.5)
        {
            for (var x = MarkerPage.PatchLeft + 2; x <= MarkerPage.PatchLeft + MarkerPage.PatchSide - 2; x += 0.5)
            {
                if (Linear(rgb, width, height, plane.Map(new Point(x, y))) is not { } here) return null;
                (red, green, blue, count) = (red + here.Red, green + here.Green, blue + here.Blue, count + 1);
            }
        }
        (red, green, blue) = (red / count, green / count, blue / count);
        // Brighter than the white paper could be, or nearly black: no reference.
        return Math.Max(red, Math.Max(green, blue)) > 0.8 || Math.Min(red, Math.Min(green, blue)) < 0.02 ? null : (light / red, light / green, light / blue);
    }

    private static List<Point> Grown(IReadOnlyList<Point> outline, Point centre, double by) =>
        [.. outline.Select(p => new Point(centre.X + ((p.X - centre.X) * by), centre.Y + ((p.Y - centre.Y) * by)))];

    private static (double Red, double Green, double Blue)? Linear(byte[] rgb, int width, int height, Point at)
    {
        int x = (int)at.X, y = (int)at.Y;
        if (at.X < 0 || at.Y < 0 || x >= width || y >= height) return null;
        var from = ((y * width) + x) * 3;
        return (Light(rgb[from]), Light(rgb[from + 1]), Light(rgb[from + 2]));
    }

    private static double Light(byte level) => level <= 10 ? level / 255.0 / 12.92 : Math.Pow(((level / 255.0) + 0.055) / 1.055, 2.4);

    /// <summary>a* of a linear sRGB colour under D65.</summary>
    private static double Red(double red, double green, double blue)
    {
        var x = ((0.4124 * red) + (0.3576 * green) + (0.1805 * blue)) / 0.9505;
        var y = (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);
        return 500 * (Cube(x) - Cube(y));

        static double Cube(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
    }
}
