namespace VetVisits.Photos.Measuring;

/// <summary>Brightness of an upright picture, 0 to 255, row by row.</summary>
public sealed record GreyPicture(byte[] Pixels, int Width, int Height)
{
    public static GreyPicture Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var grey = new byte[width * height];
        for (int i = 0, at = 0; i < grey.Length; i++, at += 3) grey[i] = (byte)(((54 * rgb[at]) + (183 * rgb[at + 1]) + (19 * rgb[at + 2])) >> 8);
        return new GreyPicture(grey, width, height);
    }

    /// <summary>Levels as light: an edge lies where half of the light is, not half of the level.</summary>
    private static readonly double[] Light =
        [.. Enumerable.Range(0, 256).Select(level => level / 255.0).Select(level => 255 * (level <= 0.04045 ? level / 12.92 : Math.Pow((level + 0.055) / 1.055, 2.4)))];

    /// <summary>Linear light, 0 to 255, between pixels, by their centres; outside, the border's value.</summary>
    public double At(double x, double y)
    {
        double left = Math.Clamp(x - 0.5, 0, Width - 1.001), top = Math.Clamp(y - 0.5, 0, Height - 1.001);
        int column = (int)left, row = (int)top, at = (row * Width) + column;
        double fx = left - column, fy = top - row;
        double above = Light[Pixels[at]] + (fx * (Light[Pixels[at + 1]] - Light[Pixels[at]]));
        double below = Light[Pixels[at + Width]] + (fx * (Light[Pixels[at + Width + 1]] - Light[Pixels[at + Width]]));
        return above + (fy * (below - above));
    }

    /// <summary>Whether two amounts of light are paper and ink: printed black gives back less than a third of what white does.</summary>
    public static bool Contrast(double bright, double dark) => bright - dark > 6 && bright > 2.2 * dark;
}

/// <summary>The marker in a picture: its corners from the upper left clockwise, and the plane it lies in (millimetres to pixels).</summary>
public sealed record Marker(IReadOnlyList<Point> Corners, Homography Plane);

/// <summary>
/// Finds the printed marker: dark patches against their surroundings, those whose outline is a quadrangle, edges to a fraction of a pixel, and the code inside.
/// Pure; a 1600 px picture takes some tens of milliseconds.
/// </summary>
public static class MarkerFinder
{
    private const int LeastSide = 24;
    private const double LeastFill = 0.3;

    private static readonly Point[] Square = [new(0, 0), new(MarkerPage.Side, 0), new(MarkerPage.Side, MarkerPage.Side), new(0, MarkerPage.Side)];

    public static Marker? Find(GreyPicture picture)
    {
        var dark = Dark(picture);
        var patches = Patches(dark, picture.Width, picture.Height).OrderByDescending(p => p.Count);
        foreach (var patch in patches)
        {
            if (Quadrangle(patch) is not { } rough || Refined(picture, rough) is not { } corners) continue;
            for (var turn = 0; turn < 4; turn++)
            {
                Point[] turned = [corners[turn], corners[(turn + 1) % 4], corners[(turn + 2) % 4], corners[(turn + 3) % 4]];
                if (Homography.Through(Square, turned) is { } plane && Reads(picture, plane)) return new Marker(turned, plane);
            }
        }
        return null;
    }

    /// <summary>Darker than three quarters of the mean around: shadows across the card do not matter then.</summary>
    private static bool[] Dark(GreyPicture picture)
    {
        var (width, height) = (picture.Width, picture.Height);
        var sums = new long[(width + 1) * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            long row = 0;
            for (var x = 0; x < width; x++)
            {
                row += picture.Pixels[(y * width) + x];
                sums[((y + 1) * (width + 1)) + x + 1] = sums[(y * (width + 1)) + x + 1] + row;
            }
        }
        var reach = Math.Max(width, height) / 6;
        var dark = new bool[width * height];
        for (var y = 0; y < height; y++)
        {
            int top = Math.Max(0, y - reach), bottom = Math.Min(height, y + reach + 1);
            for (var x = 0; x < width; x++)
            {
                int left = Math.Max(0, x - reach), right = Math.Min(width, x + reach + 1);
                var sum = sums[(bottom * (width + 1)) + right] - sums[(top * (width + 1)) + right] - sums[(bottom * (width + 1)) + left] + sums[(top * (width + 1)) + left];
                dark[(y * width) + x] = picture.Pixels[(y * width) + x] * 100L * (bottom - top) * (right - left) < 62 * sum;
            }
        }
        return dark;
    }

    /// <summary>A connected dark patch: how many pixels, and those where it begins or ends in a row.</summary>
    private sealed record Patch(int Count, List<Point> Border);

    private static List<Patch> Patches(bool[] dark, int width, int height)
    {
        var patches = new List<Patch>();
        var seen = new bool[dark.Length];
        var open = new Stack<int>();
        var border = new List<int>();
        for (var start = 0; start < dark.Length; start++)
        {
            if (!dark[start] || seen[start]) continue;
            int count = 0, left = width, right = 0, top = height, bottom = 0;
            border.Clear();
            var touches = false;
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out var at))
            {
                int x = at % width, y = at / width;
                count++;
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
                if (x == 0 || x == width - 1 || !dark[at - 1] || !dark[at + 1]) border.Add(at);
                touches |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
                if (x > 0) Next(at - 1);
                if (x < width - 1) Next(at + 1);
                if (y > 0) Next(at - width);
                if (y < height - 1) Next(at + width);
            }
            // Cut by the border it is no whole marker; too small it cannot be measured; too thin it is hair.
            if (touches || right - left < LeastSide || bottom - top < LeastSide || count < LeastFill * LeastSide * LeastSide) continue;
            patches.Add(new Patch(count, [.. border.Select(at => new Point((at % width) + 0.5, (at / width) + 0.5))]));
        }
        return patches;

        void Next(int at)
        {
            if (!dark[at] || seen[at]) return;
            seen[at] = true;
            open.Push(at);
        }
    }

    /// <summary>The four corners of the patch's hull, if the hull is a quadrangle.</summary>
    private static Point[]? Quadrangle(Patch patch)
    {
        var hull = Polygon.Hull(patch.Border);
        if (hull.Count < 4) return null;
        // The widest pair, then the farthest to each side of it: exact for a quadrangle up to a pixel.
        var (first, second) = Farthest(hull);
        var (third, fourth) = (Beside(hull, first, second), Beside(hull, second, first));
        Point[] corners = [first, third, second, fourth];
        var area = Polygon.Area(corners);
        var whole = Polygon.Area(hull);
        if (area < LeastSide * LeastSide / 2.0 || area < 0.88 * whole || patch.Count < LeastFill * whole) return null;
        // Clockwise on the screen, where y grows downwards.
        return Polygon.SignedArea(corners) > 0 ? corners : [corners[0], corners[3], corners[2], corners[1]];
    }

    private static (Point First, Point Second) Farthest(IReadOnlyList<Point> hull)
    {
        var best = (hull[0], hull[1], 0.0);
        for (var i = 0; i < hull.Count; i++)
            for (var k = i + 1; k < hull.Count; k++)
                if (hull[i].To(hull[k]) is var distance && distance > best.Item3) best = (hull[i], hull[k], distance);
        return (best.Item1, best.Item2);
    }

    private static Point Beside(IReadOnlyList<Point> hull, Point from, Point to) =>
        hull.MaxBy(p => ((to.X - from.X) * (p.Y - from.Y)) - ((to.Y - from.Y) * (p.X - from.X)));

    /// <summary>Each side as a line through many points of half brightness between inside and outside, then the lines' crossings.</summary>
    private static Point[]? Refined(GreyPicture picture, Point[] rough)
    {
        var corners = rough;
        for (var round = 0; round < 3; round++)
        {
            var lines = new Line[4];
            for (var side = 0; side < 4; side++)
            {
                if (EdgeOf(picture, corners[side], corners[(side + 1) % 4], reach: round == 0 ? 4 : 2.5) is not { } line) return null;
                lines[side] = line;
            }
            var crossed = new Point[4];
            for (var i = 0; i < 4; i++)
            {
                if (lines[(i + 3) % 4].Crosses(lines[i]) is not { } corner || corner.To(rough[i]) > 8) return null;
                crossed[i] = corner;
            }
            corners = crossed;
        }
        return corners;
    }

    private static Line? EdgeOf(GreyPicture picture, Point from, Point to, double reach)
    {
        var length = from.To(to);
        if (length < LeastSide / 2.0) return null;
        double ux = (to.X - from.X) / length, uy = (to.Y - from.Y) / length, nx = uy, ny = -ux; // outwards of a clockwise outline
        var points = new List<Point>();
        var steps = Math.Clamp((int)length, 12, 120);
        for (var step = 0; step < steps; step++)
        {
            // Corners are rounded by blur: the last tenth of each end is left out.
            var along = length * (0.1 + (0.8 * step / (steps - 1)));
            double x = from.X + (ux * along), y = from.Y + (uy * along);
            double inside = picture.At(x - (nx * reach), y - (ny * reach)), outside = picture.At(x + (nx * reach), y + (ny * reach));
            if (!GreyPicture.Contrast(outside, inside)) continue;
            var half = (inside + outside) / 2;
            double before = inside;
            for (var across = -reach + 0.25; across <= reach; across += 0.25)
            {
                var now = picture.At(x + (nx * across), y + (ny * across));
                if (before < half && now >= half)
                {
                    var exact = across - 0.25 + (0.25 * (half - before) / Math.Max(1e-6, now - before));
                    points.Add(new Point(x + (nx * exact), y + (ny * exact)));
                    break;
                }
                before = now;
            }
        }
        return points.Count < steps / 2 ? null : Line.Through(points);
    }

    /// <summary>Whether the border is dark and the code is the marker's; one wrong cell is borne.</summary>
    private static bool Reads(GreyPicture picture, Homography plane)
    {
        double dark = 0, bright = 0;
        var border = 0;
        var cells = new double[4, 4];
        for (var row = 0; row < 6; row++)
            for (var column = 0; column < 6; column++)
            {
                var shade = Cell(picture, plane, column, row);
                if (row is 0 or 5 || column is 0 or 5) (dark, border) = (dark + shade, border + 1);
                else cells[row - 1, column - 1] = shade;
            }
        dark /= border;
        // The white card just above and below.
        foreach (var (mx, my) in ((double, double)[])[(7.5, -2.5), (22.5, -2.5), (7.5, 32.5), (22.5, 32.5)])
        {
            var (x, y) = plane.Map(mx, my);
            bright += picture.At(x, y) / 4;
        }
        if (!GreyPicture.Contrast(bright, dark)) return false;
        var half = (bright + dark) / 2;
        var wrong = 0;
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                if (cells[row, column] > half != (MarkerPage.Code[row][column] == '1')) wrong++;
        for (var i = 0; i < 6; i++)
            if (Cell(picture, plane, i, 0) > half || Cell(picture, plane, i, 5) > half || Cell(picture, plane, 0, i) > half || Cell(picture, plane, 5, i) > half) return false;
        return wrong <= 1;
    }

    private static double Cell(GreyPicture picture, Homography plane, int column, int row)
    {
        double sum = 0;
        foreach (var (dx, dy) in ((double, double)[])[(0.5, 0.5), (0.35, 0.35), (0.65, 0.35), (0.35, 0.65), (0.65, 0.65)])
        {
            var (x, y) = plane.Map((column + dx) * MarkerPage.Cell, (row + dy) * MarkerPage.Cell);
            sum += picture.At(x, y);
        }
        return sum / 5;
    }
}
