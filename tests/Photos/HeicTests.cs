using System.Buffers.Binary;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Heif;
using VetVisits.Photos.Reading;

namespace VetVisits.Tests.Photos;

/// <summary>HEIC needs its decoder. Where the build could not get it, the answer is a retake with exact words, and that is what is tested then.</summary>
public sealed class HeicTests
{
    private static readonly byte[] Plain = TestPictures.Fixture("quarters.heic");

    [Fact]
    public void A_HEIC_becomes_the_same_pictures_or_the_owner_hears_how_to_send_a_JPEG()
    {
        var developed = Darkroom.Develop(Plain, TimeSpan.FromSeconds(30));
        if (!Hevc.Present)
        {
            var no = Assert.IsType<Developed.No>(developed);
            Assert.Equal(Unfit.HeicUnreadable, no.Unfit);
            Assert.Contains("Settings, Camera, Formats, Most Compatible, or send it as JPEG", no.Unfit.Words, StringComparison.Ordinal);
            return;
        }
        var done = Assert.IsType<Developed.Done>(developed);
        Assert.Equal((PhotoKind.Heic, 256, 128), (done.Facts.Kind, done.Facts.Width, done.Facts.Height));
        Assert.Equal(TestPictures.Noon, done.Facts.TakenAt);
        foreach (var picture in done.Pictures) DarkroomTests.AssertQuarters(picture, 256, 128);
        OutputsCarryNothing.Check(done);
    }

    [Fact]
    public void The_build_brings_the_decoder_on_Linux_with_apt()
    {
        if (OperatingSystem.IsLinux() && File.Exists("/usr/bin/apt-get")) Assert.True(Hevc.Present, "libde265 was not collected; see the build's output.");
        else Assert.NotEmpty(Hevc.About);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_container_turns_the_picture_once_and_EXIF_does_not_turn_it_again(int quarters)
    {
        if (!Hevc.Present) return;
        var parts = HeicParts.Of(Plain);
        var done = DarkroomTests.Done(HeicParts.Write(parts, 256, 128, ("irot", [(byte)quarters])));
        // Turned left by quarters: the corner colours move with it.
        var turned = quarters % 2 == 1;
        Assert.Equal(turned ? (128, 256) : (256, 128), (done.Facts.Width, done.Facts.Height));
        var pixels = DarkroomTests.Pixels(done.Pictures.Single(p => p.Name == PictureName.Master).Bytes, out var width, out var height);
        var firstRow = ((height / 4 * width) + (width / 4)) * 3;
        // What stands in the upper left after the turn: green after one to the left, white after two, blue after three.
        var expected = quarters switch { 1 => (30, 200, 30), 2 => (240, 240, 240), _ => (30, 30, 220) };
        Assert.True(Math.Abs(pixels[firstRow] - expected.Item1) < 25 && Math.Abs(pixels[firstRow + 1] - expected.Item2) < 25 && Math.Abs(pixels[firstRow + 2] - expected.Item3) < 25);
    }

    [Fact]
    public void A_grid_of_tiles_becomes_one_picture()
    {
        if (!Hevc.Present) return;
        var done = DarkroomTests.Done(HeicParts.WriteGrid(HeicParts.Of(Plain), 256, 128, columns: 2, rows: 2, width: 500, height: 250));
        Assert.Equal((500, 250), (done.Facts.Width, done.Facts.Height));
        var pixels = DarkroomTests.Pixels(done.Pictures.Single(p => p.Name == PictureName.Master).Bytes, out var width, out _);
        foreach (var (x, y) in ((int, int)[])[(64, 32), (256 + 64, 32), (64, 128 + 32), (256 + 64, 128 + 32)])
        {
            var at = ((y * width) + x) * 3;
            Assert.True(pixels[at] > 190 && pixels[at + 1] < 60 && pixels[at + 2] < 60, $"{x},{y}: {pixels[at]} {pixels[at + 1]} {pixels[at + 2]}");
        }
    }

    [Fact]
    public void A_HEIC_that_lies_about_its_size_is_refused()
    {
        var parts = HeicParts.Of(Plain);
        Assert.Equal(Unfit.TooManyPixels, Refusal(HeicParts.Write(parts, 30_000, 30_000)));
        Assert.Equal(Unfit.Damaged, Refusal(HeicParts.Write(parts, 2560, 1280), whereDecoded: true));
        Assert.Equal(Unfit.Damaged, Refusal(HeicParts.WriteGrid(parts, 256, 128, columns: 2, rows: 2, width: 5000, height: 250)));
        Assert.Equal(Unfit.Damaged, Refusal(Plain[..(Plain.Length - 100)]));
    }

    [Fact]
    public void Every_cut_and_every_flipped_byte_ends_well()
    {
        for (var length = 0; length < Plain.Length; length += 7) Ends(Plain[..length]);
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            var changed = Plain.ToArray();
            for (var flips = random.Next(1, 6); flips > 0; flips--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Ends(changed);
        }
    }

    private static void Ends(byte[] file) => Assert.NotNull(Darkroom.Develop(file, TimeSpan.FromSeconds(5)));

    private static Unfit Refusal(byte[] file, bool whereDecoded = false) =>
        whereDecoded && !Hevc.Present ? Unfit.Damaged : Assert.IsType<Developed.No>(Darkroom.Develop(file, TimeSpan.FromSeconds(5))).Unfit;
}

/// <summary>Takes a HEIC apart and puts other ones together around the same coded picture, as phones do with theirs.</summary>
internal sealed record HeicParts(byte[] Configuration, byte[] Coded)
{
    internal static HeicParts Of(byte[] file)
    {
        var tile = HeifFile.Read(file).Tiles.Single();
        return new HeicParts(file[tile.Configuration], file[tile.Extents.Single()]);
    }

    internal static byte[] Write(HeicParts parts, int width, int height, params (string Type, byte[] Body)[] turns)
    {
        (string, byte[])[] properties = [("hvcC", parts.Configuration), ("ispe", [0, 0, 0, 0, .. Number(width), .. Number(height)]), .. turns];
        byte[] exif = [0, 0, 0, 0, .. VetVisits.Local.Demo.PhonePhoto.Exif(6, TestPictures.Noon, TestPictures.Berlin)];
        return Container([("hvc1", parts.Coded), ("Exif", exif)], properties, [(1, [.. Enumerable.Range(1, properties.Length)])], ("cdsc", 2, [1]));
    }

    internal static byte[] WriteGrid(HeicParts parts, int tileWidth, int tileHeight, int columns, int rows, int width, int height)
    {
        (string, byte[])[] properties =
        [
            ("hvcC", parts.Configuration), ("ispe", [0, 0, 0, 0, .. Number(tileWidth), .. Number(tileHeight)]), ("ispe", [0, 0, 0, 0, .. Number(width), .. Number(height)]),
        ];
        byte[] layout = [0, 0, (byte)(rows - 1), (byte)(columns - 1), .. Number(width)[2..], .. Number(height)[2..]];
        var tiles = Enumerable.Range(0, columns * rows).Select(_ => ("hvc1", parts.Coded));
        var owned = Enumerable.Range(2, columns * rows).Select(id => (id, (int[])[1, 2]));
        return Container([("grid", layout), .. tiles], properties, [(1, [3]), .. owned], ("dimg", 1, [.. Enumerable.Range(2, columns * rows)]));
    }

    private static byte[] Container((string Type, byte[] Bytes)[] items, (string, byte[])[] properties, (int Item, int[] Properties)[] owned, (string Type, int From, int[] To) reference)
    {
        var type = Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1"u8, .. "heic"u8]);
        // Written twice: the first time to learn how long the meta box is.
        var meta = Meta(0);
        return [.. type, .. Meta(type.Length + meta.Length + 8), .. Box("mdat", [.. items.SelectMany(i => i.Bytes)])];

        byte[] Meta(int data)
        {
            var at = data;
            var places = new List<byte>();
            for (var i = 0; i < items.Length; i++)
            {
                places.AddRange([.. Number(i + 1)[2..], 0, 0, 0, 1, .. Number(at), .. Number(items[i].Bytes.Length)]);
                at += items[i].Bytes.Length;
            }
            return Box(
                "meta",
                [
                    0, 0, 0, 0, .. Box("pitm", [0, 0, 0, 0, 0, 1]),
                    .. Box("iinf", [0, 0, 0, 0, .. Number(items.Length)[2..], .. items.SelectMany((item, i) => Box("infe", [2, 0, 0, 0, .. Number(i + 1)[2..], 0, 0, .. System.Text.Encoding.ASCII.GetBytes(item.Type), 0]))]),
                    .. Box("iloc", [0, 0, 0, 0, 0x44, 0, .. Number(items.Length)[2..], .. places]),
                    .. Box("iref", [0, 0, 0, 0, .. Box(reference.Type, [.. Number(reference.From)[2..], .. Number(reference.To.Length)[2..], .. reference.To.SelectMany(to => Number(to)[2..])])]),
                    .. Box("iprp", [
                        .. Box("ipco", [.. properties.SelectMany(p => Box(p.Item1, p.Item2))]),
                        .. Box("ipma", [0, 0, 0, 0, .. Number(owned.Length), .. owned.SelectMany(o => (byte[])[.. Number(o.Item)[2..], (byte)o.Properties.Length, .. o.Properties.Select(p => (byte)p)])]),
                    ]),
                ]);
        }
    }

    private static byte[] Box(string type, byte[] body) => [.. Number(body.Length + 8), .. System.Text.Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
