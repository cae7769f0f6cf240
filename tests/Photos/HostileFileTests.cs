using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using VetVisits.Local.Demo;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Reading;
using VetVisits.Photos.Vips;

namespace VetVisits.Tests.Photos;

public sealed class HostileFileTests
{
    private static readonly byte[] Jpeg = TestPictures.Jpeg();
    private static readonly byte[] Png = TestPictures.Png(200, 150, 8, 2, new byte[((200 * 3) + 1) * 150]);
    private static readonly byte[] Webp = TestPictures.Saved("webpsave_buffer", null, ("keep", "none"));

    public static TheoryData<string> Refused => [.. Table.Where(t => t.Value.Expected is not null).Select(t => t.Key)];

    public static TheoryData<string> Taken => [.. Table.Where(t => t.Value.Expected is null).Select(t => t.Key)];

    /// <summary>Every way to be wrong, made here, with what it is refused as; null where it is taken, and its outputs carry none of it.</summary>
    private static Dictionary<string, (Func<byte[]> File, string? Expected)> Table { get; } = new()
    {
        ["empty"] = (() => [], "empty"),
        ["nulls"] = (() => new byte[5000], "not-a-photo"),
        ["one byte"] = (() => [0xFF], "not-a-photo"),
        ["text"] = (() => "hello, this is no photo at all"u8.ToArray(), "not-a-photo"),
        ["gif"] = (() => [.. "GIF89a"u8, .. new byte[500]], "not-a-photo"),
        ["pdf named jpg"] = (() => [.. "%PDF-1.7\n"u8, .. new byte[500]], "not-a-photo"),
        ["svg with an external entity"] = (() => "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>"u8.ToArray(), "not-a-photo"),
        ["html"] = (() => "<html><script>alert(1)</script></html>"u8.ToArray(), "not-a-photo"),
        ["mvg"] = (() => "push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'https://x'\n"u8.ToArray(), "not-a-photo"),
        ["postscript"] = (() => "%!PS-Adobe-3.0 EPSF-3.0\n"u8.ToArray(), "not-a-photo"),
        ["tiff"] = (() => [.. "II*\0"u8, .. new byte[500]], "not-a-photo"),
        ["avif"] = (() => [0, 0, 0, 24, .. "ftypavif"u8, 0, 0, 0, 0, .. "avifmif1"u8, .. new byte[500]], "not-a-photo"),
        ["26 MB"] = (() => [.. Jpeg, .. new byte[26 * 1024 * 1024]], "too-large"),
        ["jpeg cut at half"] = (() => Jpeg[..(Jpeg.Length / 2)], "damaged"),
        ["jpeg cut at 95 %"] = (() => Jpeg[..(Jpeg.Length * 95 / 100)], "damaged"),
        ["jpeg cut at 300 bytes"] = (() => Jpeg[..300], "damaged"),
        ["jpeg magic, then noise"] = (() => [0xFF, 0xD8, 0xFF, 0xE0, .. Noise(4000)], "damaged"),
        ["jpeg of 65500 x 65500"] = (() => TestPictures.WithSize(Jpeg, 65500, 65500), "too-many-pixels"),
        ["jpeg of 16000 x 2"] = (() => TestPictures.WithSize(Jpeg, 16000, 2), "too-small"),
        ["jpeg of 16000 x 100"] = (() => TestPictures.WithSize(Jpeg, 16000, 100), "odd-shape"),
        ["jpeg of 20 x 20"] = (() => TestPictures.WithSize(Jpeg, 20, 20), "too-small"),
        ["jpeg without a scan"] = (() => [.. Jpeg.AsSpan(0, Jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA])), 0xFF, 0xD9], "damaged"),
        ["jpeg of 190 scans"] = (() => TestPictures.WithScans(TestPictures.Saved("jpegsave_buffer", null, ("interlace", "true")), 190), "too-complex"),
        ["progressive jpeg of 49 megapixels"] = (() => TestPictures.WithSize(TestPictures.Saved("jpegsave_buffer", null, ("interlace", "true"), ("subsample-mode", "off")), 7000, 7000), "too-many-pixels"),
        ["png bomb of 60000 x 60000"] = (() => TestPictures.PngOf(TestPictures.Header(60000, 60000, 1, 0), ("IDAT", TestPictures.Zlib(new byte[1_000_000]))), "too-many-pixels"),
        ["interlaced png of 50 megapixels, 16 bit"] = (() => TestPictures.PngOf(TestPictures.Header(7000, 7000, 16, 6, 1), ("IDAT", TestPictures.Zlib(new byte[1000]))), "too-many-pixels"),
        ["png cut at half"] = (() => Png[..(Png.Length / 2)], "damaged"),
        ["png without its end"] = (() => Png[..^12], "damaged"),
        ["png with too little data"] = (() => TestPictures.Png(200, 150, 8, 2, new byte[601 * 70]), "damaged"),
        ["png text chunk that claims 1.9 GB"] = (() => Claiming("tEXt"), "damaged"),
        ["png zTXt that claims 1.9 GB"] = (() => Claiming("zTXt"), "damaged"),
        ["png iTXt that claims 1.9 GB"] = (() => Claiming("iTXt"), "damaged"),
        ["png iCCP that claims 1.9 GB"] = (() => Claiming("iCCP"), "damaged"),
        ["png eXIf that claims 1.9 GB"] = (() => Claiming("eXIf"), "damaged"),
        ["png text of 5 MB"] = (() => TestPictures.Png(200, 150, 8, 2, new byte[601 * 150], ("tEXt", new byte[5_000_000])), "too-complex"),
        ["png of 25,000 chunks"] = (() => TestPictures.PngOf(TestPictures.Header(200, 150), [.. Enumerable.Repeat(("tEXt", "a\0b"u8.ToArray()), 25_000)]), "damaged"),
        ["png of no known colour"] = (() => TestPictures.PngOf(TestPictures.Header(200, 150, 8, 5), ("IDAT", [])), "damaged"),
        ["webp cut"] = (() => Webp[..(Webp.Length / 2)], "damaged"),
        ["webp canvas without a picture"] = (() => Riff([.. "VP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0x3F, 0, 0xFE, 0x3F, 0]), "damaged"),
        ["webp with nothing"] = (() => Riff([]), "damaged"),
        ["webp of 27 megapixels"] = (() => WithWebpSize(Webp, 6000, 4500), "too-many-pixels"),
        ["heic, noise"] = (() => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. Noise(3000)], "damaged"),

        ["jpeg that says 1600 x 1200 with data for less"] = (() => TestPictures.WithSize(Jpeg, 1600, 1200), null), // libjpeg does not tell
        ["jpeg with 400 flipped bytes in its data"] = (() => Flipped(Jpeg, 400), null),
        ["jpeg with a zip behind it"] = (() => [.. Jpeg, .. "PK\x03\x04"u8, .. Noise(2000)], null),
        ["jpeg with a script in a comment"] = (() => WithComment(Jpeg, "<script>alert(document.cookie)</script>"), null),
        ["jpeg with wild EXIF offsets"] = (() => PhonePhoto.WithExif(TestPictures.Saved("jpegsave_buffer"), WildExif()), null),
        ["jpeg with a broken profile"] = (() => WithSegment(TestPictures.Saved("jpegsave_buffer"), 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. Noise(400)]), null),
        ["png with a zTXt bomb"] = (() => TestPictures.Png(200, 150, 8, 2, new byte[601 * 150], ("zTXt", [.. "Comment\0\0"u8, .. TestPictures.Zlib(new byte[300_000_000])])), null),
        ["png with an iCCP bomb"] = (() => TestPictures.PngOf(TestPictures.Header(200, 150), ("iCCP", [.. "p\0\0"u8, .. TestPictures.Zlib(new byte[300_000_000])]), ("IDAT", TestPictures.Zlib(new byte[601 * 150]))), null),
        ["png with a bad CRC in a text"] = (() => BadCrc(), null),
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_sound_photo_is_refused_fast_and_in_words(string name)
    {
        var (file, expected) = (Table[name].File(), Table[name].Expected);
        _ = Library.InUse;
        var clock = Stopwatch.StartNew();
        var no = Assert.IsType<Developed.No>(Darkroom.Develop(file, TimeSpan.FromSeconds(10)));
        Assert.Equal(expected, no.Unfit.Code);
        Assert.True(clock.ElapsedMilliseconds < 3000, $"took {clock.ElapsedMilliseconds} ms");
        Assert.EndsWith(".", no.Unfit.Words, StringComparison.Ordinal);
        Assert.Same(no.Unfit, Unfit.Of(no.Unfit.Code));
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_is_odd_but_shows_a_picture_is_taken_and_the_oddness_stays_behind(string name)
    {
        var developed = Darkroom.Develop(Table[name].File(), TimeSpan.FromSeconds(20));
        if (developed is Developed.No no) Assert.Fail($"{no.Unfit.Code}: {no.Trace}");
        OutputsCarryNothing.Check((Developed.Done)developed);
    }

    [Fact]
    public void Five_hundred_mutations_of_every_kind_end_in_pictures_or_a_refusal()
    {
        byte[][] seeds = [Jpeg, Png, Webp, TestPictures.Saved("jpegsave_buffer", null, ("interlace", "true"))];
        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var file = Mutation.Of(seeds[i % seeds.Length], new Random(i));
            switch (Darkroom.Develop(file, TimeSpan.FromSeconds(10)))
            {
                case Developed.Done done:
                    Assert.Equal(5, done.Pictures.Count);
                    break;
                case Developed.No no:
                    Assert.NotSame(Unfit.TooSlow, no.Unfit);
                    break;
            }
        });
    }

    /// <summary>Sound files of other kinds, which libvips could read, and the loader of each.</summary>
    private static readonly Dictionary<string, byte[]> Blocked = new()
    {
        ["svgload_buffer"] = "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><rect width='9' height='9'/></svg>"u8.ToArray(),
        ["gifload_buffer"] = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
        ["heifload_buffer"] = TestPictures.Fixture("quarters.heic"),
    };

    [Fact]
    public void No_other_loader_can_be_called_even_by_name()
    {
        _ = Library.InUse;
        Assert.All(Blocked, file =>
        {
            Assert.True(Native.TypeFind("VipsOperation", file.Key) != 0, $"This libvips has no {file.Key}, so nothing is shown by it.");
            Assert.Throws<VipsException>(() => new Operation(file.Key).Set("buffer", file.Value).Image());
        });
        using var taken = new Operation("jpegload_buffer").Set("buffer", Jpeg).Image();
        Assert.Equal(800, taken.Width);
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    private static byte[] Claiming(string type)
    {
        var whole = Png.AsSpan();
        return [.. whole[..33], .. TestPictures.Chunk(type, [1, 2, 3], claimed: 1_900_000_000), .. whole[33..]];
    }

    private static byte[] BadCrc()
    {
        var text = TestPictures.Chunk("tEXt", "Comment\0hello"u8.ToArray());
        text[^1] ^= 0xFF;
        return [.. Png.AsSpan(0, 33), .. text, .. Png.AsSpan(33)];
    }

    private static byte[] Riff(byte[] body) => [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length + 4), .. "WEBP"u8, .. body];

    private static byte[] WithWebpSize(byte[] webp, int width, int height)
    {
        var changed = webp.ToArray();
        var at = changed.AsSpan().IndexOf("VP8 "u8) + 8 + 6;
        BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(at), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(at + 2), (ushort)height);
        return changed;
    }

    private static byte[] Flipped(byte[] file, int count)
    {
        var (changed, random) = (file.ToArray(), new Random(3));
        var data = changed.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 20;
        for (var i = 0; i < count; i++)
        {
            var at = random.Next(data, changed.Length - 2);
            // No marker is made or broken: those are other tests.
            if (changed[at] != 0xFF && changed[at - 1] != 0xFF) changed[at] = (byte)random.Next(0xFF);
        }
        return changed;
    }

    private static byte[] WithComment(byte[] jpeg, string text) => WithSegment(jpeg, 0xFE, Encoding.ASCII.GetBytes(text));

    private static byte[] WithSegment(byte[] jpeg, byte marker, byte[] data) =>
        [.. jpeg.AsSpan(0, 2), 0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data, .. jpeg.AsSpan(2)];

    private static byte[] WildExif()
    {
        var block = PhonePhoto.Exif(6, TestPictures.Noon, TestPictures.Berlin);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), 0xFFFF_FFF0);
        return block;
    }
}
