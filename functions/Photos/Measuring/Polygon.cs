using System.Runtime.InteropServices;

namespace VetVisits.Photos.Measuring;

/// <summary>Outlines: their hull, area, length and extents.</summary>
public static class Polygon
{
    /// <summary>By the shoelace; positive when clockwise on a screen, where y grows downwards.</summary>
    public static double SignedArea(IReadOnlyList<Point> outline)
    {
        double sum = 0;
        for (var i = 0; i < outline.Count; i++)
        {
            var (a, b) = (outline[i], outline[(i + 1) % outline.Count]);
            sum += (a.X * b.Y) - (b.X * a.Y);
        }
        return sum / 2;
    }

    public static double Area(IReadOnlyList<Point> outline) => Math.Abs(SignedArea(outline));

    public static double Perimeter(IReadOnlyList<Point> outline) => Enumerable.Range(0, outline.Count).Sum(i => outline[i].To(outline[(i + 1) % outline.Count]));

    public static Point Centre(IReadOnlyList<Point> outline) => new(outline.Average(p => p.X), outline.Average(p => p.Y));

    /// <summary>The longest distance between two points, and the widest extent at right angles to it.</summary>
    public static (double Longest, double Widest) Extents(IReadOnlyList<Point> outline)
    {
        var (longest, from, to) = (0.0, outline[0], outline[0]);
        foreach (var a in outline)
            foreach (var b in outline)
                if (a.To(b) > longest) (longest, from, to) = (a.To(b), a, b);
        if (longest <= 0) return (0, 0);
        double nx = -(to.Y - from.Y) / longest, ny = (to.X - from.X) / longest;
        var across = outline.Select(p => ((p.X - from.X) * nx) + ((p.Y - from.Y) * ny)).ToList();
        return (longest, across.Max() - across.Min());
    }

    /// <summary>Whether two sides cross: such an outline encloses nothing that could be measured.</summary>
    public static bool CrossesItself(IReadOnlyList<Point> outline)
    {
        for (var i = 0; i < outline.Count; i++)
            for (var k = i + 2; k < outline.Count; k++)
                if (!(i == 0 && k == outline.Count - 1) && Cross(outline[i], outline[i + 1], outline[k], outline[(k + 1) % outline.Count])) return true;
        return false;
    }

    public static bool Contains(IReadOnlyList<Point> outline, Point p)
    {
        var inside = false;
        for (int i = 0, k = outline.Count - 1; i < outline.Count; k = i++)
            if (outline[i].Y > p.Y != outline[k].Y > p.Y && p.X < ((outline[k].X - outline[i].X) * (p.Y - outline[i].Y) / (outline[k].Y - outline[i].Y)) + outline[i].X)
                inside = !inside;
        return inside;
    }

    /// <summary>The convex hull (Andrew's chain).</summary>
    public static IReadOnlyList<Point> Hull(IEnumerable<Point> points)
    {
        var sorted = points.OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        if (sorted.Count < 3) return sorted;
        var hull = new List<Point>();
        for (var half = 0; half < 2; half++)
        {
            var start = hull.Count;
            foreach (var p in half == 0 ? sorted : Enumerable.Reverse(sorted))
            {
                while (hull.Count >= start + 2 && Side(hull[^2], hull[^1], p) <= 0) hull.RemoveAt(hull.Count - 1);
                hull.Add(p);
            }
            hull.RemoveAt(hull.Count - 1);
        }
        return hull;
    }

    private static bool Cross(Point a, Point b, Point c, Point d) =>
        Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;

    private static double Side(Point a, Point b, Point p) => ((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X));
}

/// <summary>A line <c>A x + B y = C</c> with a normal of length 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Line(double A, double B, double C)
{
    /// <summary>The line of least squares across itself; points far from it are left out and it is drawn again.</summary>
    internal static Line Through(IReadOnlyList<Point> points)
    {
        var line = Best(points);
        for (var round = 0; round < 3; round++)
        {
            var sorted = points.Select(p => Math.Abs((line.A * p.X) + (line.B * p.Y) - line.C)).Order().ToList();
            var most = Math.Max(0.15, 2.5 * sorted[sorted.Count / 2]);
            var near = points.Where(p => Math.Abs((line.A * p.X) + (line.B * p.Y) - line.C) <= most).ToList();
            if (near.Count < 6) break;
            line = Best(near);
        }
        return line;
    }

    internal Point? Crosses(Line other)
    {
        var determinant = (A * other.B) - (other.A * B);
        return Math.Abs(determinant) < 1e-6 ? null : new Point(((C * other.B) - (other.C * B)) / determinant, ((A * other.C) - (other.A * C)) / determinant);
    }

    private static Line Best(IReadOnlyList<Point> points)
    {
        double mx = points.Average(p => p.X), my = points.Average(p => p.Y), xx = 0, xy = 0, yy = 0;
        foreach (var p in points) (xx, xy, yy) = (xx + ((p.X - mx) * (p.X - mx)), xy + ((p.X - mx) * (p.Y - my)), yy + ((p.Y - my) * (p.Y - my)));
        var along = 0.5 * Math.Atan2(2 * xy, xx - yy);
        double a = -Math.Sin(along), b = Math.Cos(along);
        return new Line(a, b, (a * mx) + (b * my));
    }
}
