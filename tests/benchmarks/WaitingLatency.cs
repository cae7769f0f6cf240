using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Benchmarks;

/// <summary>
/// The waiting room of a whole local host over HTTP, with as many visits waiting as asked for, and always as many: from the answer of a claim to the vet's notification of it,
/// and from the moment that the vet is free again to the next offer.
/// </summary>
internal static class WaitingLatency
{
    private const string Region = "US-CA";

    internal static async Task Print(int waiting, int claims)
    {
        var data = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        await using (var host = await LocalHost.Start(new() { Data = data, Port = 0, LogLevel = LogLevel.Critical }))
        {
            for (var n = 0; n < waiting; n++) await Ask(host, n);
            using var vet = await OnDuty(host);
            var (after, claimed, offered) = ("", new List<double>(), new List<double>());
            var free = Stopwatch.GetTimestamp();
            for (var n = 0; n < claims; n++)
            {
                var (offer, heardOffer) = await Hear("visit.offered");
                if (n > 0) offered.Add(Stopwatch.GetElapsedTime(free, heardOffer).TotalMilliseconds);
                var (visitId, animalId) = (offer.GetProperty("visitId").GetString()!, offer.GetProperty("animalId").GetString()!);
                using var answer = await vet.PostAsync($"api/waiting-room/{visitId}/claim", null);
                answer.EnsureSuccessStatusCode();
                var taken = Stopwatch.GetTimestamp();
                claimed.Add(Stopwatch.GetElapsedTime(taken, (await Hear("visit.claimed")).At).TotalMilliseconds);
                // Another owner comes, so that as many wait as before; then the visit is over.
                await Ask(host, waiting + n);
                await Append(host, animalId, visitId, new VisitStarted(), new VisitEnded("watch-at-home"));
                free = Stopwatch.GetTimestamp();
            }
            Console.WriteLine($"{waiting} visits waiting, {claims} claims: claim to the vet's notification {Figures(claimed)}; free again to the next offer {Figures(offered)}");

            async Task<(JsonElement Data, long At)> Hear(string type)
            {
                while (true)
                {
                    var news = await vet.GetFromJsonAsync<JsonElement>($"api/vets/me/notifications?wait=25&after={Uri.EscapeDataString(after)}");
                    var at = Stopwatch.GetTimestamp();
                    after = news.GetProperty("after").GetString()!;
                    foreach (var item in news.GetProperty("items").EnumerateArray())
                        if (item.GetProperty("type").GetString() == type) return (item.GetProperty("data"), at);
                }
            }
        }
        Directory.Delete(data, recursive: true);
    }

    private static string Figures(List<double> times)
    {
        times.Sort();
        return $"median {times[times.Count / 2]:0} ms, p99 {times[(int)((times.Count - 1) * 0.99)]:0} ms, slowest {times[^1]:0} ms";
    }

    /// <summary>One more owner waits.</summary>
    private static async Task Ask(LocalHost host, int n)
    {
        var (animal, visit) = ($"a{n}", $"v{n}");
        await host.Services.GetRequiredService<IDocuments>().Write(
            Animal.At(animal), new Animal(animal, $"o{n}", "Miso", "cat", null, Sex.Male, true, null, 4, [], null, null, new(animal, "")), null, default);
        await Append(host, animal, visit, new VisitRequested(
            visit, animal, $"o{n}", "teletriage", "cat", Region, "i1", n % 5 == 0 ? Level.UrgentSameDay : Level.Routine, null, true, new(SystemClock.Instance.GetCurrentInstant().InUtc().Date)));
    }

    private static async Task Append(LocalHost host, string animal, string visit, params Event[] events)
    {
        var (journal, stream) = (host.Services.GetRequiredService<IJournal>(), VisitStream.Of(animal, visit));
        foreach (var happened in events)
        {
            var known = (await journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name).Count;
            await journal.Append(stream, known, new Commit(stream.Partition, stream.Name.Value, known + 1, SystemClock.Instance.GetCurrentInstant(), "system:benchmark", null, [happened]), default);
        }
    }

    private static async Task<HttpClient> OnDuty(LocalHost host)
    {
        var vet = await SignIn(host, "vet", "amara");
        using var admin = await SignIn(host, "admin", "admin");
        using var put = await vet.PutAsJsonAsync("api/vets/me", new { name = "Amara", species = (string[])["cat"], services = (string[])["teletriage"], languages = (string[])["en"] });
        var id = (await put.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var hours = await vet.PutAsJsonAsync("api/vets/me/availability", new { zone = "Etc/UTC", weekly = Array.Empty<object>() });
        hours.EnsureSuccessStatusCode();
        using var licence = await admin.PostAsJsonAsync($"api/vets/{id}/licences", new { region = Region, number = "1", validUntil = "2030-01-01" });
        licence.EnsureSuccessStatusCode();
        using var duty = await vet.PutAsJsonAsync("api/vets/me/duty", new { on = true });
        duty.EnsureSuccessStatusCode();
        return vet;
    }

    private static async Task<HttpClient> SignIn(LocalHost host, string role, string sub)
    {
        var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(60) };
        using var granted = await client.PostAsJsonAsync("dev/tokens", new { role, sub });
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return client;
    }
}
