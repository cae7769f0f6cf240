using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using VetVisits.Booking;
using VetVisits.Storage;
using VetVisits.Tests.Host;
using VetVisits.Visits;

namespace VetVisits.Tests.EndToEnd;

/// <summary>The host is killed again and again while owners book; what follows is looked at in the journal and in the queue.</summary>
[Collection("Processes")]
public sealed class KilledHostTests : Killing
{
    private const int Kills = 20;
    private const int MostRounds = 60;
    private const int Clients = 8;
    private const int ManyVets = 3;

    private readonly ConcurrentDictionary<string, (string Animal, string Vet, string Start)> told = new();

    [Fact]
    public async Task Twenty_kills_between_hold_and_visit_lose_nothing_stick_nothing_and_silence_nothing()
    {
        // Azurite outlives the kills; that it comes back after its own death is another test's.
        await using var azurite = await Azurite.Start(Folder, NullLogger.Instance);
        using (var host = await Start()) await Prepare(host, ManyVets, Clients);
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
                (await host.Send("GET", $"animals/{visit.Animal}/visits/{id}", $"owner/{Owners.First(o => o.Animal == visit.Animal).Owner}")).Is(200);
            await Eventually.Holds(async () => await Told(azurite, told.Keys.Select(id => ("visit.booked", id))) && await Listed(host), "every booking that was acknowledged is told to its vet and listed", 60);
        }
        await EverySlotHasOneOwner(told.Keys);
    }

    private Task<HostProcess> Start() => HostProcess.Start(Folder, "--Booking:HoldSeconds=2");

    /// <summary>Comes back when the newest commit of the journal is a hold, so that its visit is not written yet.</summary>
    private void LieInWait()
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(Folder, "journal.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var newest = file.CreateCommand();
        newest.CommandText = "SELECT body LIKE '%slot.held%' FROM commits ORDER BY position DESC LIMIT 1";
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalSeconds < 5;)
            if (newest.ExecuteScalar() is 1L) return;
    }

    /// <summary>One owner books time after time; neighbours want some of the same slots.</summary>
    private async Task BookOn(HostProcess host, int round, int client, CancellationToken stop)
    {
        var (owner, animal, intake) = Owners[client];
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var (vet, start) = AnyTime();
            try
            {
                var answer = await host.Send(
                    "POST", $"animals/{animal}/visits", $"owner/{owner}", new { intakeId = intake, vetId = vet, start, service = "teletriage" }, $"{round}-{client}-{n}");
                if (answer.Status == 201) told[answer["id"]] = (animal, vet, start);
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

    private async Task<bool> Listed(HostProcess host)
    {
        var listed = new HashSet<string>();
        foreach (var (owner, _, _) in Owners)
            for (var cursor = ""; ;)
            {
                var page = (await host.Send("GET", $"visits?limit=100&cursor={cursor}", $"owner/{owner}")).Is(200).Json;
                foreach (var line in page.GetProperty("visits").EnumerateArray()) listed.Add(line.GetProperty("id").GetString()!);
                if (!page.TryGetProperty("cursor", out var next)) break;
                cursor = next.GetString()!;
            }
        return told.Keys.All(listed.Contains);
    }
}
