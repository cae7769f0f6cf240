using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Tests.EndToEnd;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Video;

/// <summary>Two hosts over one store, and a visit whose room is open: the owner talks to one host, the vet to the other.</summary>
internal sealed class VideoTown : IAsyncDisposable
{
    private readonly string folder;
    private readonly Dictionary<string, string> tokens = [];
    private string vetId = "";

    private VideoTown(string folder, TestHost owners, TestHost vets) => (this.folder, Owners, Vets) = (folder, owners, vets);

    public TestHost Owners { get; }

    public TestHost Vets { get; }

    public string Animal { get; private set; } = "";

    public string Visit { get; private set; } = "";

    public string Room => $"animals/{Animal}/visits/{Visit}";

    public static async Task<VideoTown> Open(params (string Name, string? Value)[] settings)
    {
        var shared = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        var options = new LocalOptions { WithoutStorage = true, Settings = settings.ToDictionary(s => s.Name, s => s.Value) };
        var town = new VideoTown(shared, await TestHost.Start(options, shared), await TestHost.Start(options, shared));
        await town.Book();
        return town;
    }

    /// <summary>Books another visit of the same animal with the same vet, at the next free time.</summary>
    public async Task<string> Book()
    {
        if (Animal.Length == 0) await People();
        var intake = (await Send("POST", $"animals/{Animal}/intakes", "owner/ana", new
        {
            region = "US-CA",
            complaint = "loses hair",
            consent = new { textVersion = "2026-11" },
            signs = (object[])[new { id = "hair-loss" }],
        })).Is(201)["intakeId"];
        // A start that is near enough for the room to be open, and not so near that it passes meanwhile.
        var start = DateTime.UtcNow.AddMinutes(2);
        start = start.Date.AddMinutes(Math.Ceiling(start.TimeOfDay.TotalMinutes / 5) * 5);
        return Visit = (await Send("POST", $"animals/{Animal}/visits", "owner/ana", new { intakeId = intake, vetId = vetId, start = start.ToString("yyyy-MM-ddTHH:mm:ssZ"), service = "teletriage" })).Is(201)["id"];
    }

    /// <param name="who"><c>role/subject</c>.</param>
    public async Task<Heard> Send(string method, string path, string who, object? body = null, TestHost? through = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(who));
        if (body is not null) request.Content = JsonContent.Create(body);
        return await Heard.Of(await (through ?? Owners).Client.SendAsync(request));
    }

    /// <summary>Everything that was ever written of the animal and its visits.</summary>
    public async Task<IReadOnlyList<Commit>> Journal()
    {
        List<Commit> all = [];
        await foreach (var commit in Owners.Local.Services.GetRequiredService<IJournal>().ReadPartition($"animal:{Animal}", default)) all.Add(commit);
        return all;
    }

    /// <summary>The signals of the visit that are kept now.</summary>
    public async Task<string> Mailbox() =>
        Json.Write((await Owners.Local.Services.GetRequiredService<Views>().Store.Read<VetVisits.Video.Mailbox>(new($"signals:{Visit}", "mailbox"), default))!.Document);

    public async Task<string> Token(string who)
    {
        if (tokens.TryGetValue(who, out var known)) return known;
        using var answer = await Owners.Client.PostAsJsonAsync(new Uri(Owners.Local.Address, "dev/tokens"), new { role = who.Split('/')[0], sub = who.Split('/')[1] });
        return tokens[who] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Owners.DisposeAsync();
        await Vets.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task People()
    {
        (await Send("PUT", "vets/me", "vet/vera", new { name = "Vera", species = (string[])["cat"], services = (string[])["teletriage"], languages = (string[])["en"] })).Is(200);
        var days = Enum.GetNames<DayOfWeek>().Select(day => new { day = day.ToLowerInvariant(), from = "00:00", to = "00:00" });
        (await Send("PUT", "vets/me/availability", "vet/vera", new { zone = "Etc/UTC", weekly = days, slotMinutes = 5, bufferMinutes = 0, minimumNoticeMinutes = 0 })).Is(200);
        vetId = (await Send("GET", "vets/me", "vet/vera")).Is(200)["id"];
        var licence = await Send("POST", $"vets/{vetId}/licences", "admin/root", new { region = "US-CA", number = "1", validUntil = DateTime.UtcNow.AddYears(2).ToString("yyyy-MM-dd") });
        Assert.True(licence.Status is 200 or 201, licence.Text);
        Animal = (await Send("POST", "animals", "owner/ana", new { name = "Miso", species = "cat" })).Is(201)["id"];
    }
}
