using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Photos;
using VetVisits.Tests.Booking;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Photos;

/// <summary>A photo's way from the request to its end, one step at a time: no trigger runs here but what the test calls.</summary>
public sealed class PhotoLifeTests : IAsyncLifetime
{
    private static readonly byte[] Good = TestPictures.Jpeg();
    private static readonly Asked Olga = new("owner:olga", "c1");
    private string account = "";
    private TestHost host = null!;

    public async Task InitializeAsync()
    {
        account = await TestStorage.Account();
        host = await TestHost.Start(new LocalOptions { Storage = account, Runs = name => name is "GetPhoto" or "AddAnimal" });
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Who_asks_for_a_verdict_is_told_when_to_ask_again_until_there_is_one()
    {
        var animal = (await host.Send("POST", "animals", "owner/olga", new { name = "Mia", species = "cat" })).Is(201)["id"];
        var photo = await Requested(animal);
        Assert.Equal(("awaiting-upload", 1), await Asked(photo));
        await Sent(photo, Good);
        Assert.Equal(("working", 1), await Asked(photo));
        await Develop(photo);
        Assert.Equal(("ready", null), await Asked(photo));
    }

    [Fact]
    public async Task A_refused_original_stays_its_hours_where_nobody_can_read_it_and_goes_then()
    {
        var photo = await Requested("a1");
        await Sent(photo, [.. "GIF89a"u8, .. new byte[500]]);
        await Develop(photo);
        Assert.Equal(PhotoStatus.Refused, (await Now(photo)).Status);
        Assert.Empty((await Get<PhotoAlbum>().One(photo.AnimalId, photo.PhotoId, default)).Pictures);
        using var anybody = new HttpClient();
        Assert.False((await anybody.GetAsync(Blob(photo).Uri)).IsSuccessStatusCode);

        await Sweep(Duration.FromHours(71));
        Assert.True(await Blob(photo).ExistsAsync());
        await Sweep(Duration.FromHours(73));
        Assert.False(await Blob(photo).ExistsAsync());
        Assert.Equal(PhotoStatus.Refused, (await Now(photo)).Status);
    }

    [Fact]
    public async Task A_blob_that_is_deleted_while_it_is_read_harms_nobody()
    {
        var photo = await Requested("a1");
        await Sent(photo, Good);
        await Get<PhotoLab>().Take(Reading(photo, before: () => Blob(photo).DeleteAsync()), photo.Name, default);
        Assert.Equal((PhotoStatus.AwaitingUpload, 0), ((await Now(photo)).Status, (await Now(photo)).Attempts));
        // And what is sent again is taken.
        await Sent(photo, Good);
        await Develop(photo);
        Assert.Equal(PhotoStatus.Ready, (await Now(photo)).Status);
    }

    [Fact]
    public async Task A_blob_that_is_another_one_by_the_time_it_is_read_is_not_read_as_the_first()
    {
        var photo = await Requested("a1");
        await Sent(photo, "no photo at all"u8.ToArray());
        await Get<PhotoLab>().Take(Reading(photo, before: () => Blob(photo).UploadAsync(BinaryData.FromBytes(Good), overwrite: true)), photo.Name, default);
        Assert.Equal(0, (await Now(photo)).Attempts);
        await Develop(photo);
        Assert.Equal(PhotoStatus.Ready, (await Now(photo)).Status);
    }

    [Fact]
    public async Task A_blob_that_is_deleted_once_it_is_read_is_a_photo_all_the_same()
    {
        var photo = await Requested("a1");
        await Sent(photo, Good);
        await Get<PhotoLab>().Take(Reading(photo, after: () => Blob(photo).DeleteAsync()), photo.Name, default);
        Assert.Equal(PhotoStatus.Ready, (await Now(photo)).Status);
    }

    [Fact]
    public async Task Two_photos_of_one_name_are_two_animals_photos()
    {
        var (one, other) = (await Requested("a1"), await Requested("a2"));
        Assert.Equal(one.PhotoId, other.PhotoId); // one key at both
        await Sent(one, Good);
        await Sent(other, "no photo at all"u8.ToArray());
        await Task.WhenAll(Develop(one), Develop(other));
        Assert.Equal((PhotoStatus.Ready, PhotoStatus.Refused), ((await Now(one)).Status, (await Now(other)).Status));
    }

    [Fact]
    public async Task The_photos_of_a_case_are_one_query_of_the_journal_and_newest_first()
    {
        var photos = new List<PhotoBlob>();
        for (var n = 0; n < 3; n++)
        {
            var photo = await Requested("a1", $"case{n}");
            await Sent(photo, Good);
            await Develop(photo);
            // The last one belongs to another visit.
            var entry = PhotoEntry.Of(await Now(photo))! with { VisitId = n < 2 ? "v1" : "v2" };
            await Get<Views>().Update<PhotoEntry>(PhotoEntry.At("a1", photo.PhotoId), _ => Task.FromResult<PhotoEntry?>(entry), default);
            photos.Insert(0, photo);
        }
        var journal = new WatchedJournal(Get<IJournal>());
        var album = new PhotoAlbum(Get<Uploading>(), journal, Get<Views>(), Get<PhotoStorage>(), SystemClock.Instance);

        var shown = await album.OfCase("a1", "v1", null, default);
        Assert.Equal(1, journal.Queries);
        Assert.Equal(photos.Skip(1).Select(p => p.PhotoId), shown.Select(p => p.PhotoId));
        foreach (var one in shown)
        {
            var alone = await album.One("a1", one.PhotoId, default);
            Assert.Equal((alone.Status, alone.Pictures.Count), (one.Status, one.Pictures.Count));
            Assert.NotEmpty(one.Pictures);
        }
        Assert.Empty(await album.OfCase("a1", "v3", null, default));
    }

    private async Task<PhotoBlob> Requested(string animal, string? command = null)
    {
        var asked = command is null ? Olga : Olga with { CommandId = command };
        var ways = await Get<Uploading>().Request(new Caller(Role.Owner, "olga"), animal, new PhotoWanted(), asked, host.Local.Address, default);
        return new(animal, ways.PhotoId);
    }

    private Task Sent(PhotoBlob photo, byte[] file) => Get<Uploading>().Send(photo.AnimalId, photo.PhotoId, new MemoryStream(file), file.Length, default);

    private Task Develop(PhotoBlob photo) => Get<PhotoLab>().Take(Blob(photo), photo.Name, default);

    private Task<Photo> Now(PhotoBlob photo) => Get<Uploading>().Find(photo.AnimalId, photo.PhotoId, default);

    private BlobClient Blob(PhotoBlob photo) => Get<PhotoStorage>().Upload(photo);

    private async Task<(string Status, int? Again)> Asked(PhotoBlob photo)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"animals/{photo.AnimalId}/photos/{photo.PhotoId}");
        request.Headers.Authorization = new("Bearer", Get<DevIssuer>().Token("owner", "olga"));
        using var answer = await host.Client.SendAsync(request);
        var status = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("status").GetString()!;
        return (status, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    /// <summary>The sweep as it runs so much later.</summary>
    private Task Sweep(Duration later) => new PhotoSweep(
        Get<PhotoLab>(), Get<PhotoStorage>(), Get<Streams>(), Get<Views>(), Get<PhotoSettings>(), new FakeClock(SystemClock.Instance.GetCurrentInstant() + later), NullLogger<PhotoSweep>.Instance).Run(default);

    /// <summary>The blob, and something that happens right before or after its bytes are fetched.</summary>
    private BlobClient Reading(PhotoBlob photo, Func<Task>? before = null, Func<Task>? after = null)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(new AtDownload(before, after), HttpPipelinePosition.PerCall);
        return new BlobClient(account, PhotoBlob.Uploads, photo.Name, options);
    }

    private T Get<T>() where T : notnull => host.Local.Services.GetRequiredService<T>();

    private sealed class AtDownload(Func<Task>? before, Func<Task>? after) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var bytes = message.Request.Method == RequestMethod.Get;
            if (bytes && before is not null) await before();
            await ProcessNextAsync(message, pipeline);
            if (bytes && after is not null) await after();
        }
    }
}
