using VetVisits.Photos.Vips;

namespace VetVisits.Photos.Developing;

/// <summary>Sizes and files made from bare pixels. Nothing is written but the picture.</summary>
internal static class Print
{
    internal const int ViewSide = 1600, ThumbSide = 320, MasterQuality = 92, ViewQuality = 82;
    private const int WebpQuality = 80, WebpEffort = 2; // effort 4 takes 2.4 times as long for 3 % fewer bytes

    /// <summary>At most this many pixels on the long side; a smaller picture stays as it is.</summary>
    internal static Image Fit(Image image, int side) =>
        new Operation("thumbnail_image").Set("in", image).Set("width", side).Set("height", side).Set("size", "down").Set("no-rotate", "true").Image();

    internal static byte[] Jpeg(Image image, int quality, bool halved) =>
        Bare(new Operation("jpegsave_buffer").Set("in", image).Set("Q", quality).Set("optimize-coding", "true").Set("subsample-mode", halved ? "on" : "off")).Bytes();

    internal static byte[] Webp(Image image) =>
        Bare(new Operation("webpsave_buffer").Set("in", image).Set("Q", WebpQuality).Set("effort", WebpEffort)).Bytes();

    private static Operation Bare(Operation save) => Library.InUse.HasKeep ? save.Set("keep", "none") : save.Set("strip", "true");
}
