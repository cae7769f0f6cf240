using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Vips;

namespace VetVisits.Photos.Measuring;

/// <summary>A wound's history for the eye: a chart of its area with the error, and two photos laid over one scale.</summary>
public static class HealingPictures
{
    private const int Side = 640, Gap = 16, Quality = 88;

    /// <summary>Area over time, each with its error bar. Self-contained SVG.</summary>
    public static string Chart(Wound wound)
    {
        const double width = 640, height = 320, left = 60, right = 20, top = 20, bottom = 40;
        var all = wound.Measurements;
        double from = all[0].PhotoAt.ToUnixTimeSeconds(), days = Math.Max(1, (all[^1].PhotoAt.ToUnixTimeSeconds() - from) / 86400.0);
        var most = all.Max(m => m.Measured.AreaMm2 * (1 + m.Measured.Error)) * 1.1;
        double X(WoundMeasured m) => left + ((width - left - right) * (m.PhotoAt.ToUnixTimeSeconds() - from) / 86400.0 / days);
        double Y(double area) => height - bottom - ((height - top - bottom) * area / most);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n<title>Area of the wound over time, with error</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        for (var i = 0; i <= 4; i++)
        {
            var area = most * i / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{left}\" x2=\"{width - right}\" y1=\"{Y(area):0.#}\" y2=\"{Y(area):0.#}\" stroke=\"#ddd\"/><text x=\"{left - 6}\" y=\"{Y(area) + 4:0.#}\" text-anchor=\"end\">{area:0}</text>\n");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"12\" y=\"14\">mm²</text>\n<polyline fill=\"none\" stroke=\"#1f5f8b\" stroke-width=\"2\" points=\"{string.Join(' ', all.Select(m => string.Create(CultureInfo.InvariantCulture, $"{X(m):0.#},{Y(m.Measured.AreaMm2):0.#}")))}\"/>\n");
        foreach (var m in all)
        {
            var (x, error) = (X(m), m.Measured.AreaMm2 * m.Measured.Error);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Y(m.Measured.AreaMm2 - error):0.#}\" y2=\"{Y(m.Measured.AreaMm2 + error):0.#}\" stroke=\"#1f5f8b\"/><circle cx=\"{x:0.#}\" cy=\"{Y(m.Measured.AreaMm2):0.#}\" r=\"4\" fill=\"#1f5f8b\"/><text x=\"{x:0.#}\" y=\"{height - bottom + 18}\" text-anchor=\"middle\">{m.PhotoAt.ToDateTimeUtc():MM-dd}</text>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>One JPEG: left the first, right the last, the marker's directions and scale in both, the wound's middle in the middle.</summary>
    public static byte[] SideBySide((byte[] Rgb, int Width, int Height, WoundMeasured Measured) first, (byte[] Rgb, int Width, int Height, WoundMeasured Measured) last)
    {
        var scale = Side / (2.2 * Math.Max(first.Measured.Measured.LongestMm, last.Measured.Measured.LongestMm));
        const int width = (2 * Side) + Gap;
        var canvas = new byte[width * Side * 3];
        Array.Fill(canvas, (byte)255);
        Lay(first, 0);
        Lay(last, Side + Gap);
        _ = Library.InUse;
        var memory = Native.TryAllocate((nuint)canvas.Length);
        if (memory == 0) throw new InvalidOperationException("No memory for the picture.");
        Marshal.Copy(canvas, 0, memory, canvas.Length);
        using var image = Image.Over(memory, (nuint)canvas.Length, width, Side, 3);
        return Print.Jpeg(image, Quality, halved: true);

        void Lay((byte[] Rgb, int Width, int Height, WoundMeasured Measured) photo, int left)
        {
            var p = photo.Measured.Plane;
            var plane = new Homography(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]);
            var outline = photo.Measured.Outline;
            var middle = Polygon.Centre([.. Enumerable.Range(0, outline.Count / 2).Select(i => plane.Inverse().Map(new Point(outline[2 * i], outline[(2 * i) + 1])))]);
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    var (px, py) = plane.Map(middle.X + ((x - (Side / 2.0)) / scale), middle.Y + ((y - (Side / 2.0)) / scale));
                    if (px < 0 || py < 0 || px >= photo.Width || py >= photo.Height) continue;
                    var (from, to) = ((((int)py * photo.Width) + (int)px) * 3, ((y * width) + left + x) * 3);
                    (canvas[to], canvas[to + 1], canvas[to + 2]) = (photo.Rgb[from], photo.Rgb[from + 1], photo.Rgb[from + 2]);
                }
            }
        }
    }
}
