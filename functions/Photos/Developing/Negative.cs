using VetVisits.Photos.Heif;
using VetVisits.Photos.Reading;
using VetVisits.Photos.Vips;

namespace VetVisits.Photos.Developing;

/// <summary>The one decode: a file becomes bare 8-bit sRGB pixels, three bytes each, at full size.</summary>
internal static class Negative
{
    private const string EightBitWhite = "255", SixteenBitWhite = "65535";

    /// <exception cref="UnfitException">The decoder found it damaged, or it took longer than the patience.</exception>
    internal static Image Make(byte[] file, Header header, TimeSpan patience, out IReadOnlyList<Turn> turns)
    {
        _ = Library.InUse;
        var started = Environment.TickCount64;
        try
        {
            if (header.Kind == PhotoKind.Heic)
            {
                var heif = HeifFile.Read(file);
                turns = heif.Turns;
                using var coded = HeicPicture.Open(file, heif, patience);
                using var seen = heif.Crop is { } crop
                    ? new Operation("extract_area").Set("input", coded).Set("left", crop.Left).Set("top", crop.Top).Set("width", crop.Width).Set("height", crop.Height).Image()
                    : null;
                return Bare(seen ?? coded);
            }
            using var loaded = Load(file, header);
            turns = Turns.Of(loaded.Orientation);
            loaded.StopAfter(patience);
            return Bare(loaded);
        }
        catch (VipsException no)
        {
            var late = Environment.TickCount64 - started > patience.TotalMilliseconds;
            throw new UnfitException(late ? Unfit.TooSlow : Unfit.Damaged, no);
        }
    }

    internal static Image Turned(Image image, IReadOnlyList<Turn> turns)
    {
        // Over whole pixels in memory a turn is only another way of reading them. Each step holds what it reads from.
        var turned = new Operation("copy").Set("in", image).Image();
        foreach (var turn in turns)
        {
            using var before = turned;
            turned = turn switch
            {
                Turn.Left90 => new Operation("rot").Set("in", before).Set("angle", "d270").Image(),
                Turn.Half => new Operation("rot").Set("in", before).Set("angle", "d180").Image(),
                Turn.Right90 => new Operation("rot").Set("in", before).Set("angle", "d90").Image(),
                Turn.MirrorLeftRight => new Operation("flip").Set("in", before).Set("direction", "horizontal").Image(),
                _ => new Operation("flip").Set("in", before).Set("direction", "vertical").Image(),
            };
        }
        return turned;
    }

    /// <summary>Opens by the loader of this one kind: pixels in order, and an error rather than a grey remainder when data is missing.</summary>
    private static Image Load(byte[] file, Header header)
    {
        var loader = header.Kind switch { PhotoKind.Jpeg => "jpegload_buffer", PhotoKind.Png => "pngload_buffer", _ => "webpload_buffer" };
        var image = new Operation(loader).Set("buffer", file).Set("access", "sequential").Set("fail-on", "truncated").Image();
        // The decoder's word on the size counts, whatever the header said to us.
        if (Unfit.ForSize(image.Width, image.Height) is not { } unfit) return image;
        image.Dispose();
        throw new UnfitException(unfit);
    }

    private static Image Bare(Image loaded)
    {
        using var opaque = loaded.HasAlpha
            ? new Operation("flatten").Set("in", loaded).Set("background", Native.Format(loaded) == Native.UnsignedShort ? SixteenBitWhite : EightBitWhite).Image()
            : new Operation("copy").Set("in", loaded).Image();
        using var coloured = opaque.HasProfile ? FromProfile(opaque) : new Operation("copy").Set("in", opaque).Image();
        using var standard = new Operation("colourspace").Set("in", coloured).Set("space", "srgb").Image();
        using var eight = new Operation("cast").Set("in", standard).Set("format", "uchar").Image();
        return eight.Pull();
    }

    /// <summary>Converts from the embedded profile. Untagged pictures are sRGB already, and some libraries darken them if asked to convert.</summary>
    private static Image FromProfile(Image image) =>
        new Operation("icc_transform").Set("in", image).Set("output-profile", "srgb").Set("embedded", "true").Set("intent", "relative")
            .Set("input-profile", image.Bands == 4 ? "cmyk" : "srgb").Set("depth", 8).Image();
}
