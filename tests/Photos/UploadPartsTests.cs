using System.Net.Http.Headers;
using VetVisits.Local.Demo;
using VetVisits.Photos;
using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Photos;

public sealed class PartRangeTests
{
    [Theory]
    [InlineData("bytes 0-262143/600000", 0, 262144, 600000)]
    [InlineData("bytes 524288-599999/600000", 524288, 75712, 600000)]
    [InlineData("bytes 0-9/10", 0, 10, 10)]
    public void A_part_begins_at_a_multiple_and_is_full_or_the_last(string header, long from, int length, long of) =>
        Assert.Equal((from, length, of), PartRange.Read(header, null) is { } part ? (part.From, part.Length, part.Of) : default);

    [Theory]
    [InlineData("bytes 100-262243/600000")] // begins between two parts
    [InlineData("bytes 0-99/600000")] // neither full nor the last
    [InlineData("bytes 0-524287/600000")] // two parts at once
    [InlineData("bytes 0-262143/*")]
    [InlineData("bytes */600000")]
    [InlineData("lines 0-9/10")]
    [InlineData("nonsense")]
    public void What_is_no_part_is_none(string header) => Assert.Null(PartRange.Read(header, null));

    [Fact]
    public void Without_a_range_a_small_body_is_the_whole() =>
        Assert.Equal((new PartRange(0, 1999, 2000), null, null), (PartRange.Read(null, 2000), PartRange.Read(null, 0), PartRange.Read(null, 262145)));
}

public sealed class UploadPartsTests(Studio studio) : IClassFixture<Studio>
{
    private const string Olga = "owner/olga";
    private static readonly byte[] Good = PhonePhoto.Jpeg(Renderings.Skin(new Shooting(1600, 1200), (8, 5)), 1600, 1200, 6, TestPictures.Noon, TestPictures.Berlin);

    [Fact]
    public async Task After_a_broken_line_the_photo_goes_on_where_it_stopped_and_becomes_the_same_photo()
    {
        var (animal, photo) = await Asked();
        var bytes = Padded(Good);
        Assert.True(bytes.Length > 2 * UploadParts.PartBytes);
        Assert.Equal((0, false), Parts(await Send(animal, photo, null)));

        Assert.Equal((UploadParts.PartBytes, false), Parts(await Part(animal, photo, bytes, 0)));
        // The last one came before the one in the middle: a gap is not counted over.
        var last = bytes.Length / UploadParts.PartBytes;
        Assert.Equal((UploadParts.PartBytes, false), Parts(await Part(animal, photo, bytes, last)));
        // The answer to the first was lost: it is sent again.
        Assert.Equal((UploadParts.PartBytes, false), Parts(await Part(animal, photo, bytes, 0)));
        Assert.Equal((UploadParts.PartBytes, false), Parts(await Send(animal, photo, null)));
        for (var i = 1; i < last; i++) await Part(animal, photo, bytes, i);

        Assert.True((await Send(animal, photo, null)).Is(200).Json.GetProperty("whole").GetBoolean());
        (await Part(animal, photo, bytes, last)).Is(409, "already-uploaded");
        Assert.Equal("ready", (await studio.Settled(animal, photo)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_is_no_part_is_refused_and_nothing_is_kept_of_it()
    {
        var (animal, photo) = await Asked();
        (await Send(animal, photo, new byte[100], "bytes 100-199/600000")).Is(400, "part-invalid");
        (await Send(animal, photo, new byte[100], "bytes 0-199/200")).Is(400, "upload-cut");
        (await Send(animal, photo, new byte[300], "bytes 0-199/200")).Is(400, "part-invalid");
        (await Send(animal, photo, new byte[UploadParts.PartBytes], $"bytes 0-{UploadParts.PartBytes - 1}/{25 * 1024 * 1024 + 1}")).Is(413, "too-large");
        Assert.Equal((0, false), Parts(await Send(animal, photo, null)));
        (await studio.Send("GET", $"animals/{animal}/photos/nothing/parts", Olga)).Is(404, "not-found");
    }

    private async Task<(string Animal, string Photo)> Asked()
    {
        var animal = await studio.Animal(Olga);
        return (animal, (await studio.Ask(animal, Olga, new { complaint = "skin" })).GetProperty("photoId").GetString()!);
    }

    private Task<Heard> Part(string animal, string photo, byte[] bytes, int part)
    {
        var from = part * UploadParts.PartBytes;
        var to = Math.Min(from + UploadParts.PartBytes, bytes.Length);
        return Send(animal, photo, bytes[from..to], $"bytes {from}-{to - 1}/{bytes.Length}");
    }

    private Task<Heard> Send(string animal, string photo, byte[]? body, string? range = null)
    {
        var content = body is null ? null : Studio.Bytes(body);
        if (range is not null) content!.Headers.ContentRange = ContentRangeHeaderValue.Parse(range);
        return studio.Send(body is null ? "GET" : "PUT", $"animals/{animal}/photos/{photo}/parts", Olga, content);
    }

    private static (long, bool) Parts(Heard heard) => (heard.Is(200).Json.GetProperty("bytes").GetInt64(), heard.Json.GetProperty("whole").GetBoolean());

    /// <summary>A JPEG with so much behind its end that it fills more than two parts.</summary>
    private static byte[] Padded(byte[] jpeg) => [.. jpeg, .. new byte[Math.Max(0, (2 * UploadParts.PartBytes) + 1000 - jpeg.Length)]];
}
