using VetVisits.Photos.Reading;

namespace VetVisits.Photos.Heif;

/// <summary>A decoded HEVC picture, valid only while its decoder lives, and the way from its luma and chroma to RGB.</summary>
internal readonly struct Planes(nint image)
{
    private const int Fraction = 14;

    internal int Width => Hevc.ImageWidth(image, 0);

    internal int Height => Hevc.ImageHeight(image, 0);

    /// <summary>Writes the picture as 8-bit RGB at a place of a canvas; what lies beyond the canvas is cut off.</summary>
    internal unsafe void Paint(byte* canvas, int canvasWidth, int canvasHeight, int left, int top, Coding? coding)
    {
        var (columns, rows) = (Math.Min(Width, canvasWidth - left), Math.Min(Height, canvasHeight - top));
        if (columns <= 0 || rows <= 0) return;
        var chroma = Hevc.ImageChroma(image); // 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4
        UnfitException.Unless(chroma is >= 0 and <= 3, Unfit.Damaged);
        coding ??= new Coding(Hevc.ImageMatrix(image), Hevc.ImageFullRange(image) != 0);
        var bits = Hevc.ImageBits(image, 0);
        UnfitException.Unless(bits is >= 8 and <= 16 && (chroma == 0 || (Hevc.ImageBits(image, 1) == bits && Hevc.ImageBits(image, 2) == bits)), Unfit.Damaged);
        var (wide, deep) = (bits > 8 ? 2 : 1, bits - 8);
        var (across, down) = (chroma is 1 or 2 ? 1 : 0, chroma == 1 ? 1 : 0);
        var luma = Hevc.ImagePlane(image, 0, out var lumaStride);
        byte* blue = null, red = null;
        int blueStride = 0, redStride = 0;
        if (chroma != 0)
        {
            blue = Hevc.ImagePlane(image, 1, out blueStride);
            red = Hevc.ImagePlane(image, 2, out redStride);
            var fits = Hevc.ImageWidth(image, 1) << across >= columns && Hevc.ImageHeight(image, 1) << down >= rows
                && Hevc.ImageWidth(image, 2) << across >= columns && Hevc.ImageHeight(image, 2) << down >= rows;
            UnfitException.Unless(fits, Unfit.Damaged);
        }
        var weights = Weights.For(coding);
        for (var y = 0; y < rows; y++)
        {
            var to = canvas + ((((long)(top + y) * canvasWidth) + left) * 3);
            var lumaRow = luma + ((long)y * lumaStride);
            var blueRow = blue + ((long)(y >> down) * blueStride);
            var redRow = red + ((long)(y >> down) * redStride);
            for (var x = 0; x < columns; x++, to += 3)
            {
                int value, b = 0, r = 0;
                if (wide == 1)
                {
                    value = lumaRow[x];
                    if (chroma != 0) (b, r) = (blueRow[x >> across] - 128, redRow[x >> across] - 128);
                }
                else
                {
                    value = ((ushort*)lumaRow)[x] >> deep;
                    if (chroma != 0) (b, r) = ((((ushort*)blueRow)[x >> across] >> deep) - 128, (((ushort*)redRow)[x >> across] >> deep) - 128);
                }
                var light = ((value - weights.Black) * weights.Luma) + (1 << (Fraction - 1));
                to[0] = Clamped(light + (r * weights.RedByRed));
                to[1] = Clamped(light - (b * weights.GreenByBlue) - (r * weights.GreenByRed));
                to[2] = Clamped(light + (b * weights.BlueByBlue));
            }
        }
    }

    private static byte Clamped(int scaled) => (byte)Math.Clamp(scaled >> Fraction, 0, 255);

    /// <summary>The matrix from luma and chroma to RGB in 14-bit fractions, from the two luma weights of the standard (H.273, table 4).</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Weights(int Black, int Luma, int RedByRed, int GreenByBlue, int GreenByRed, int BlueByBlue)
    {
        internal static Weights For(Coding coding)
        {
            var (red, blue) = coding.Matrix switch { 1 => (0.2126, 0.0722), 9 or 10 => (0.2627, 0.0593), _ => (0.299, 0.114) };
            var (luma, chroma) = coding.FullRange ? (1.0, 1.0) : (255.0 / 219, 255.0 / 224);
            var green = 1 - red - blue;
            return new Weights(
                coding.FullRange ? 0 : 16, Scaled(luma), Scaled(2 * (1 - red) * chroma), Scaled(2 * blue * (1 - blue) / green * chroma),
                Scaled(2 * red * (1 - red) / green * chroma), Scaled(2 * (1 - blue) * chroma));
        }

        private static int Scaled(double weight) => (int)Math.Round(weight * (1 << Fraction));
    }
}
