using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using NodaTime;
using VetVisits.Photos.Vips;

namespace VetVisits.Local.Demo;

/// <summary>Files as phones write them, made from pixels: JPEG with an EXIF block that says which way up, when, and where.</summary>
public static class PhonePhoto
{
    /// <param name="rgb">Upright pixels.</param>
    /// <param name="orientation">How the camera was held; the stored pixels are turned so that a viewer who obeys shows them upright.</param>
    /// <param name="place">Latitude and longitude, which must not survive.</param>
    public static byte[] Jpeg(byte[] rgb, int width, int height, int orientation = 1, LocalDateTime? taken = null, (double Latitude, double Longitude)? place = null, int quality = 90)
    {
        using var upright = Image(rgb, width, height);
        using var stored = Photos.Developing.Negative.Turned(upright, Stored(orientation));
        _ = Library.InUse;
        var plain = new Operation("jpegsave_buffer").Set("in", stored).Set("Q", quality).Bytes();
        return WithExif(plain, Exif(orientation, taken, place));
    }

    /// <summary>A JPEG with this EXIF block behind its start marker.</summary>
    public static byte[] WithExif(ReadOnlySpan<byte> jpeg, ReadOnlySpan<byte> tiff)
    {
        var made = new MemoryStream();
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)(tiff.Length + 8)));
        made.Write(jpeg[..2]);
        made.Write([0xFF, 0xE1]);
        made.Write(length);
        made.Write("Exif\0\0"u8);
        made.Write(tiff);
        made.Write(jpeg[2..]);
        return made.ToArray();
    }

    /// <summary>A small EXIF block (TIFF 6.0, little-endian): maker, orientation, time and place.</summary>
    public static byte[] Exif(int orientation, LocalDateTime? taken, (double Latitude, double Longitude)? place)
    {
        const int main = 8, mainEntries = 4, details = main + 2 + (12 * mainEntries) + 4, where = details + 2 + 12 + 4, data = where + 2 + (12 * 4) + 4;
        var block = new byte[data + 20 + 16 + 48];
        "II*\0"u8.CopyTo(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), main);
        Directory(block, main, (0x010F, 2, 16, data + 20), (0x0112, 3, 1, orientation), (0x8769, 4, 1, details), (0x8825, 4, 1, where));
        Encoding.ASCII.GetBytes("VetVisits Phone\0", block.AsSpan(data + 20));
        Directory(block, details, (0x9003, 2, 20, data));
        if (taken is { } time) Encoding.ASCII.GetBytes(time.ToString("yyyy:MM:dd HH:mm:ss", null) + "\0", block.AsSpan(data));
        var (latitude, longitude) = place ?? (0, 0);
        Directory(block, where, (1, 2, 2, latitude < 0 ? 'S' : 'N'), (2, 5, 3, data + 36), (3, 2, 2, longitude < 0 ? 'W' : 'E'), (4, 5, 3, data + 60));
        Angle(block.AsSpan(data + 36), Math.Abs(latitude));
        Angle(block.AsSpan(data + 60), Math.Abs(longitude));
        return block;
    }

    internal static Image Image(byte[] rgb, int width, int height)
    {
        _ = Library.InUse;
        var memory = Native.TryAllocate((nuint)rgb.Length);
        if (memory == 0) throw new InvalidOperationException("No memory for the picture.");
        Marshal.Copy(rgb, 0, memory, rgb.Length);
        return Photos.Vips.Image.Over(memory, (nuint)rgb.Length, width, height, 3);
    }

    /// <summary>The inverse of what makes it upright.</summary>
    private static IReadOnlyList<Photos.Reading.Turn> Stored(int orientation) => Photos.Reading.Turns.Of(orientation switch { 6 => 8, 8 => 6, _ => orientation });

    private static void Directory(byte[] block, int at, params (int Tag, int Type, int Count, int Value)[] entries)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(at), (ushort)entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = block.AsSpan(at + 2 + (12 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)entries[i].Type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], entries[i].Count);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], entries[i].Value);
        }
    }

    private static void Angle(Span<byte> to, double degrees)
    {
        double minutes = (degrees - Math.Floor(degrees)) * 60, seconds = (minutes - Math.Floor(minutes)) * 60;
        int[] numbers = [(int)degrees, 1, (int)minutes, 1, (int)(seconds * 100), 100];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(to[(4 * i)..], numbers[i]);
    }
}
