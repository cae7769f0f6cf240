using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Storage;
using VetVisits.Tests.Host;
using VetVisits.Visits;

namespace VetVisits.Tests.EndToEnd;

/// <summary>The host is killed again and again while owners book; what follows is looked at in the journal and in the queue.</summary>
[Collection("Processes")]
public sealed class KilledHostTests : IDisposable
{
    private const int Kills = 20;
    private const int MostRounds = 60;
    private const int Clients = 8;
    private const int Vets = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;
    private readonly LocalDate tomorrow = SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusDays(1);
    private readonly ConcurrentDictionary<string, (string Animal, string Vet, string Start)> told = new();
    private readonly List<string> vets = [];
    private readonly List<(string Owner, string Animal, string Intake)> owners = [];

    public KilledHostTests() => TestStorage.AnyPorts(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Twenty_kills_between_hold_and_visit_lose_nothing_stick_nothing_and_silence_nothing()
    {
        // Azurite outlives the kills; that it comes back after its own death is another test's.
        await using var azurite = await Azurite.Start(folder, NullLogger.Instance);
        using (var host = await Start()) await Prepare(host);
        var (between, left) = (0, new HashSet<string>());
        for (var round = 0; between < Kills && round < MostRounds; round++)
        {
            using (var host = await Start())
            {
                using var stop = new CancellationTokenSource();
                var booking = Enumerable.Range(0, Clients).Select(client => BookOn(host, round, client, stop.Token)).ToList();
                var goal = told.Count + Random.Shared.Next(0, 12);
                await Eventually.Holds(() => told.Count >= goal, "owners are told of their visits", 60);
                // Most rounds strike right after a hold was written; the others at any moment at all.
                if (round % 6 != 5) LieInWait();
                await host.Kill();
                await stop.CancelAsync();
                await Task.WhenAll(booking);
            }
            // A hold that an earlier kill left and nobody has settled yet counts once.
            var fresh = (await Undecided()).Where(slot => left.Add(slot.Hold)).ToList();
            if (fresh.Count > 0) between++;
        }
        Assert.True(between >= Kills, $"Only {between} kills fell between a hold and its visit.");
        Assert.NotEmpty(told);

        using (var host = await Start())
        {
            await Eventually.Holds(async () => (await Stuck()).Count == 0, "every hold is confirmed or free again", 120);
            foreach (var (id, visit) in told)
                (await host.Send("GET", $"animals/{visit.Animal}/visits/{id}", $"owner/{owners.First(o => o.Animal == visit.Animal).Owner}")).Is(200);
            await Eventually.Holds(async () => await Told(azurite) && await Listed(host), "every booking that was acknowledged is told to its vet and listed", 60);
        }
        await EverySlotHasOneOwner();
    }

    private Task<HostProcess> Start() => HostProcess.Start(folder, "--Booking:HoldSeconds=2");

    /// <summary>Comes back when the newest commit of the journal is a hold, so that its visit is not written yet.</summary>
    private void LieInWait()
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var newest = file.CreateCommand();
        newest.CommandText = "SELECT body LIKE '%slot.held%' FROM commits ORDER BY position DESC LIMIT 1";
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalSeconds < 5;)
            if (newest.ExecuteScalar() is 1L) return;
    }

    private async Task Prepare(HostProcess host)
    {
        for (var n = 0; n < Vets; n++) vets.Add(await Village.Vet(host, $"vet{n}"));
        for (var n = 0; n < Clients; n++)
        {
            var (animal, intake) = await Village.Animal(host, $"o{n}");
            owners.Add(($"o{n}", animal, intake));
        }
    }

    /// <summary>One owner books time after time; neighbours want some of the same slots.</summary>
    private async Task BookOn(HostProcess host, int round, int client, CancellationToken stop)
    {
        var (owner, animal, intake) = owners[client];
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var slot = Random.Shared.Next(20 * 96);
            var start = tomorrow.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(15 * slot);
            var vet = vets[slot % Vets];
            try
            {
                var answer = await host.Send(
                    "POST", $"animals/{animal}/visits", $"owner/{owner}", new { intakeId = intake, vetId = vet, start = start.ToString(), service = "teletriage" }, $"{round}-{client}-{n}");
                if (answer.Status == 201) told[answer["id"]] = (animal, vet, start.ToString());
                else Assert.True(answer.Status is 409 or 503, answer.Text);
            }
            catch (HttpRequestException)
            {
                return;
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    /// <summary>Holds whose visit is neither booked nor lapsed: what a kill between the two appends leaves.</summary>
    private Task<List<Slot>> Undecided() => Slots(async (journal, slot) => !slot.Confirmed && (await Visit(journal, slot)).StandingOf(slot.Hold) == HoldStanding.Unknown);

    private Task<List<Slot>> Stuck() => Slots((_, slot) => Task.FromResult(!slot.Confirmed));

    private async Task<List<Slot>> Slots(Func<IJournal, Slot, Task<bool>> which)
    {
        using var stores = new SqliteStores(folder, SystemClock.Instance);
        var found = new List<Slot>();
        foreach (var day in await Days(stores.Journal))
            foreach (var slot in day.Slots.Values)
                if (await which(stores.Journal, slot)) found.Add(slot);
        return found;
    }

    private async Task<IReadOnlyList<Day>> Days(IJournal journal)
    {
        var names = Enumerable.Range(0, 21).Select(n => ScheduleStream.Name(tomorrow.PlusDays(n))).ToList();
        var days = new List<Day>();
        foreach (var vet in vets)
        {
            var histories = await journal.Read($"vet:{vet}", names, default);
            days.AddRange(names.Select(name => Schedule.Fold.Of(histories.Of(name))));
        }
        return days;
    }

    private async Task EverySlotHasOneOwner()
    {
        using var stores = new SqliteStores(folder, SystemClock.Instance);
        var slots = (await Days(stores.Journal)).SelectMany(day => day.Slots.Values.Select(slot => (Day: day, Slot: slot))).ToList();
        foreach (var (day, slot) in slots)
        {
            Assert.Equal([slot], day.Overlapping(slot.From, slot.To));
            Assert.Equal(HoldStanding.Owned, (await Visit(stores.Journal, slot)).StandingOf(slot.Hold));
        }
        Assert.All(told.Keys, id => Assert.Contains(slots, s => s.Slot.VisitId == id));
    }

    /// <summary>The queue that the startup's consumer reads has a visit.booked for every visit that an owner was told of.</summary>
    private async Task<bool> Told(Azurite azurite)
    {
        var queue = new QueueClient(azurite.ConnectionString, QueueNames.VetNotifications);
        while ((await queue.ReceiveMessagesAsync(32, TimeSpan.FromHours(1))).Value is { Length: > 0 } messages)
            foreach (var message in messages)
            {
                var sent = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText))).RootElement;
                if (sent.GetProperty("type").GetString() == "visit.booked") heard.Add(sent.GetProperty("data").GetProperty("visitId").GetString()!);
            }
        return told.Keys.All(heard.Contains);
    }

    private readonly HashSet<string> heard = [];

    private async Task<bool> Listed(HostProcess host)
    {
        var listed = new HashSet<string>();
        foreach (var (owner, _, _) in owners)
            for (var cursor = ""; ;)
            {
                var page = (await host.Send("GET", $"visits?limit=100&cursor={cursor}", $"owner/{owner}")).Is(200).Json;
                foreach (var line in page.GetProperty("visits").EnumerateArray()) listed.Add(line.GetProperty("id").GetString()!);
                if (!page.TryGetProperty("cursor", out var next)) break;
                cursor = next.GetString()!;
            }
        return told.Keys.All(listed.Contains);
    }

    private static async Task<Visit> Visit(IJournal journal, Slot slot) =>
        VetVisits.Visits.Visit.Fold.Of((await journal.Read(slot.Visit.Partition, [slot.Visit.Name], default)).Of(slot.Visit.Name));
}
