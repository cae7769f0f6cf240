namespace VetVisits.Photos.Reading;

/// <summary>The kinds of picture that are read.</summary>
public enum PhotoKind
{
    Jpeg,
    Png,
    Webp,
    Heic,
}

/// <summary>What a file says of itself before a single pixel is decoded, all read in managed code.</summary>
/// <param name="Exif">Where its EXIF block lies, from the TIFF header on; empty when there is none.</param>
public sealed record Header(PhotoKind Kind, int Width, int Height, Range Exif)
{
    /// <summary>
    /// Reads the header of a file by its first bytes, never by its name or declared type, and refuses what a decoder should not be
    /// given: lengths that lie, sides that bomb, scans that never end.
    /// </summary>
    /// <exception cref="UnfitException">The file is no photo, damaged, or beyond the limits.</exception>
    public static Header Read(ReadOnlySpan<byte> file)
    {
        UnfitException.Unless(file.Length > 0, Unfit.Empty);
        UnfitException.Unless(file.Length <= Unfit.MostBytes, Unfit.TooManyBytes);
        var header = KindOf(file) switch
        {
            PhotoKind.Jpeg => JpegHeader.Read(file),
            PhotoKind.Png => PngHeader.Read(file),
            PhotoKind.Webp => WebpHeader.Read(file),
            PhotoKind.Heic => Heif.HeifFile.Read(file).Header,
            null => throw new UnfitException(Unfit.NotAPhoto),
        };
        return Unfit.ForSize(header.Width, header.Height) is { } unfit ? throw new UnfitException(unfit) : header;
    }

    /// <summary>The kind by magic bytes; null for anything that is not read.</summary>
    public static PhotoKind? KindOf(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? PhotoKind.Jpeg
        : file.StartsWith(PngHeader.Signature) ? PhotoKind.Png
        : file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? PhotoKind.Webp
        : Heif.HeifFile.Looks(file) ? PhotoKind.Heic
        : null;

    /// <summary>Decoders that need the whole picture at once may use this much memory for it; larger ones are refused.</summary>
    internal const long MostWholeBytes = 100_000_000;
}
