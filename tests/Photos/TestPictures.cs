using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using NodaTime;
using VetVisits.Local.Demo;
using VetVisits.Photos.Vips;

namespace VetVisits.Tests.Photos;

/// <summary>Inputs that the tests make themselves: pictures of our own, and everything that can be wrong with a file.</summary>
internal static class TestPictures
{
    internal static readonly (double, double) Berlin = (52.520008, 13.404954);
    internal static readonly LocalDateTime Noon = new(2026, 11, 20, 12, 30, 5);
    private static readonly Lazy<byte[]> Scene = new(() => Renderings.Skin(new Shooting(800, 600), (8, 5)));

    internal static byte[] Skin => Scene.Value;

    internal static byte[] Jpeg(int orientation = 1, bool place = true) => PhonePhoto.Jpeg(Skin, 800, 600, orientation, Noon, place ? Berlin : null);

    /// <summary>Four quarters of known colour: red, green above blue, white. Upright.</summary>
    internal static byte[] Quarters(int width, int height)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                (byte, byte, byte) colour = (x < width / 2, y < height / 2) switch { (true, true) => (220, 30, 30), (false, true) => (30, 200, 30), (true, false) => (30, 30, 220), _ => (240, 240, 240) };
                (rgb[((y * width) + x) * 3], rgb[(((y * width) + x) * 3) + 1], rgb[(((y * width) + x) * 3) + 2]) = colour;
            }
        return rgb;
    }

    /// <summary>The scene saved by libvips with whatever options, through whatever steps.</summary>
    internal static byte[] Saved(string saver, Func<Image, Operation>? step = null, params (string Name, string Value)[] options)
    {
        using var image = PhonePhoto.Image(Skin, 800, 600);
        using var changed = step?.Invoke(image).Image();
        var save = new Operation(saver).Set("in", changed ?? image);
        foreach (var (name, value) in options) save.Set(name, value);
        return save.Bytes();
    }

    internal static byte[] Png(int width, int height, int depth, int colour, byte[] raw, params (string Type, byte[] Data)[] more) =>
        PngOf(Header(width, height, depth, colour), [("IDAT", Zlib(raw)), .. more]);

    internal static byte[] PngOf(byte[] header, params (string Type, byte[] Data)[] chunks)
    {
        var made = new MemoryStream();
        made.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        foreach (var (type, data) in ((string, byte[])[])[("IHDR", header), .. chunks, ("IEND", [])]) made.Write(Chunk(type, data));
        return made.ToArray();
    }

    internal static byte[] Header(int width, int height, int depth = 8, int colour = 2, int interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colour, (byte)interlace);
        return header;
    }

    internal static byte[] Chunk(string type, byte[] data, uint? claimed = null)
    {
        var body = new byte[4 + data.Length];
        System.Text.Encoding.ASCII.GetBytes(type, body);
        data.CopyTo(body, 4);
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, claimed ?? (uint)data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(body));
        return chunk;
    }

    internal static byte[] Zlib(byte[] raw)
    {
        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(raw);
        return packed.ToArray();
    }

    /// <summary>The JPEG with other numbers in its frame header.</summary>
    internal static byte[] WithSize(byte[] jpeg, int width, int height)
    {
        var changed = jpeg.ToArray();
        for (var at = 2; at < changed.Length - 9;)
        {
            if (changed[at + 1] is 0xC0 or 0xC2)
            {
                BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(at + 5), (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(at + 7), (ushort)width);
                return changed;
            }
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(changed.AsSpan(at + 2));
        }
        throw new InvalidOperationException("No frame header.");
    }

    /// <summary>The JPEG with its last scan repeated.</summary>
    internal static byte[] WithScans(byte[] jpeg, int more)
    {
        var last = jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var made = new MemoryStream();
        made.Write(jpeg.AsSpan(0, jpeg.Length - 2));
        for (var i = 0; i < more; i++) made.Write(jpeg.AsSpan(last, jpeg.Length - 2 - last));
        made.Write([0xFF, 0xD9]);
        return made.ToArray();
    }

    internal static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(Folder, "Fixtures", name));

    /// <summary>A file of a development package from npm, which is not ours to commit.</summary>
    internal static byte[] FromNpm(string path) => File.ReadAllBytes(Path.Combine(Folder, "..", "node_modules", path));

    private static string Folder { get; } = FolderOf();

    private static string FolderOf([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
