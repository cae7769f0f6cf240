using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Local.Demo;
using VetVisits.Local.Host;
using VetVisits.Photos;
using VetVisits.Storage;
using VetVisits.Tests.Host;
using VetVisits.Tests.Photos;

namespace VetVisits.Tests.EndToEnd;

/// <summary>Blob and queue storage is away for a whole minute while photos wait to be developed, visits are booked, and one commit of the feed is bad besides.</summary>
public sealed class LongOutageTests : IDisposable
{
    private const string Olga = "owner/olga";
    private const int Photos = 8;
    private const int Visits = 6;
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    public LongOutageTests() => TestStorage.AnyPorts(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Storage_away_for_a_minute_poisons_nothing_counts_nothing_and_all_is_done_when_it_is_back()
    {
        var azurite = await Azurite.Start(folder, NullLogger.Instance);
        await using var host = await TestHost.Start(new LocalOptions
        {
            Storage = azurite.ConnectionString,
            Services = services => services.AddSingleton<IPublication, OneBadCommit>(),
            Settings = new Dictionary<string, string?> { ["Photos:Decodes"] = "1" },
        });
        var vet = await Village.Vet(host, "vera");
        var (animal, intake) = await Village.Animal(host, "olga");
        List<string> visits = [await Book(host, animal, intake, vet, 0)];
        var late = await Ways(host, animal, visits[0]);
        List<string> photos = [.. await Task.WhenAll(Enumerable.Range(0, Photos).Select(async _ =>
        {
            var ways = await Ways(host, animal, visits[0]);
            (await Put(host, ways.Link)).Is(202);
            return ways.Photo;
        }))];

        await azurite.DisposeAsync();
        var since = Stopwatch.GetTimestamp();
        Assert.NotEmpty(await NotReady(host, photos));
        // Who books or cancels does not notice; who uploads is told to send it again.
        (await Put(host, late.Link)).Is(503, "unavailable");
        for (var n = 1; n < Visits; n++) visits.Add(await Book(host, animal, intake, vet, n));
        (await host.Send("POST", $"animals/{animal}/visits/{visits[^1]}/cancel", Olga, new { reason = "well again" })).Is(200);
        await Bad(host);
        await Task.Delay(Away - Stopwatch.GetElapsedTime(since));

        await using var again = await Azurite.Start(folder, NullLogger.Instance);
        Assert.Equal(azurite.ConnectionString, again.ConnectionString);
        (await Put(host, late.Link)).Is(202);
        photos.Add(late.Photo);
        await Eventually.Holds(async () => (await NotReady(host, photos)).Count == 0, "every photo is developed", 120);
        string[] expected = [.. visits.Select(id => $"visit.booked {id}"), $"visit.cancelled {visits[^1]}", .. photos.Select(p => $"photo.ready {p.Split('/')[^1]}")];
        var heard = new HashSet<string>();
        await Eventually.Holds(async () => await Hears(again, heard, expected), "the vet's queue has every fact", 120);

        // The bad commit alone was set aside, after its own tries.
        var poison = host.Local.Services.GetRequiredService<Poison>();
        await Eventually.Holds(async () => (await poison.List(QueueNames.FeedPoison, default)).Count > 0, "the bad commit is set aside", 120);
        Assert.Contains(OneBadCommit.Partition, Assert.Single(await poison.List(QueueNames.FeedPoison, default)).Text, StringComparison.Ordinal);
        foreach (var queue in Poison.Queues.Except([QueueNames.FeedPoison])) Assert.Empty(await poison.List(queue, default));
        var failed = await Failed(host, FeedReaders.Project).Concat(Failed(host, FeedReaders.Publish)).ToListAsync();
        Assert.Equal([(OneBadCommit.Partition, Attempts.Most, true)], failed.Select(f => (f.Commit.Partition, f.Tries, f.SetAside)));
        foreach (var photo in photos) Assert.Equal(1, (await Photo(host, animal, photo.Split('/')[^1])).Unanswered);
    }

    private static async Task<string> Book(TestHost host, string animal, string intake, string vet, int n)
    {
        var start = DateTime.UtcNow.Date.AddDays(1).AddHours(10).AddMinutes(15 * n).ToString("yyyy-MM-ddTHH:mm:ssZ");
        return (await host.Send("POST", $"animals/{animal}/visits", Olga, new { intakeId = intake, vetId = vet, start, service = "teletriage" }, $"visit-{n}")).Is(201)["id"];
    }

    private static async Task<(string Photo, string Link)> Ways(TestHost host, string animal, string visit)
    {
        var ways = (await host.Send("POST", $"animals/{animal}/photos", Olga, new { visitId = visit })).Is(201);
        return ($"animals/{animal}/photos/{ways["photoId"]}", ways.Json.GetProperty("link").GetProperty("url").GetString()!);
    }

    private static async Task<Heard> Put(TestHost host, string link) => await Heard.Of(await host.Client.PutAsync(link, Studio.Bytes(Good)));

    private static byte[] Good { get; } = PhonePhoto.Jpeg(Renderings.Skin(new Shooting(1200, 900), (8, 5)), 1200, 900);

    private static async Task<IReadOnlyList<string>> NotReady(TestHost host, IEnumerable<string> photos)
    {
        var waiting = new List<string>();
        foreach (var photo in photos)
            if ((await Photo(host, photo.Split('/')[1], photo.Split('/')[^1])).Status != PhotoStatus.Ready) waiting.Add(photo);
        return waiting;
    }

    private static Task<Photo> Photo(TestHost host, string animal, string photo) => host.Local.Services.GetRequiredService<Uploading>().Find(animal, photo, default);

    private static async Task Bad(TestHost host)
    {
        var bad = new Commit(OneBadCommit.Partition, "visit:bad", 1, SystemClock.Instance.GetCurrentInstant(), "system:test", null, []);
        Assert.Equal(Appended.Done, await host.Local.Services.GetRequiredService<IJournal>().Append(new(bad.Partition, new(bad.Stream)), 0, bad, default));
    }

    private static IAsyncEnumerable<FailedCommit> Failed(TestHost host, string reader) =>
        host.Local.Services.GetRequiredService<IDocuments>().List<FailedCommit>($"feed:{reader}", IdRange.All, default).Select(found => found.Stored.Document);

    /// <summary>Adds what stands in the queue that the startup's consumer reads.</summary>
    private static async Task<bool> Hears(Azurite storage, HashSet<string> heard, IEnumerable<string> expected)
    {
        var queue = new QueueClient(storage.ConnectionString, QueueNames.VetNotifications);
        while ((await queue.ReceiveMessagesAsync(32, TimeSpan.FromHours(1))).Value is { Length: > 0 } messages)
            foreach (var message in messages)
            {
                var sent = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText))).RootElement;
                var data = sent.GetProperty("data");
                foreach (var id in (string[])["visitId", "photoId"])
                    if (data.TryGetProperty(id, out var value)) heard.Add($"{sent.GetProperty("type").GetString()} {value.GetString()}");
            }
        return expected.All(heard.Contains);
    }

    /// <summary>A commit that one publication can never carry.</summary>
    private sealed class OneBadCommit : IPublication
    {
        public const string Partition = "animal:bad";

        public bool Concerns(Commit commit) => commit.Partition == Partition;

        public Task Publish(Commit commit, CancellationToken stop) => throw new FormatException("never");
    }
}
