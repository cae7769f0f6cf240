using System.Buffers.Binary;

namespace VetVisits.Photos.Reading;

/// <summary>Walks a WebP's RIFF chunks. WebP is decoded as a whole, four bytes a pixel, so its pixels are bounded more tightly.</summary>
internal static class WebpHeader
{
    internal static Header Read(ReadOnlySpan<byte> file)
    {
        var end = 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        UnfitException.Unless(end <= file.Length, Unfit.Damaged);
        int width = 0, height = 0;
        var pixels = false;
        var exif = default(Range);
        long at = 12;
        while (at + 8 <= end)
        {
            var chunk = file[(int)at..];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            UnfitException.Unless(at + 8 + length <= end, Unfit.Damaged);
            var data = chunk.Slice(8, (int)length);
            if (chunk.StartsWith("VP8X"u8) && data.Length >= 10)
                (width, height) = (1 + (int)Number24(data[4..]), 1 + (int)Number24(data[7..]));
            else if (chunk.StartsWith("EXIF"u8))
                exif = data.StartsWith("Exif\0\0"u8) ? new((int)at + 14, (int)(at + 8 + length)) : new((int)at + 8, (int)(at + 8 + length));
            else if (chunk.StartsWith("VP8 "u8) && data.Length >= 10)
                (pixels, width, height) = (true, width == 0 ? Number16(data[6..]) & 0x3FFF : width, height == 0 ? Number16(data[8..]) & 0x3FFF : height);
            else if (chunk.StartsWith("VP8L"u8) && data.Length >= 5)
            {
                var packed = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
                (pixels, width, height) = (true, width == 0 ? 1 + (int)(packed & 0x3FFF) : width, height == 0 ? 1 + (int)((packed >> 14) & 0x3FFF) : height);
            }
            else if (chunk.StartsWith("ANMF"u8)) pixels = true;
            at += 8 + length + (length & 1);
        }
        UnfitException.Unless(pixels && width > 0 && height > 0, Unfit.Damaged);
        UnfitException.Unless(4L * width * height <= Header.MostWholeBytes, Unfit.TooManyPixels);
        return new Header(PhotoKind.Webp, width, height, exif);
    }

    private static uint Number24(ReadOnlySpan<byte> data) => (uint)(data[0] | (data[1] << 8) | (data[2] << 16));

    private static int Number16(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt16LittleEndian(data);
}
