using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VetVisits.Tests.Host;

/// <summary>The host as a process of its own: killed, ended, and started where a part is missing.</summary>
public sealed partial class ProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    public ProcessTests() => TestStorage.AnyPorts(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_the_next_host_serves_it()
    {
        using var client = new HttpClient();
        for (var round = 1; round <= 3; round++)
        {
            var (process, address) = await Start();
            using (process)
            {
                client.DefaultRequestHeaders.Authorization = await Token(client, address, "owner", "owner-1");
                if (round > 1) Assert.Equal($"+1555000000{round - 1}", (await Me(client, address)).GetProperty("phone").GetString());
                using var saved = await client.PutAsJsonAsync(
                    new Uri(address, "api/owners/me"), new { name = "Robin", phone = $"+1555000000{round}", email = "robin@example.org", region = "US-CA", language = "en" });
                Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
        await Eventually.Holds(() => !AzuriteRuns(), "Azurite ends with its host");
    }

    [Fact]
    public async Task SIGTERM_answers_what_was_asked_and_ends_the_host_and_its_Azurite_cleanly()
    {
        var (process, address) = await Start();
        using (process)
        {
            using var client = new HttpClient();
            client.DefaultRequestHeaders.Authorization = await Token(client, address, "vet", "vet-1");
            var waiting = client.GetAsync(new Uri(address, "api/vets/me/notifications?wait=25"));
            await Task.Delay(1500);
            Assert.False(waiting.IsCompleted);
            Process.Start("kill", $"-TERM {process.Id}").Dispose();
            Assert.True((await waiting.WaitAsync(TimeSpan.FromSeconds(15))).IsSuccessStatusCode);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(0, process.ExitCode);
            Assert.False(AzuriteRuns());
        }
    }

    [Fact]
    public async Task Without_Node_the_host_says_in_one_line_what_is_missing()
    {
        using var process = Process.Start(Command("/nonexistent"))!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("Node is missing", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task Fresh_wipes_what_was_kept_but_never_a_folder_of_other_things()
    {
        using var client = new HttpClient();
        foreach (var (arguments, known) in ((string[], bool)[])[([], false), ([], true), (["--fresh"], false)])
        {
            var (process, address) = await Start(arguments);
            using var running = process;
            client.DefaultRequestHeaders.Authorization = await Token(client, address, "owner", "owner-1");
            Assert.Equal(known, (await client.GetAsync(new Uri(address, "api/owners/me"))).IsSuccessStatusCode);
            using var saved = await client.PutAsJsonAsync(new Uri(address, "api/owners/me"), new { name = "Robin", region = "US-CA" });
            Assert.True(saved.IsSuccessStatusCode);
            Process.Start("kill", $"-TERM {process.Id}").Dispose();
            await process.WaitForExitAsync();
        }

        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "thesis.txt"), "ten years");
        var command = Command();
        command.ArgumentList[command.ArgumentList.IndexOf(folder)] = home;
        command.ArgumentList.Add("--fresh");
        using var refused = Process.Start(command)!;
        Assert.Contains("--fresh leaves it alone", await refused.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await refused.WaitForExitAsync();
        Assert.Equal((1, "ten years"), (refused.ExitCode, await File.ReadAllTextAsync(Path.Combine(home, "thesis.txt"))));
    }

    private ProcessStartInfo Command(string? path = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } dotnet && Path.GetFileName(dotnet) == "dotnet" ? dotnet : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "local.dll"), "--port", "0", "--data", folder, "--no-web" },
        };
        if (path is not null) start.Environment["PATH"] = path;
        return start;
    }

    private async Task<(Process Process, Uri Address)> Start(params string[] more)
    {
        var command = Command();
        foreach (var argument in more) command.ArgumentList.Add(argument);
        var process = Process.Start(command)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (Listening().Match(line) is not { Success: true } said) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return (process, new Uri(said.Groups["address"].Value));
        }
        throw new InvalidOperationException("The host ended: " + await process.StandardError.ReadToEndAsync());
    }

    private bool AzuriteRuns()
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(folder, "azurite", "process")).Split(' ')[0]));
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<AuthenticationHeaderValue> Token(HttpClient client, Uri address, string role, string sub)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(address, "dev/tokens"), new { role, sub });
        return new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
    }

    private static async Task<JsonElement> Me(HttpClient client, Uri address) => await client.GetFromJsonAsync<JsonElement>(new Uri(address, "api/owners/me"));

    [GeneratedRegex("listening on (?<address>http://[^ ]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
