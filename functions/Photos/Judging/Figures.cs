namespace VetVisits.Photos.Judging;

/// <summary>
/// What can be said of a picture by numbers, all taken at one fixed size (512 px on the long side) so that photos of any camera compare.
/// </summary>
/// <param name="Algorithm">The version of the way these were computed; figures of different versions are not compared.</param>
/// <param name="Luminance">Mean, 0 (black) to 255 (white).</param>
/// <param name="Contrast">Standard deviation of the luminance.</param>
/// <param name="Dark">Share of pixels that are black for the camera (under 8), 0 to 1.</param>
/// <param name="Bright">Share that is burnt out (over 247 in every channel), 0 to 1.</param>
/// <param name="Sharpness">Variance of the Laplacian. It orders photos of one scene; across scenes it says little.</param>
/// <param name="CentreSharpness">The same over the middle ninth, where the subject usually is.</param>
/// <param name="EdgeSharpness">The sharpest ninth: what the camera could do in this picture.</param>
/// <param name="Noise">Estimated standard deviation of the noise (Immerkaer's mask), 0 to 255.</param>
/// <param name="Flat">Share of pixels exactly equal to their right neighbour: near 0 for a camera, high for a screen or a drawing.</param>
public sealed record Figures(
    int Algorithm, double Luminance, double Contrast, double Dark, double Bright, double Sharpness, double CentreSharpness, double EdgeSharpness, double Noise, double Flat)
{
    public const int Version = 1;
    public const int Side = 512;

    /// <param name="rgb">Rows of 3 bytes a pixel.</param>
    public static Figures Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 3);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, width * height * 3, nameof(rgb));
        var luma = new byte[width * height];
        long sum = 0, squares = 0;
        int dark = 0, bright = 0, flat = 0;
        for (int i = 0, at = 0; i < luma.Length; i++, at += 3)
        {
            int red = rgb[at], green = rgb[at + 1], blue = rgb[at + 2];
            var y = ((54 * red) + (183 * green) + (19 * blue)) >> 8; // BT.709 in 8-bit fractions
            luma[i] = (byte)y;
            sum += y;
            squares += y * y;
            if (y < 8) dark++;
            if (red > 247 && green > 247 && blue > 247) bright++;
            if (i % width != 0 && red == rgb[at - 3] && green == rgb[at - 2] && blue == rgb[at - 1]) flat++;
        }
        var count = (double)luma.Length;
        var mean = sum / count;
        var (ninths, noise) = Details(luma, width, height);
        return new Figures(
            Version, Rounded(mean), Rounded(Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)))), Rounded(dark / count), Rounded(bright / count),
            Rounded(Detail.Variance(ninths)), Rounded(ninths[4].OwnVariance), Rounded(ninths.Max(n => n.OwnVariance)), Rounded(noise), Rounded(flat / count));
    }

    private static (Detail[] Ninths, double Noise) Details(byte[] luma, int width, int height)
    {
        var ninths = new Detail[9];
        long noise = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = (y * width) + x;
                int cross = luma[at - width] + luma[at + width] + luma[at - 1] + luma[at + 1];
                int corners = luma[at - width - 1] + luma[at - width + 1] + luma[at + width - 1] + luma[at + width + 1];
                ninths[(3 * (y * 3 / height)) + (x * 3 / width)].Add(cross - (4 * luma[at]));
                noise += Math.Abs(corners - (2 * cross) + (4 * luma[at]));
            }
        }
        return (ninths, Math.Sqrt(Math.PI / 2) * noise / (6.0 * (width - 2) * (height - 2)));
    }

    private static double Rounded(double number) => Math.Round(number, 4);

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private struct Detail
    {
        private long count, sum, squares;

        internal void Add(int value)
        {
            count++;
            sum += value;
            squares += (long)value * value;
        }

        internal readonly double OwnVariance => count == 0 ? 0 : ((double)squares / count) - ((double)sum / count * ((double)sum / count));

        internal static double Variance(Detail[] parts)
        {
            var all = default(Detail);
            foreach (var part in parts) (all.count, all.sum, all.squares) = (all.count + part.count, all.sum + part.sum, all.squares + part.squares);
            return all.OwnVariance;
        }
    }
}
