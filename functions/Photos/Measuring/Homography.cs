using System.Runtime.InteropServices;

namespace VetVisits.Photos.Measuring;

/// <summary>A place: in pixels of the upright picture, or in millimetres on the plane.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Point(double X, double Y)
{
    public double To(Point other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));
}

/// <summary>A plane seen through a camera: 3 x 3, from millimetres to pixels or, inverted, back. Row by row.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Homography(double A, double B, double C, double D, double E, double F, double G, double H, double I)
{
    /// <summary>
    /// A phone's main camera in pixels of its picture: 26 mm equivalent, 0.72 of the long side. The lens that was used is not known (its data is never
    /// kept), so a tilt that is found by it is good to a few degrees.
    /// </summary>
    public static double FocalLength(int width, int height) => 0.72 * Math.Max(width, height);

    public Point Map(Point p) => Map(p.X, p.Y) is var (x, y) ? new Point(x, y) : default;

    public (double X, double Y) Map(double x, double y)
    {
        var w = (G * x) + (H * y) + I;
        return (((A * x) + (B * y) + C) / w, ((D * x) + (E * y) + F) / w);
    }

    public Homography Inverse()
    {
        double a = (E * I) - (F * H), b = (C * H) - (B * I), c = (B * F) - (C * E), d = (F * G) - (D * I), e = (A * I) - (C * G), f = (C * D) - (A * F);
        double g = (D * H) - (E * G), h = (B * G) - (A * H), i = (A * E) - (B * D);
        var determinant = (A * a) + (B * d) + (C * g);
        return new(a / determinant, b / determinant, c / determinant, d / determinant, e / determinant, f / determinant, g / determinant, h / determinant, i / determinant);
    }

    /// <summary>The one that takes four points to four others; null when three of them lie on a line.</summary>
    public static Homography? Through(ReadOnlySpan<Point> from, ReadOnlySpan<Point> to)
    {
        // Eight equations for eight numbers, the ninth being 1; Gauss with pivots.
        var rows = new double[8, 9];
        for (var i = 0; i < 4; i++)
        {
            double x = from[i].X, y = from[i].Y, u = to[i].X, v = to[i].Y;
            double[] first = [x, y, 1, 0, 0, 0, -x * u, -y * u, u], second = [0, 0, 0, x, y, 1, -x * v, -y * v, v];
            for (var k = 0; k < 9; k++) (rows[2 * i, k], rows[(2 * i) + 1, k]) = (first[k], second[k]);
        }
        for (var column = 0; column < 8; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < 8; row++) if (Math.Abs(rows[row, column]) > Math.Abs(rows[pivot, column])) pivot = row;
            if (Math.Abs(rows[pivot, column]) < 1e-10) return null;
            for (var k = 0; k < 9; k++) (rows[column, k], rows[pivot, k]) = (rows[pivot, k], rows[column, k]);
            for (var row = 0; row < 8; row++)
            {
                if (row == column) continue;
                var share = rows[row, column] / rows[column, column];
                for (var k = column; k < 9; k++) rows[row, k] -= share * rows[column, k];
            }
        }
        double N(int row) => rows[row, 8] / rows[row, row];
        return new(N(0), N(1), N(2), N(3), N(4), N(5), N(6), N(7), 1);
    }

    /// <summary>How far the plane leans away from the picture's, in degrees, for a camera of this focal length; this maps millimetres to pixels.</summary>
    public double Tilt(int width, int height)
    {
        var focal = FocalLength(width, height);
        double cx = width / 2.0, cy = height / 2.0;
        // Columns of the camera's rotation, up to scale: pixels to rays.
        (double X, double Y, double Z) first = ((A - (cx * G)) / focal, (D - (cy * G)) / focal, G), second = ((B - (cx * H)) / focal, (E - (cy * H)) / focal, H);
        (double X, double Y, double Z) normal = ((first.Y * second.Z) - (first.Z * second.Y), (first.Z * second.X) - (first.X * second.Z), (first.X * second.Y) - (first.Y * second.X));
        var length = Math.Sqrt((normal.X * normal.X) + (normal.Y * normal.Y) + (normal.Z * normal.Z));
        return Math.Acos(Math.Clamp(Math.Abs(normal.Z) / length, 0, 1)) * 180 / Math.PI;
    }
}
