using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.EndToEnd;

/// <summary>A local host as a process of its own, over a data folder that it may share, to be killed as a power cut would.</summary>
internal sealed partial class HostProcess : ITalks, IDisposable
{
    private readonly Process process;
    private readonly ConcurrentDictionary<string, string> tokens = new();

    private HostProcess(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = new Uri(address, "api/"), Timeout = TimeSpan.FromMinutes(3) };
        Address = address;
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static Task<HostProcess> Start(string folder, params string[] settings) => StartFrom(AppContext.BaseDirectory, null, folder, settings);

    /// <param name="binaries">Where its program lies, when not beside the tests.</param>
    /// <param name="libraries">A folder that the system finds native libraries in first.</param>
    public static async Task<HostProcess> StartFrom(string binaries, string? libraries, string folder, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(binaries, "local.dll"), "--port", "0", "--data", folder, "--no-web", .. settings]) start.ArgumentList.Add(argument);
        if (libraries is not null) start.Environment["LD_LIBRARY_PATH"] = libraries;
        var started = Process.Start(start)!;
        while (await started.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(90)) is { } line)
        {
            if (Listening().Match(line) is not { Success: true } said) continue;
            _ = started.StandardOutput.ReadToEndAsync();
            _ = started.StandardError.ReadToEndAsync();
            return new(started, new Uri(said.Groups["address"].Value));
        }
        throw new InvalidOperationException("The host ended: " + await started.StandardError.ReadToEndAsync());
    }

    public async Task<Heard> Send(string method, string path, string who, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(who));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await Heard.Of(await Client.SendAsync(request));
    }

    /// <summary>Waits for it to end by itself.</summary>
    public Task Ended() => process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Kill -9: nothing is said goodbye to.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        Client.Dispose();
    }

    private async Task<string> Token(string who)
    {
        if (tokens.TryGetValue(who, out var known)) return known;
        var (role, sub) = (who.Split('/')[0], who.Split('/')[1]);
        using var answer = await Client.PostAsJsonAsync(new Uri(Address, "dev/tokens"), new { role, sub });
        return tokens[who] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    [GeneratedRegex("listening on (?<address>http://[^ ]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}

/// <summary>A vet around the clock and owners with an animal each, made over HTTP as anybody would.</summary>
internal static class Village
{
    /// <returns>The vet's id.</returns>
    public static async Task<string> Vet(ITalks host, string name)
    {
        var vet = $"vet/{name}";
        (await host.Send("PUT", "vets/me", vet, new { name, species = (string[])["cat", "dog"], services = (string[])["teletriage", "telemedicine"], languages = (string[])["en"] })).Is(200);
        var days = Enum.GetNames<DayOfWeek>().Select(day => new { day = day.ToLowerInvariant(), from = "00:00", to = "00:00" });
        (await host.Send("PUT", "vets/me/availability", vet, new { zone = "Etc/UTC", weekly = days, slotMinutes = 15, bufferMinutes = 0, minimumNoticeMinutes = 0 })).Is(200);
        var id = (await host.Send("GET", "vets/me", vet)).Is(200)["id"];
        var licence = await host.Send("POST", $"vets/{id}/licences", "admin/root", new { region = "US-CA", number = "1", validUntil = DateTime.UtcNow.AddYears(2).ToString("yyyy-MM-dd") });
        Assert.True(licence.Status is 200 or 201, licence.Text);
        return id;
    }

    /// <returns>The animal and an intake of this moment.</returns>
    public static async Task<(string Animal, string Intake)> Animal(ITalks host, string owner)
    {
        var animal = (await host.Send("POST", "animals", $"owner/{owner}", new { name = "Miso", species = "cat" })).Is(201)["id"];
        var intake = await host.Send("POST", $"animals/{animal}/intakes", $"owner/{owner}", new
        {
            region = "US-CA",
            complaint = "loses hair",
            consent = new { textVersion = "2026-11" },
            signs = (object[])[new { id = "hair-loss" }],
        });
        return (animal, intake.Is(201)["intakeId"]);
    }
}
