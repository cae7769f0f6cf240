namespace VetVisits.Photos.Measuring;

/// <summary>What a wound measures, in millimetres, with the share by which it may be off (0.06 is 6 %).</summary>
/// <param name="Tilt">Degrees between the camera and straight above.</param>
/// <param name="PixelsPerMillimetre">At the wound.</param>
/// <param name="Redness">How much redder than the healthy skin around (a* of CIELAB after grey correction); null without the patches in view.</param>
public sealed record Measured(
    int Algorithm, double AreaMm2, double PerimeterMm, double LongestMm, double WidestMm, double Error, double Tilt, double PixelsPerMillimetre, double? Redness);

/// <summary>Why a picture cannot be measured: a stable code, and words for the vet.</summary>
public sealed record Unmeasurable(string Code, string Words);

/// <summary>From an outline in a picture to millimetres: pure geometry on the plane of the marker.</summary>
public static class Measure
{
    public const int Algorithm = 1;
    public const double MostTilt = 20;
    private const double LeastMarkerSide = 60, MostDistance = 90, LineTolerance = 0.03;

    public static Unmeasurable NoMarker { get; } = new("marker-missing", "The printed marker was not found. It must lie whole in the picture, flat, with its white border free.");
    public static Unmeasurable MarkerSmall { get; } = new("marker-too-small", "The marker is too small in the picture to measure by. Go closer, so that it is at least a tenth of the picture.");
    public static Unmeasurable Tilted { get; } = new("tilted", "The camera was tilted by more than 20 degrees. Hold the phone level over the wound.");
    public static Unmeasurable Far { get; } = new("marker-too-far", "The marker lies more than 9 cm from the wound. Lay it right beside.");
    public static Unmeasurable LineWrong { get; } = new("line-disagrees", "The 50 mm line of the marker does not measure 50 mm: the paper is bent, or part of it is covered.");
    public static Unmeasurable OutlineWrong { get; } = new("outline-invalid", "The outline needs 3 to 500 points inside the picture, and its sides must not cross.");

    /// <param name="rgb">The upright picture, 3 bytes a pixel.</param>
    /// <param name="outline">The wound's outline in pixels of this picture.</param>
    public static (Measured? Measured, Marker? Marker, Unmeasurable? Why) Of(byte[] rgb, int width, int height, IReadOnlyList<Point> outline)
    {
        var fits = outline.Count is >= 3 and <= 500 && outline.All(p => p.X >= 0 && p.X <= width && p.Y >= 0 && p.Y <= height);
        if (!fits || Polygon.CrossesItself(outline) || Polygon.Area(outline) < 4) return (null, null, OutlineWrong);
        var grey = GreyPicture.Of(rgb, width, height);
        if (MarkerFinder.Find(grey) is not { } marker) return (null, null, NoMarker);
        var side = Polygon.Perimeter(marker.Corners) / 4;
        if (side < LeastMarkerSide) return (null, marker, MarkerSmall);
        var tilt = marker.Plane.Tilt(width, height);
        if (tilt > MostTilt) return (null, marker, Tilted);
        if (!LineAgrees(grey, marker.Plane)) return (null, marker, LineWrong);

        var toPlane = marker.Plane.Inverse();
        var flat = outline.Select(toPlane.Map).ToList();
        var distance = Polygon.Centre(flat).To(new Point(MarkerPage.Side / 2, MarkerPage.Side / 2));
        if (distance > MostDistance) return (null, marker, Far);
        var (longest, widest) = Polygon.Extents(flat);
        var area = Polygon.Area(flat);
        var scale = Math.Sqrt(Polygon.Area(outline) / area);
        var redness = Redness.Of(rgb, width, height, marker, flat);
        return (new Measured(
            Algorithm, Rounded(area), Rounded(Polygon.Perimeter(flat)), Rounded(longest), Rounded(widest), Rounded(Error(side, distance, tilt, area, Polygon.Perimeter(flat), scale)),
            Rounded(tilt), Rounded(scale), redness is { } red ? Rounded(red) : null), marker, null);
    }

    /// <summary>
    /// What adds up, as independent shares: 5 % for skin that is never quite flat (phone photos of phantoms are off by 4 to 10 %), the corners' half pixel
    /// carried to the wound's place, the tilt, and a pixel of the hand that drew the outline.
    /// </summary>
    private static double Error(double side, double distance, double tilt, double area, double perimeter, double scale)
    {
        var corners = 2 * 0.5 / side * (1 + (distance / MarkerPage.Side));
        var leaning = 0.03 * tilt / MostTilt;
        var hand = perimeter / scale / area;
        return Math.Sqrt((0.05 * 0.05) + (corners * corners) + (leaning * leaning) + (hand * hand));
    }

    /// <summary>Follows the printed line to both its ends and compares its length on the plane with what was printed.</summary>
    private static bool LineAgrees(GreyPicture picture, Homography plane)
    {
        double white = Shade(-2, MarkerPage.LineTop - 5, picture, plane), black = Darkest(MarkerPage.LineLength / 2, picture, plane);
        if (!GreyPicture.Contrast(white, black)) return false;
        var half = (white + black) / 2;
        return End(0, -1) is { } left && End(MarkerPage.LineLength, 1) is { } right && Math.Abs(right - left - MarkerPage.LineLength) <= LineTolerance * MarkerPage.LineLength;

        double? End(double expected, int outwards)
        {
            double before = 0;
            for (var along = -4.0; along <= 4; along += 0.1)
            {
                var now = Darkest(expected + (outwards * along), picture, plane);
                if (along > -3.9 && before < half && now >= half) return expected + (outwards * (along - 0.1 + (0.1 * (half - before) / Math.Max(1e-6, now - before))));
                before = now;
            }
            return null;
        }
    }

    private static double Darkest(double x, GreyPicture picture, Homography plane)
    {
        var darkest = 255.0;
        for (var y = MarkerPage.LineTop - 0.8; y <= MarkerPage.LineTop + 0.8; y += 0.2) darkest = Math.Min(darkest, Shade(x, y, picture, plane));
        return darkest;
    }

    private static double Shade(double x, double y, GreyPicture picture, Homography plane)
    {
        var (px, py) = plane.Map(x, y);
        return picture.At(px, py);
    }

    private static double Rounded(double number) => Math.Round(number, 3);
}
