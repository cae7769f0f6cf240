using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Local.Demo;
using VetVisits.Local.Host;
using VetVisits.Visits;

namespace VetVisits.Benchmarks;

/// <summary>From the end of an upload to the vet's message, on a whole local host with Azurite: one photo a second, and how long each took to reach the inbox.</summary>
internal static class PhotoLatency
{
    internal static async Task Print(int photos)
    {
        var data = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        await using (var host = await LocalHost.Start(new() { Data = data, Port = 0, LogLevel = LogLevel.Critical }))
        {
            using var owner = await SignIn(host, "owner", "olga");
            using var vet = await SignIn(host, "vet", "amara");
            var vetId = await IdOf(vet);
            using var made = await owner.PostAsJsonAsync("api/animals", new { name = "Mia", species = "cat" });
            var animal = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            var now = SystemClock.Instance.GetCurrentInstant();
            await host.Services.GetRequiredService<IJournal>().Append(VisitStream.Of(animal, "v1"), 0, new Commit(
                $"animal:{animal}", "visit:v1", 1, now, "system:benchmark", null,
                [new VisitBooked("v1", animal, "olga", vetId, "telemedicine", "cat", "US-CA", "h", now.InUtc().Date, "Etc/UTC", now, now, null, null, null, false)]), default);

            var file = PhonePhoto.Jpeg(Renderings.Skin(new Shooting(2400, 1800), (9, 6)), 2400, 1800);
            var sent = new Dictionary<string, long>(StringComparer.Ordinal);
            var heard = new Dictionary<string, double>(StringComparer.Ordinal);
            var listening = Listen(vet, sent, heard, photos);
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < photos; i++)
            {
                var wait = TimeSpan.FromSeconds(i) - Stopwatch.GetElapsedTime(began);
                if (wait > TimeSpan.Zero) await Task.Delay(wait);
                using var asked = await owner.PostAsJsonAsync($"api/animals/{animal}/photos", new { visitId = "v1" });
                var ways = await asked.Content.ReadFromJsonAsync<JsonElement>();
                using var answer = await owner.PutAsync(ways.GetProperty("link").GetProperty("url").GetString(), new ByteArrayContent(file));
                answer.EnsureSuccessStatusCode();
                lock (sent) sent[ways.GetProperty("photoId").GetString()!] = Stopwatch.GetTimestamp();
            }
            await listening.WaitAsync(TimeSpan.FromSeconds(60));
            var times = heard.Values.Order().ToList();
            Console.WriteLine($"{times.Count} photos of 4.3 megapixels, one a second: upload done to the vet's inbox, median {times[times.Count / 2]:0} ms, p99 {times[(int)((times.Count - 1) * 0.99)]:0} ms, slowest {times[^1]:0} ms");
        }
        Directory.Delete(data, recursive: true);
    }

    private static async Task Listen(HttpClient vet, Dictionary<string, long> sent, Dictionary<string, double> heard, int photos)
    {
        for (var after = ""; heard.Count < photos;)
        {
            var news = await vet.GetFromJsonAsync<JsonElement>($"api/vets/me/notifications?wait=25&after={Uri.EscapeDataString(after)}");
            var at = Stopwatch.GetTimestamp();
            after = news.GetProperty("after").GetString()!;
            foreach (var item in news.GetProperty("items").EnumerateArray())
            {
                if (item.GetProperty("type").GetString()?.EndsWith("photo.ready", StringComparison.Ordinal) != true) continue;
                var photo = item.GetProperty("data").GetProperty("photoId").GetString()!;
                lock (sent) heard[photo] = Stopwatch.GetElapsedTime(sent.GetValueOrDefault(photo, at), at).TotalMilliseconds;
            }
        }
    }

    private static async Task<HttpClient> SignIn(LocalHost host, string role, string sub)
    {
        var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(60) };
        using var granted = await client.PostAsJsonAsync("dev/tokens", new { role, sub });
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return client;
    }

    private static async Task<string> IdOf(HttpClient vet)
    {
        using var put = await vet.PutAsJsonAsync("api/vets/me", new { name = "Amara", species = (string[])["cat"], services = (string[])["telemedicine"], languages = (string[])["en"] });
        return (await put.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
