using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime.Text;
using VetVisits.Local.Demo;
using VetVisits.Storage;
using VetVisits.Tests.Host;
using VetVisits.Tests.Photos;

namespace VetVisits.Tests.EndToEnd;

/// <summary>The host is killed at any moment while owners do everything at once: book, move and cancel visits, take intakes, send photos.</summary>
[Collection("Processes")]
public sealed class KilledAnywhereTests : Killing
{
    private const int Kills = 8;
    private const int MostRounds = 30;
    private const int Clients = 4;
    private static readonly string[] Kinds = ["visit.booked", "visit.rescheduled", "visit.cancelled", "photo.ready"];
    private static readonly byte[] Photo = PhonePhoto.Jpeg(Renderings.Skin(new Shooting(1200, 900), (8, 5)), 1200, 900);

    private readonly ConcurrentDictionary<string, Known> visits = new();
    private readonly ConcurrentQueue<string> intakes = new(), photos = new();
    private readonly ConcurrentQueue<(string Type, string Id)> facts = new();
    private int turn;

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_and_told_wherever_the_host_was_killed()
    {
        await using var azurite = await Azurite.Start(Folder, NullLogger.Instance);
        using (var host = await Start()) await Prepare(host, vets: 2, Clients);
        for (var round = 0; round < Kills || (round < MostRounds && !Kinds.All(kind => facts.Any(f => f.Type == kind))); round++)
        {
            using var host = await Start();
            using var stop = new CancellationTokenSource();
            var (done, life) = (facts.Count, Enumerable.Range(0, Clients).Select(client => Live(host, client, stop.Token)).ToList());
            await Eventually.Holds(() => facts.Count > done, "something was acknowledged", 60);
            await Task.Delay(Random.Shared.Next(0, 900));
            await host.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(life);
        }

        using (var host = await Start())
        {
            await Eventually.Holds(async () => (await Stuck()).Count == 0, "every hold is confirmed or free again", 120);
            foreach (var (id, known) in visits) await AsAcknowledged(host, id, known);
            foreach (var path in intakes) (await host.Send("GET", path, OwnerOf(path))).Is(200);
            // Whoever kills a photo's process twice is not tried a third time: two kills in one photo's decoding refuse it, and that is said.
            var undeveloped = new HashSet<string>();
            foreach (var path in photos)
                await Eventually.Holds(async () => await IsSettled(host, path, undeveloped), "a photo that was taken in is developed", 120);
            IReadOnlyList<(string Type, string Id)> untold = [];
            for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalSeconds < 120; await Task.Delay(100))
                if ((untold = await Untold(azurite, facts.Distinct().Where(f => !undeveloped.Contains(f.Id)))).Count == 0) break;
            Assert.Empty(untold);
        }
        // What was cancelled without an answer may or may not stand; the slots agree with the visits all the same.
        await EverySlotHasOneOwner(visits.Where(v => v.Value is { Cancelled: false, Asked: false }).Select(v => v.Key));
        Assert.All(Kinds, kind => Assert.Contains(facts, f => f.Type == kind));
    }

    private Task<HostProcess> Start() => HostProcess.Start(Folder, "--Booking:HoldSeconds=2", "--Photos:AttemptSeconds=2");

    /// <summary>One owner does one thing after the other until the line is dead, and notes what was acknowledged before the next.</summary>
    private async Task Live(HostProcess host, int client, CancellationToken stop)
    {
        var (owner, animal, intake) = Owners[client];
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var visit = await Book(host, $"owner/{owner}", animal, intake);
                await Task.WhenAll(TakeIntake(host, $"owner/{owner}", animal), visit is null ? Task.CompletedTask : Change(host, $"owner/{owner}", animal, visit));
            }
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            // The kill; what was not answered may or may not have happened.
        }
    }

    private async Task<string?> Book(HostProcess host, string owner, string animal, string intake)
    {
        var (vet, start) = AnyTime();
        var booked = await host.Send("POST", $"animals/{animal}/visits", owner, new { intakeId = intake, vetId = vet, start, service = "teletriage" });
        if (booked.Status != 201) return null;
        visits[booked["id"]] = new Known { Animal = animal, Start = start };
        facts.Enqueue(("visit.booked", booked["id"]));
        return booked["id"];
    }

    private async Task TakeIntake(HostProcess host, string owner, string animal)
    {
        var taken = await host.Send(
            "POST", $"animals/{animal}/intakes", owner, new { region = "US-CA", complaint = "loses hair", consent = new { textVersion = "2026-11" }, signs = (object[])[new { id = "hair-loss" }] });
        if (taken.Status == 201) intakes.Enqueue($"animals/{animal}/intakes/{taken["intakeId"]}");
    }

    /// <summary>A visit is moved, given a photo, or cancelled.</summary>
    private async Task Change(HostProcess host, string owner, string animal, string visit)
    {
        var known = visits[visit];
        switch (Interlocked.Increment(ref turn) % 3)
        {
            case 0:
                // A move to where it stands already is no move, and nobody is told of it.
                do known.Maybe = AnyTime().Start;
                while (known.Maybe == known.Start);
                if ((await host.Send("POST", $"animals/{animal}/visits/{visit}/reschedule", owner, new { start = known.Maybe })).Status != 200) return;
                known.Start = known.Maybe;
                facts.Enqueue(("visit.rescheduled", visit));
                break;
            case 1:
                known.Asked = true;
                (await host.Send("POST", $"animals/{animal}/visits/{visit}/cancel", owner, new { reason = "well again" })).Is(200);
                known.Cancelled = true;
                facts.Enqueue(("visit.cancelled", visit));
                break;
            default:
                var ways = (await host.Send("POST", $"animals/{animal}/photos", owner, new { visitId = visit })).Is(201);
                var link = new Uri(ways.Json.GetProperty("link").GetProperty("url").GetString()!).PathAndQuery;
                if ((await Heard.Of(await host.Client.PutAsync(new Uri(host.Address, link), Studio.Bytes(Photo)))).Status != 202) return;
                photos.Enqueue($"animals/{animal}/photos/{ways["photoId"]}");
                facts.Enqueue(("photo.ready", ways["photoId"]));
                break;
        }
    }

    private async Task AsAcknowledged(HostProcess host, string id, Known known)
    {
        var path = $"animals/{known.Animal}/visits/{id}";
        var visit = (await host.Send("GET", path, OwnerOf(path))).Is(200);
        if (known.Cancelled) Assert.Equal("cancelled", visit["status"]);
        else if (!known.Asked) Assert.Equal("booked", visit["status"]);
        var start = InstantPattern.General.Parse(visit["start"]).Value;
        Assert.Contains(start, new[] { known.Start, known.Maybe }.OfType<string>().Select(s => InstantPattern.General.Parse(s).Value));
    }

    private async Task<bool> IsSettled(HostProcess host, string path, HashSet<string> undeveloped)
    {
        var photo = (await host.Send("GET", path, OwnerOf(path))).Is(200);
        if (photo["status"] == "refused")
        {
            Assert.Equal("unreadable", photo.Json.GetProperty("advice")[0].GetProperty("code").GetString());
            undeveloped.Add(path.Split('/')[^1]);
        }
        return photo["status"] is "ready" or "refused";
    }

    private string OwnerOf(string path) => $"owner/{Owners.First(o => o.Animal == path.Split('/')[1]).Owner}";

    /// <summary>A visit as its owner knows it: where it was last said to be, what was asked for since, and whether it was called off.</summary>
    private sealed class Known
    {
        public required string Animal { get; init; }

        public required string Start { get; set; }

        public string? Maybe { get; set; }

        public bool Asked { get; set; }

        public bool Cancelled { get; set; }
    }
}
