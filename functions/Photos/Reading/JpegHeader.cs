using System.Buffers.Binary;

namespace VetVisits.Photos.Reading;

/// <summary>
/// Walks a JPEG's markers to its end without decoding. A progressive JPEG keeps all its coefficients in memory and is worked through once per
/// scan, so both are bounded here: 190 scans of 49 megapixels cost seconds that no deadline interrupts.
/// </summary>
internal static class JpegHeader
{
    private const int MostScans = 100;

    internal static Header Read(ReadOnlySpan<byte> file)
    {
        int width = 0, height = 0, scans = 0;
        var exif = default(Range);
        var at = 2;
        while (true)
        {
            // Fill bytes may stand before a marker.
            while (at < file.Length && file[at] != 0xFF) at++;
            while (at < file.Length && file[at] == 0xFF) at++;
            UnfitException.Unless(at < file.Length || scans > 0, Unfit.Damaged);
            if (at >= file.Length || file[at] == 0xD9) break;
            var marker = file[at++];
            if (marker is 0x01 or 0x00 or (>= 0xD0 and <= 0xD8)) continue; // no segment follows
            UnfitException.Unless(at + 2 <= file.Length, Unfit.Damaged);
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            UnfitException.Unless(length >= 2 && at + length <= file.Length, Unfit.Damaged);
            var segment = file.Slice(at + 2, length - 2);
            if (marker is 0xE1 && exif.Equals(default) && segment.StartsWith("Exif\0\0"u8)) exif = new(at + 8, at + length);
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                // One frame; baseline, extended or progressive by Huffman: what cameras write and libjpeg reads.
                UnfitException.Unless(width == 0 && marker is 0xC0 or 0xC1 or 0xC2, Unfit.Damaged);
                (width, height) = Frame(segment, progressive: marker == 0xC2);
            }
            at += length;
            if (marker != 0xDA) continue;
            UnfitException.Unless(width > 0, Unfit.Damaged);
            UnfitException.Unless(++scans <= MostScans, Unfit.TooComplex);
            at = AfterEntropy(file, at);
        }
        UnfitException.Unless(width > 0 && scans > 0, Unfit.Damaged);
        return new Header(PhotoKind.Jpeg, width, height, exif);
    }

    private static (int Width, int Height) Frame(ReadOnlySpan<byte> segment, bool progressive)
    {
        UnfitException.Unless(segment.Length >= 6, Unfit.Damaged);
        var (height, width, components) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), segment[5]);
        UnfitException.Unless(width > 0 && height > 0 && components is 1 or 3 or 4 && segment.Length >= 6 + (3 * components), Unfit.Damaged);
        if (Unfit.ForSize(width, height) is { } unfit) throw new UnfitException(unfit);
        if (!progressive) return (width, height);
        int widest = 1, tallest = 1;
        long samples = 0;
        for (var i = 0; i < components; i++)
        {
            var factors = segment[7 + (3 * i)];
            var (across, down) = (factors >> 4, factors & 15);
            UnfitException.Unless(across is >= 1 and <= 4 && down is >= 1 and <= 4, Unfit.Damaged);
            (widest, tallest) = (Math.Max(widest, across), Math.Max(tallest, down));
            samples += across * down;
        }
        var coefficients = 2L * width * height * samples / (widest * tallest);
        UnfitException.Unless(coefficients <= Header.MostWholeBytes, Unfit.TooManyPixels);
        return (width, height);
    }

    /// <summary>The next marker after entropy-coded data: an FF that is followed neither by a stuffed zero nor by a restart.</summary>
    private static int AfterEntropy(ReadOnlySpan<byte> file, int at)
    {
        while (true)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length) return file.Length;
            at += next;
            if (file[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7))) return at;
            at += 2;
        }
    }
}
