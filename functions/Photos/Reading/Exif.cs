using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NodaTime;

namespace VetVisits.Photos.Reading;

/// <summary>
/// The two facts that are kept of a camera's EXIF block: when, and which way up. Place, names and serial numbers are never read.
/// Every offset may be a lie: whatever points outside the block is as if it were not there.
/// </summary>
/// <param name="TakenAt">The camera's own clock, which has no zone.</param>
/// <param name="Orientation">1 to 8 as EXIF counts; null when the block does not say.</param>
public sealed record Exif(LocalDateTime? TakenAt, int? Orientation)
{
    private const int OrientationTag = 0x0112, ExifTag = 0x8769, TakenTag = 0x9003, MostEntries = 512;

    public static Exif None { get; } = new(null, null);

    public static Exif Read(ReadOnlySpan<byte> block)
    {
        if (block.Length < 8) return None;
        bool? little = block.StartsWith("II*\0"u8) ? true : block.StartsWith("MM\0*"u8) ? false : null;
        if (little is not { } isLittle) return None;
        var main = Number32(block[4..], isLittle);
        var orientation = Entry(block, main, OrientationTag, isLittle) is { } turned ? Number16(block[(turned + 8)..], isLittle) : 0;
        var details = Entry(block, main, ExifTag, isLittle) is { } at ? Number32(block[(at + 8)..], isLittle) : 0;
        return new Exif(Taken(block, details, isLittle), orientation is >= 1 and <= 8 ? orientation : null);
    }

    private static LocalDateTime? Taken(ReadOnlySpan<byte> block, uint directory, bool little)
    {
        if (directory == 0 || Entry(block, directory, TakenTag, little) is not { } entry) return null;
        var at = Number32(block[(entry + 8)..], little);
        if (at + 19L > block.Length) return null;
        var text = Encoding.ASCII.GetString(block.Slice((int)at, 19));
        return DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var taken) && taken.Year >= 1990
            ? LocalDateTime.FromDateTime(taken) : null;
    }

    /// <summary>Where a directory's 12-byte entry begins; null when the directory or the entry is not there.</summary>
    private static int? Entry(ReadOnlySpan<byte> block, uint directory, int tag, bool little)
    {
        if (directory < 8 || directory + 2L > block.Length) return null;
        var count = Math.Min((int)Number16(block[(int)directory..], little), MostEntries);
        for (var i = 0; i < count; i++)
        {
            var at = directory + 2L + (12L * i);
            if (at + 12 > block.Length) return null;
            if (Number16(block[(int)at..], little) == tag) return (int)at;
        }
        return null;
    }

    private static ushort Number16(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);

    private static uint Number32(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt32BigEndian(data);
}
