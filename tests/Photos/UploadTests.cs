using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VetVisits.Journal;
using VetVisits.Local.Demo;
using VetVisits.Local.Host;
using VetVisits.Photos;
using VetVisits.Tests.EndToEnd;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Photos;

/// <summary>A host with real storage: photos over HTTP from the request to the verdict.</summary>
public sealed class Studio : IAsyncLifetime
{
    private TestHost host = null!;

    public IServiceProvider Services => host.Local.Services;

    public Uri Address => host.Local.Address;

    public PhotoStorage Storage => Services.GetRequiredService<PhotoStorage>();

    public async Task InitializeAsync() => host = await TestHost.Start(new LocalOptions());

    public async Task DisposeAsync() => await host.DisposeAsync();

    public async Task<Heard> Send(string method, string path, string? who = null, HttpContent? content = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (who?.Split('/') is [var role, var sub]) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Services.GetRequiredService<DevIssuer>().Token(role, sub));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Heard.Of(await host.Client.SendAsync(request));
    }

    public static HttpContent Body(object value) => new StringContent(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");

    public static HttpContent Bytes(byte[] bytes) => new ByteArrayContent(bytes);

    public async Task<string> Animal(string owner) =>
        (await Send("POST", "animals", owner, Body(new { name = "Mia", species = "cat" }))).Is(201)["id"];

    public async Task<JsonElement> Ask(string animal, string owner, object? wanted = null, string? key = null) =>
        (await Send("POST", $"animals/{animal}/photos", owner, Body(wanted ?? new { }), key)).Is(201).Json;

    public async Task<JsonElement> Settled(string animal, string photo, string who = "owner/olga")
    {
        Heard heard = null!;
        await Eventually.Holds(async () => (heard = await Send("GET", $"animals/{animal}/photos/{photo}", who)).Is(200)["status"] is "ready" or "retake" or "refused", "the photo is settled", 30);
        return heard.Json;
    }

    public async Task<IReadOnlyList<Event>> Events(string animal, string photo)
    {
        var stream = PhotoStream.Of(animal, photo);
        return [.. (await Services.GetRequiredService<IJournal>().Read(stream.Partition, [stream.Name], default)).Of(stream.Name).SelectMany(c => c.Events)];
    }
}

public sealed class UploadTests(Studio studio) : IClassFixture<Studio>
{
    private const string Olga = "owner/olga";
    private static readonly byte[] Good = PhonePhoto.Jpeg(Renderings.Skin(new Shooting(1200, 900), (8, 5)), 1200, 900, 6, TestPictures.Noon, TestPictures.Berlin);

    [Fact]
    public async Task Straight_to_storage_the_photo_becomes_pictures_and_the_original_is_gone()
    {
        var animal = await studio.Animal(Olga);
        var ways = await studio.Ask(animal, Olga, new { complaint = "skin", series = "left-ear" });
        var photo = ways.GetProperty("photoId").GetString()!;
        Assert.Equal("awaiting-upload", ways.GetProperty("status").GetString());

        Assert.Equal(HttpStatusCode.Created, await ToStorage(ways, Good));
        var seen = await studio.Settled(animal, photo);
        Assert.Equal(("ready", "good"), (seen.GetProperty("status").GetString(), seen.GetProperty("verdict").GetString()));
        Assert.Equal("2026-11-20T12:30:05", seen.GetProperty("takenAt").GetString());
        Assert.Equal(5, seen.GetProperty("pictures").GetArrayLength());

        using var plain = new HttpClient();
        foreach (var picture in seen.GetProperty("pictures").EnumerateArray())
        {
            var answer = await plain.GetAsync(picture.GetProperty("url").GetString());
            Assert.Equal((HttpStatusCode.OK, picture.GetProperty("type").GetString()), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal(picture.GetProperty("bytes").GetInt32(), (await answer.Content.ReadAsByteArrayAsync()).Length);
        }
        await Eventually.Holds(async () => !await studio.Storage.Upload(new PhotoBlob(animal, photo)).ExistsAsync(), "the original is deleted");
        // Three commits: requested, attempted, done.
        Assert.Equal(["PhotoRequested", "PhotoAttempted", "PhotoReady", "PhotoJudged"], (await studio.Events(animal, photo)).Select(e => e.GetType().Name));
        Assert.DoesNotContain("52.5", Json.Write(await studio.Events(animal, photo)), StringComparison.Ordinal);
        var listed = (await studio.Send("GET", $"animals/{animal}/photos?series=left-ear", Olga)).Is(200);
        await Eventually.Holds(async () => (listed = await studio.Send("GET", $"animals/{animal}/photos?series=left-ear", Olga)).Json.GetProperty("photos") is var all
            && all.GetArrayLength() == 1 && all[0].GetProperty("status").GetString() == "ready", "the photo is in the list");
    }

    [Fact]
    public async Task From_upload_to_verdict_is_measured_once_with_how_it_came_out()
    {
        await using var host = await TestHost.Start(new LocalOptions { Runs = name => name is not "DevelopPhoto" });
        var (lab, storage) = (host.Local.Services.GetRequiredService<PhotoLab>(), host.Local.Services.GetRequiredService<PhotoStorage>());
        var streams = host.Local.Services.GetRequiredService<Streams>();
        using var measured = new Measurements();
        await storage.Ready();
        foreach (var (id, file) in new (string, byte[])[] { ("good", Good), ("bad", new byte[100]) })
        {
            var photo = new PhotoBlob("a1", id);
            await streams.Run(PhotoStream.Of("a1", id), Photo.Fold, Asked.System("test"), (_, _) => Decision.Of(new PhotoRequested(id, "a1", null, null, "skin", null, NodaTime.SystemClock.Instance.GetCurrentInstant() + NodaTime.Duration.FromMinutes(15))), default);
            await storage.Upload(photo).UploadAsync(BinaryData.FromBytes(file));
            await lab.Take(storage.Upload(photo), photo.Name, default);
            await lab.Take(storage.Upload(photo), photo.Name, default);
        }
        Assert.Equal(["outcome=ready", "outcome=not-a-photo"], measured.Of("vetvisits.photo.duration").Select(m => m.Tags));
        Assert.All(measured.Of("vetvisits.photo.duration"), m => Assert.InRange(m.Value, 0, 60));
    }

    [Fact]
    public async Task The_link_to_storage_creates_one_blob_once_and_can_do_nothing_else()
    {
        var animal = await studio.Animal(Olga);
        var ways = await studio.Ask(animal, Olga);
        var url = ways.GetProperty("storage").GetProperty("url").GetString()!;
        using var plain = new HttpClient();
        Assert.Equal(HttpStatusCode.Forbidden, (await plain.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, await ToStorage(ways, [1, 2, 3, .. new byte[100]]));
        Assert.NotEqual(HttpStatusCode.Created, await ToStorage(ways, Good));
        Assert.Equal(HttpStatusCode.Forbidden, (await plain.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await plain.DeleteAsync(url)).StatusCode);
        Assert.Equal("not-a-photo", (await studio.Settled(animal, ways.GetProperty("photoId").GetString()!)).GetProperty("advice")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_second_upload_after_the_first_was_taken_is_deleted_unread()
    {
        var animal = await studio.Animal(Olga);
        var ways = await studio.Ask(animal, Olga);
        var photo = ways.GetProperty("photoId").GetString()!;
        Assert.Equal(HttpStatusCode.Created, await ToStorage(ways, Good));
        await studio.Settled(animal, photo);
        var blob = studio.Storage.Upload(new PhotoBlob(animal, photo));
        await Eventually.Holds(async () => !await blob.ExistsAsync(), "the original is deleted");
        var before = (await studio.Events(animal, photo)).Count;
        Assert.Equal(HttpStatusCode.Created, await ToStorage(ways, [.. Good, 0]));
        await Eventually.Holds(async () => !await blob.ExistsAsync(), "the second upload is deleted");
        Assert.Equal(before, (await studio.Events(animal, photo)).Count);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    [InlineData("form")]
    public async Task A_one_time_link_takes_raw_bytes_or_a_form_once(string way)
    {
        var animal = await studio.Animal(Olga);
        var ways = await studio.Ask(animal, Olga);
        var photo = ways.GetProperty("photoId").GetString()!;
        var path = new Uri(ways.GetProperty("link").GetProperty("url").GetString()!).PathAndQuery["/api/".Length..];
        HttpContent Content() => way == "form" ? new MultipartFormDataContent { { new StringContent("hello"), "note" }, { Studio.Bytes(Good), "photo", "rash.jpg" } } : Studio.Bytes(Good);
        (await studio.Send(way == "form" ? "POST" : way, path, null, Content())).Is(202);
        (await studio.Send("PUT", path, null, Content())).Is(410, "link-used");
        Assert.Equal("ready", (await studio.Settled(animal, photo)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Links_that_are_forged_or_broken_are_404_and_a_form_without_a_file_is_400()
    {
        (await studio.Send("PUT", "uploads/nonsense", null, Studio.Bytes(Good))).Is(404, "link-unknown");
        (await studio.Send("PUT", $"uploads/{new string('a', 64)}", null, Studio.Bytes(Good))).Is(404, "link-unknown");
        var ways = await studio.Ask(await studio.Animal(Olga), Olga);
        var path = new Uri(ways.GetProperty("link").GetProperty("url").GetString()!).PathAndQuery["/api/".Length..];
        (await studio.Send("POST", path, null, new MultipartFormDataContent { { new StringContent("hello"), "note" } })).Is(400, "body-missing");
        (await studio.Send("PUT", path, null, Studio.Bytes([]))).Is(400, "body-missing");
        (await studio.Send("PUT", path, null, Studio.Bytes(Good))).Is(202); // and the link still serves
    }

    [Fact]
    public async Task Through_the_API_it_streams_at_most_25_MB_and_somebody_elses_is_404()
    {
        var animal = await studio.Animal(Olga);
        var photo = (await studio.Ask(animal, Olga)).GetProperty("photoId").GetString()!;
        var path = $"animals/{animal}/photos/{photo}/content";
        (await studio.Send("PUT", path, "owner/other", Studio.Bytes(Good))).Is(404, "not-found");
        (await studio.Send("PUT", $"animals/{animal}/photos/none/content", Olga, Studio.Bytes(Good))).Is(404, "not-found");
        (await studio.Send("PUT", path, Olga, Studio.Bytes(new byte[(25 * 1024 * 1024) + 1]))).Is(413, "too-large");
        using var endless = new StreamContent(new Endless(26 * 1024 * 1024)); // chunked: nothing is declared
        (await studio.Send("PUT", path, Olga, endless)).Is(413, "too-large");
        Assert.False(await studio.Storage.Upload(new PhotoBlob(animal, photo)).ExistsAsync());
        (await studio.Send("PUT", path, Olga, Studio.Bytes(Good))).Is(202);
        Assert.Equal("ready", (await studio.Settled(animal, photo)).GetProperty("status").GetString());
        (await studio.Send("PUT", path, Olga, Studio.Bytes(Good))).Is(409, "already-uploaded");
        (await studio.Send("GET", $"animals/{animal}/photos/{photo}", "owner/other")).Is(404, "not-found");
    }

    [Fact]
    public async Task An_upload_of_24_MB_cut_at_nine_tenths_leaves_nothing_and_can_be_sent_again()
    {
        var animal = await studio.Animal(Olga);
        var photo = (await studio.Ask(animal, Olga)).GetProperty("photoId").GetString()!;
        var token = studio.Services.GetRequiredService<DevIssuer>().Token("owner", "olga");
        const int all = 24 * 1024 * 1024;
        using (var raw = new TcpClient())
        {
            await raw.ConnectAsync(studio.Address.Host, studio.Address.Port);
            await using var wire = raw.GetStream();
            await wire.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT /api/animals/{animal}/photos/{photo}/content HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Length: {all}\r\n\r\n"));
            await wire.WriteAsync(new byte[all * 9 / 10]);
            raw.LingerState = new LingerOption(true, 0); // the line is cut, not closed
        }
        await Task.Delay(500);
        Assert.False(await studio.Storage.Upload(new PhotoBlob(animal, photo)).ExistsAsync());
        (await studio.Send("PUT", $"animals/{animal}/photos/{photo}/content", Olga, Studio.Bytes(Good))).Is(202);
        Assert.Equal("ready", (await studio.Settled(animal, photo)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_same_request_is_the_same_photo_and_another_body_under_its_key_is_refused()
    {
        var animal = await studio.Animal(Olga);
        var first = await studio.Ask(animal, Olga, new { series = "a" }, "key-1");
        var again = await studio.Ask(animal, Olga, new { series = "a" }, "key-1");
        Assert.Equal(first.GetProperty("photoId").GetString(), again.GetProperty("photoId").GetString());
        Assert.NotEqual(first.GetProperty("link").GetProperty("url").GetString(), again.GetProperty("link").GetProperty("url").GetString());
        (await studio.Send("POST", $"animals/{animal}/photos", Olga, Studio.Body(new { series = "b" }), "key-1")).Is(422, "idempotency-key-reused");
        (await studio.Send("POST", $"animals/{animal}/photos", Olga, Studio.Body(new { visitId = "none" }))).Is(422, "visit-unknown");
        (await studio.Send("POST", $"animals/{animal}/photos", Olga, Studio.Body(new { complaint = "no such" }))).Is(422, "invalid");
    }

    [Fact]
    public async Task Three_events_for_one_blob_are_one_development()
    {
        var (animal, photo) = (await studio.Animal(Olga), "");
        var ways = await studio.Ask(animal, Olga);
        photo = ways.GetProperty("photoId").GetString()!;
        Assert.Equal(HttpStatusCode.Created, await ToStorage(ways, Good));
        var blob = studio.Storage.Upload(new PhotoBlob(animal, photo));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => studio.Services.GetRequiredService<PhotoLab>().Take(blob, blob.Name, default)));
        await studio.Settled(animal, photo);
        Assert.Single((await studio.Events(animal, photo)).OfType<PhotoAttempted>());
        Assert.Single((await studio.Events(animal, photo)).OfType<PhotoReady>());
    }

    [Fact]
    public async Task A_dark_photo_is_to_be_taken_again_with_a_tip_and_its_series_knows_the_better_one()
    {
        var animal = await studio.Animal(Olga);
        var dark = await studio.Ask(animal, Olga, new { series = "ear" });
        await ToStorage(dark, PhonePhoto.Jpeg(Renderings.Skin(new Shooting(1200, 900, Light: 0.01), (8, 5)), 1200, 900));
        var seen = await studio.Settled(animal, dark.GetProperty("photoId").GetString()!);
        Assert.Equal(("retake", "retake", "too-dark"), (seen.GetProperty("status").GetString(), seen.GetProperty("verdict").GetString(), seen.GetProperty("advice")[0].GetProperty("code").GetString()));
        Assert.Contains("lamp", seen.GetProperty("advice")[0].GetProperty("tip").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, seen.GetProperty("figures").GetProperty("algorithm").GetInt32());
    }

    [Fact]
    public async Task Blobs_that_we_did_not_name_and_those_over_25_MB_are_never_downloaded()
    {
        await studio.Storage.Ready();
        var strange = studio.Storage.Raw("not/one/of/ours");
        await strange.UploadAsync(new BinaryData("x"));
        await Eventually.Holds(async () => !await strange.ExistsAsync(), "it is deleted");
        var animal = await studio.Animal(Olga);
        var photo = (await studio.Ask(animal, Olga)).GetProperty("photoId").GetString()!;
        await studio.Storage.Upload(new PhotoBlob(animal, photo)).UploadAsync(new BinaryData(new byte[(25 * 1024 * 1024) + 1]));
        Assert.Equal("too-large", (await studio.Settled(animal, photo)).GetProperty("advice")[0].GetProperty("code").GetString());
        Assert.DoesNotContain(await studio.Events(animal, photo), e => e is PhotoAttempted);
    }

    [Fact]
    public async Task A_blob_that_is_deleted_before_it_is_read_harms_nobody()
    {
        var animal = await studio.Animal(Olga);
        var photo = (await studio.Ask(animal, Olga)).GetProperty("photoId").GetString()!;
        await studio.Services.GetRequiredService<PhotoLab>().Take(studio.Storage.Upload(new PhotoBlob(animal, photo)), $"{animal}/{photo}", default);
        Assert.Single(await studio.Events(animal, photo));
    }

    [Fact]
    public async Task The_guide_says_what_to_photograph()
    {
        var guide = (await studio.Send("GET", "photo-guide?complaint=wound")).Is(200).Json;
        Assert.Equal("wound", guide.GetProperty("complaint").GetString());
        Assert.Contains(guide.GetProperty("shots").EnumerateArray(), s => s.GetProperty("withMarker").GetBoolean());
        Assert.Equal("other", (await studio.Send("GET", "photo-guide?complaint=unheard-of")).Is(200)["complaint"]);
    }

    private static async Task<HttpStatusCode> ToStorage(JsonElement ways, byte[] bytes)
    {
        var way = ways.GetProperty("storage");
        using var plain = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(way.GetProperty("method").GetString()!), way.GetProperty("url").GetString()) { Content = Studio.Bytes(bytes) };
        foreach (var header in way.GetProperty("headers").EnumerateObject())
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString())) request.Content.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
        return (await plain.SendAsync(request)).StatusCode;
    }

    /// <summary>So many zeros, of undeclared length.</summary>
    private sealed class Endless(long length) : MemoryStream
    {
        private long left = length;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var now = (int)Math.Min(left, buffer.Length);
            left -= now;
            return ValueTask.FromResult(now);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var some = new byte[81920];
            for (int now; (now = await ReadAsync(some, cancellationToken)) > 0;) await destination.WriteAsync(some.AsMemory(0, now), cancellationToken);
        }
    }
}
