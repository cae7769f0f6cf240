using System.Globalization;
using System.Text;

namespace VetVisits.Photos.Measuring;

/// <summary>
/// The printed marker: a 30 mm square with a black border and a code inside, patches of white, grey and dark grey, and a 50 mm line to check the print with a ruler.
/// The same description draws the page, is looked for in photos, and renders the tests' pictures. Millimetres from the square's upper left corner.
/// </summary>
public static class MarkerPage
{
    public const double Side = 30, Cell = 5, LineTop = 37, LineLength = 50, LineThick = 0.8, TickTop = 35, TickBottom = 39;
    public const double PatchLeft = 36, PatchSide = 8;

    /// <summary>Linear light of the patches, from above: white, grey, dark grey.</summary>
    public static IReadOnlyList<(double Top, double Light)> Patches { get; } = [(0, 1), (11, 0.3), (22, 0.09)];

    /// <summary>The white card around everything.</summary>
    public const double CardLeft = -6, CardTop = -6, CardRight = 56, CardBottom = 44;

    /// <summary>
    /// The code's 4 x 4 cells from the upper left, 1 white. Any two of its four turns differ in at least eight cells, so one wrong cell can be borne and the way up is still known.
    /// </summary>
    public static IReadOnlyList<string> Code { get; } = ["0001", "0010", "1011", "1101"];

    /// <summary>Linear light at a place; null beside the card.</summary>
    public static double? Shade(double x, double y)
    {
        if (x < CardLeft || x > CardRight || y < CardTop || y > CardBottom) return null;
        if (x is >= 0 and < Side && y is >= 0 and < Side)
        {
            var (column, row) = ((int)(x / Cell) - 1, (int)(y / Cell) - 1);
            return column is >= 0 and < 4 && row is >= 0 and < 4 && Code[row][column] == '1' ? 1 : 0.02;
        }
        if (x is >= PatchLeft and < PatchLeft + PatchSide && y >= 0)
            for (var i = 0; i < Patches.Count; i++)
                if (y >= Patches[i].Top && y < Patches[i].Top + PatchSide) return Patches[i].Light;
        var onLine = y >= LineTop - (LineThick / 2) && y < LineTop + (LineThick / 2) && x is >= 0 and <= LineLength;
        var onTick = y is >= TickTop and < TickBottom && x is (>= 0 and < LineThick) or (> LineLength - LineThick and <= LineLength);
        return onLine || onTick ? 0.02 : 1;
    }

    /// <summary>The page as SVG in true size, to be printed at 100 %.</summary>
    public static string Svg()
    {
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90mm\" height=\"70mm\" viewBox=\"-14 -14 90 70\" font-family=\"sans-serif\" font-size=\"3\">\n");
        svg.Append("<title>VetVisits photo marker</title>\n<rect x=\"-14\" y=\"-14\" width=\"90\" height=\"70\" fill=\"#fff\"/>\n");
        Rect(CardLeft, CardTop, CardRight - CardLeft, CardBottom - CardTop, "none\" stroke=\"#999\" stroke-width=\"0.2\" stroke-dasharray=\"2 1");
        Rect(0, 0, Side, Side, "#000");
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                if (Code[row][column] == '1') Rect((column + 1) * Cell, (row + 1) * Cell, Cell, Cell, "#fff");
        foreach (var (top, light) in Patches.Skip(1)) Rect(PatchLeft, top, PatchSide, PatchSide, Grey(light));
        Rect(0, LineTop - (LineThick / 2), LineLength, LineThick, "#000");
        Rect(0, TickTop, LineThick, TickBottom - TickTop, "#000");
        Rect(LineLength - LineThick, TickTop, LineThick, TickBottom - TickTop, "#000");
        svg.Append("<text x=\"-6\" y=\"49\">Print at 100 %. The line must be 50 mm by a ruler. Cut along the dashes,</text>\n");
        svg.Append("<text x=\"-6\" y=\"53\">lay flat beside the wound, photograph straight from above.</text>\n</svg>\n");
        return svg.ToString();

        void Rect(double x, double y, double width, double height, string fill) =>
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>\n");
    }

    private static string Grey(double light)
    {
        var level = (int)Math.Round(255 * (light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055));
        return string.Create(CultureInfo.InvariantCulture, $"#{level:x2}{level:x2}{level:x2}");
    }
}
