using VetVisits.Local.Demo;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Reading;
using VetVisits.Photos.Vips;

namespace VetVisits.Tests.Photos;

public sealed class DarkroomTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_photo_becomes_a_master_of_full_size_and_two_smaller_ones_in_two_formats()
    {
        var done = Done(PhonePhoto.Jpeg(Renderings.Skin(new Shooting(2400, 1800), (8, 5)), 2400, 1800));
        Assert.Equal(
            ["Master.jpg 2400x1800", "View.jpg 1600x1200", "View.webp 1600x1200", "Thumb.jpg 320x240", "Thumb.webp 320x240"],
            done.Pictures.Select(p => $"{p.Name}.{p.Extension} {p.Width}x{p.Height}"));
        foreach (var picture in done.Pictures)
        {
            Assert.Equal(picture.Extension == "jpg" ? PhotoKind.Jpeg : PhotoKind.Webp, Header.KindOf(picture.Bytes));
            var header = Header.Read(picture.Bytes);
            Assert.Equal((picture.Width, picture.Height), (header.Width, header.Height));
        }
        OutputsCarryNothing.Check(done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Whichever_way_the_camera_was_held_the_pictures_are_upright(int orientation)
    {
        var done = Done(PhonePhoto.Jpeg(TestPictures.Quarters(240, 160), 240, 160, orientation, TestPictures.Noon, TestPictures.Berlin));
        Assert.Equal(orientation, done.Facts.Orientation);
        Assert.Equal(TestPictures.Noon, done.Facts.TakenAt);
        Assert.Equal((240, 160), (done.Facts.Width, done.Facts.Height));
        foreach (var picture in done.Pictures)
        {
            Assert.Equal((240, 160), (picture.Width, picture.Height));
            AssertQuarters(picture, 240, 160);
        }
        OutputsCarryNothing.Check(done);
    }

    [Fact]
    public void Every_kind_and_depth_comes_out_as_the_same_picture()
    {
        Image Step(Image image, string name, params (string, string)[] options) => Operation(image, name, options).Image();
        static Operation Operation(Image image, string name, params (string Name, string Value)[] options)
        {
            var operation = new Operation(name).Set("in", image);
            foreach (var (option, value) in options) operation.Set(option, value);
            return operation;
        }
        var plain = Means(Done(TestPictures.Saved("jpegsave_buffer", null, ("Q", "95"))));
        var kinds = new Dictionary<string, byte[]>
        {
            ["progressive"] = TestPictures.Saved("jpegsave_buffer", null, ("Q", "95"), ("interlace", "true")),
            ["webp"] = TestPictures.Saved("webpsave_buffer", null, ("Q", "95")),
            ["lossless webp"] = TestPictures.Saved("webpsave_buffer", null, ("lossless", "true")),
            ["cmyk"] = TestPictures.Saved("jpegsave_buffer", image => Operation(image, "colourspace", ("space", "cmyk")), ("Q", "95"), ("keep", "none")),
            ["display p3"] = TestPictures.Saved("jpegsave_buffer", image => Operation(image, "icc_transform", ("output-profile", "p3"), ("input-profile", "srgb")), ("Q", "95"), ("keep", "icc")),
            ["png 8"] = Png(8, 2),
            ["png 16"] = Png(16, 2),
            ["png alpha"] = Png(8, 6),
            ["png 16 alpha"] = Png(16, 6),
            ["palette"] = Palette(),
        };
        foreach (var (kind, file) in kinds)
        {
            var done = Done(file);
            var means = Means(done);
            var most = kind switch { "cmyk" => 14, "palette" => 6, _ => 1.2 };
            for (var band = 0; band < 3; band++)
                Assert.True(Math.Abs(means[band] - plain[band]) < most, $"{kind}: band {band} is {means[band]:0.0}, not {plain[band]:0.0}");
            OutputsCarryNothing.Check(done);
        }
        // Without its profile a P3 file would be off by more than is borne above; so the profile was used.
        using var image = PhonePhoto.Image(TestPictures.Skin, 800, 600);
        using var wide = Step(image, "icc_transform", ("output-profile", "p3"), ("input-profile", "srgb"));
        Assert.True(Math.Abs(wide.Bytes().Where((_, i) => i % 3 == 0).Average(b => b) - plain[0]) > 1.5);
    }

    [Fact]
    public void Grey_pictures_get_three_channels()
    {
        var raw = new byte[(200 + 1) * 100];
        Random.Shared.NextBytes(raw);
        for (var row = 0; row < 100; row++) raw[row * 201] = 0;
        OutputsCarryNothing.Check(Done(TestPictures.Png(200, 100, 8, 0, raw)));
    }

    [Theory]
    [InlineData("jpeg-exif/test/IMG_0001.JPG", 2448, 2448, 6)]
    [InlineData("exif/test/right.jpg", null, null, 8)]
    [InlineData("exif/test/down-mirrored.jpg", null, null, 4)]
    [InlineData("exif-parser/test/starfish.jpg", 1278, 720, null)]
    [InlineData("exif/test/test1.jpg", null, null, null)]
    public void Photos_of_real_cameras_lose_place_maker_and_profile(string path, int? width, int? height, int? orientation)
    {
        var done = Done(TestPictures.FromNpm(path));
        if (width is not null) Assert.Equal((width, height), (done.Facts.Width, done.Facts.Height));
        if (orientation is not null) Assert.Equal(orientation, done.Facts.Orientation);
        OutputsCarryNothing.Check(done);
    }

    [Fact]
    public void The_same_bytes_give_the_same_pictures_however_many_are_developed_at_once()
    {
        var file = TestPictures.Jpeg(6);
        var expected = Done(file).Pictures.Select(p => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(p.Bytes))).ToList();
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
            Assert.Equal(expected, Done(file).Pictures.Select(p => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(p.Bytes)))));
    }

    [Fact]
    public void A_photo_that_takes_too_long_is_stopped()
    {
        var big = TestPictures.Png(4000, 4000, 8, 2, new byte[((4000 * 3) + 1) * 4000]);
        var no = Assert.IsType<Developed.No>(Darkroom.Develop(big, TimeSpan.Zero));
        Assert.Equal(Unfit.TooSlow, no.Unfit);
    }

    [Fact]
    public void Nothing_is_held_after_many_photos()
    {
        for (var i = 0; i < 5; i++) Done(TestPictures.Jpeg());
        var (bytes, allocations) = Found.Held;
        for (var i = 0; i < 20; i++)
        {
            Done(TestPictures.Jpeg());
            Darkroom.Develop(TestPictures.Jpeg().AsSpan(0, 20_000).ToArray(), Patience);
        }
        var (bytesNow, allocationsNow) = Found.Held;
        // Other tests decode beside this one, so a little may be in use at this moment; a leak would be 40 pictures.
        Assert.True(bytesNow - bytes < 30_000_000, $"{bytesNow - bytes} bytes more");
        Assert.True(allocationsNow - allocations < 60, $"{allocationsNow - allocations} allocations more");
    }

    internal static Developed.Done Done(byte[] file) => Darkroom.Develop(file, Patience) switch
    {
        Developed.Done done => done,
        Developed.No no => throw new InvalidOperationException($"{no.Unfit.Code}: {no.Trace}"),
        _ => throw new InvalidOperationException(),
    };

    internal static byte[] Pixels(byte[] file, out int width, out int height)
    {
        var header = Header.Read(file);
        using var image = Negative.Make(file, header, Patience, out _);
        (width, height) = (image.Width, image.Height);
        return image.Bytes();
    }

    internal static void AssertQuarters(Picture picture, int width, int height)
    {
        var pixels = Pixels(picture.Bytes, out _, out _);
        (int, int, int) At(int x, int y) => (pixels[((y * width) + x) * 3], pixels[(((y * width) + x) * 3) + 1], pixels[(((y * width) + x) * 3) + 2]);
        void Near((int R, int G, int B) expected, int x, int y)
        {
            var (r, g, b) = At(x, y);
            Assert.True(Math.Abs(r - expected.R) < 25 && Math.Abs(g - expected.G) < 25 && Math.Abs(b - expected.B) < 25, $"{picture.Name}.{picture.Extension} at {x},{y}: {(r, g, b)} for {expected}");
        }
        Near((220, 30, 30), width / 4, height / 4);
        Near((30, 200, 30), 3 * width / 4, height / 4);
        Near((30, 30, 220), width / 4, 3 * height / 4);
        Near((240, 240, 240), 3 * width / 4, 3 * height / 4);
    }

    private static double[] Means(Developed.Done done)
    {
        var pixels = Pixels(done.Pictures.Single(p => p.Name == PictureName.Master).Bytes, out _, out _);
        return [.. Enumerable.Range(0, 3).Select(band => pixels.Where((_, i) => i % 3 == band).Average(b => (double)b))];
    }

    /// <summary>The scene as a PNG of another depth, with alpha that is opaque.</summary>
    private static byte[] Png(int depth, int colour)
    {
        var (bands, bytes) = (colour == 6 ? 4 : 3, depth / 8);
        var raw = new List<byte>();
        for (var y = 0; y < 600; y++)
        {
            raw.Add(0);
            for (var x = 0; x < 800; x++)
                for (var band = 0; band < bands; band++)
                    for (var part = 0; part < bytes; part++)
                        raw.Add(band == 3 ? (byte)255 : TestPictures.Skin[(((y * 800) + x) * 3) + band]);
        }
        return TestPictures.Png(800, 600, depth, colour, [.. raw]);
    }

    /// <summary>216 colours: six levels a channel.</summary>
    private static byte[] Palette()
    {
        var table = Enumerable.Range(0, 216).SelectMany(i => new[] { (byte)(i / 36 * 51), (byte)(i / 6 % 6 * 51), (byte)(i % 6 * 51) }).ToArray();
        var raw = new List<byte>();
        var (random, skin) = (new Random(1), TestPictures.Skin);
        for (var y = 0; y < 600; y++)
        {
            raw.Add(0);
            for (var x = 0; x < 800; x++)
            {
                int Level(int band) => Math.Min(5, (int)((skin[(((y * 800) + x) * 3) + band] / 51.0) + random.NextDouble()));
                raw.Add((byte)((Level(0) * 36) + (Level(1) * 6) + Level(2)));
            }
        }
        return TestPictures.PngOf(TestPictures.Header(800, 600, 8, 3), ("PLTE", table), ("IDAT", TestPictures.Zlib([.. raw])));
    }
}
