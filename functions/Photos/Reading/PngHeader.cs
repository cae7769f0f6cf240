using System.Buffers.Binary;

namespace VetVisits.Photos.Reading;

/// <summary>
/// Walks a PNG's chunks. A text chunk that claims 1.8 GB in a 300-byte file makes some libraries allocate it: no chunk may reach beyond the
/// file, and none but the pixels may be large.
/// </summary>
internal static class PngHeader
{
    private const int MostAncillary = 4 * 1024 * 1024;
    private const int MostChunks = 20_000;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    internal static Header Read(ReadOnlySpan<byte> file)
    {
        int width = 0, height = 0;
        var exif = default(Range);
        var at = Signature.Length;
        for (var chunks = 0; ; chunks++)
        {
            UnfitException.Unless(at + 12 <= file.Length && chunks < MostChunks, Unfit.Damaged);
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var type = file.Slice(at + 4, 4);
            UnfitException.Unless(length <= file.Length - at - 12, Unfit.Damaged);
            var ancillary = (type[0] & 0x20) != 0;
            UnfitException.Unless(!ancillary || length <= MostAncillary, Unfit.TooComplex);
            var data = file.Slice(at + 8, (int)length);
            if (chunks == 0)
            {
                UnfitException.Unless(type.SequenceEqual("IHDR"u8) && length == 13, Unfit.Damaged);
                (width, height) = Size(data);
            }
            else if (type.SequenceEqual("eXIf"u8)) exif = new(at + 8, at + 8 + (int)length);
            if (type.SequenceEqual("IEND"u8)) return new Header(PhotoKind.Png, width, height, exif);
            at += 12 + (int)length;
        }
    }

    private static (int Width, int Height) Size(ReadOnlySpan<byte> data)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        if (Unfit.ForSize(width, height) is { } unfit) throw new UnfitException(unfit);
        var channels = data[9] switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new UnfitException(Unfit.Damaged) };
        var interlaced = data[12] != 0;
        UnfitException.Unless(!interlaced || (long)width * height * channels * Math.Max(8, (int)data[8]) / 8 <= Header.MostWholeBytes, Unfit.TooManyPixels);
        return ((int)width, (int)height);
    }
}
