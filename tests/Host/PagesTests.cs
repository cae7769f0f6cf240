using System.Net;
using System.Text.Json;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Host;

/// <summary>The local host builds and serves a web client; here one of three files, whose build notes that it ran.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private const string Build = """
        import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
        appendFileSync('built', 'x')
        const out = process.argv[process.argv.indexOf('--outDir') + 1]
        mkdirSync(`${out}/assets`, { recursive: true })
        writeFileSync(`${out}/index.html`, '<!doctype html><title>First page</title>')
        writeFileSync(`${out}/assets/app-1234.js`, 'export const one = 1')
        """;

    private readonly string web = Directory.CreateTempSubdirectory("vetvisits-web-").FullName;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(web, "src"));
        Directory.CreateDirectory(Path.Combine(web, "public"));
        await Write("index.html", "the source");
        await Write("package.json", """{ "name": "web", "version": "1.0.0", "scripts": { "build": "node build.mjs" } }""");
        await Write("package-lock.json", """{ "name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "web", "version": "1.0.0" } } }""");
        await Write("tsconfig.json", "{}");
        await Write("vite.config.ts", "");
        await Write("build.mjs", Build);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(web, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Until_the_pages_are_built_a_page_says_so_and_looks_again_while_the_api_answers()
    {
        // Somebody else builds in this folder: the host waits for them.
        var building = ExclusiveLock.TryTake(Path.Combine(web, ".build"), "build");
        await using var host = await Start();
        using (building)
        {
            var early = await host.Client.GetAsync("/owner");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
            Assert.Equal("1", early.Headers.GetValues("Refresh").Single());
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("health")).StatusCode);
        }
        await Ready(host);
    }

    [Fact]
    public async Task Every_address_that_is_no_file_is_the_first_page_under_a_strict_policy()
    {
        await using var host = await Start();
        await Ready(host);
        var page = await host.Client.GetAsync("/owner/animals/7");
        Assert.Contains("First page", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoCache);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_name_are_kept_for_ever_and_a_missing_one_is_no_page()
    {
        await using var host = await Start();
        await Ready(host);
        var script = await host.Client.GetAsync("/assets/app-1234.js");
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), script.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/assets/app-0000.js")).StatusCode);
    }

    [Fact]
    public async Task The_configuration_names_the_api_of_this_host_and_no_issuer()
    {
        await using var host = await Start();
        using var told = JsonDocument.Parse(await host.Client.GetStringAsync("/config.json"));
        Assert.Equal("/api", told.RootElement.GetProperty("api").GetString());
        Assert.Equal(JsonValueKind.Null, told.RootElement.GetProperty("oidc").ValueKind);
    }

    [Theory]
    [InlineData("/api/nowhere")]
    [InlineData("/dev/nowhere")]
    public async Task Addresses_of_the_api_are_never_a_page(string path)
    {
        await using var host = await Start();
        await Ready(host);
        var answer = await host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_was_built_is_built_again_only_after_a_source_changed()
    {
        foreach (var change in new string?[] { null, null, "another" })
        {
            if (change is not null) await Write(Path.Combine("src", "main.ts"), change);
            await using var host = await Start();
            await Ready(host);
        }
        Assert.Equal("xx", await File.ReadAllTextAsync(Path.Combine(web, "built")));
    }

    [Fact]
    public async Task Two_hosts_on_one_folder_build_once()
    {
        await using var one = await Start();
        await using var two = await Start();
        await Ready(one);
        await Ready(two);
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(web, "built")));
    }

    [Fact]
    public async Task A_build_that_fails_is_told_and_leaves_the_api_alone()
    {
        await Write("build.mjs", "console.error('no such module'); process.exit(1)");
        await using var host = await Start();
        await Eventually.Holds(async () => (await host.Client.TextOf("/")).Contains("could not be built", StringComparison.Ordinal), "the page says that the build failed", seconds: 60);
        Assert.Contains("no such module", await host.Client.TextOf("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("health")).StatusCode);
    }

    [Fact]
    public void The_command_line_serves_the_pages_unless_told_otherwise()
    {
        Assert.Equal(LocalOptions.WebFolder, CommandLine.Parse([]).Options.Web);
        Assert.Null(CommandLine.Parse(["--no-web"]).Options.Web);
        Assert.Null(CommandLine.Parse(["demo"]).Options.Web);
    }

    private Task<TestHost> Start() => TestHost.Start(new() { WithoutStorage = true, Web = web });

    private static Task Ready(TestHost host) =>
        Eventually.Holds(async () => (await host.Client.GetAsync("/")).StatusCode == HttpStatusCode.OK, "the pages are ready", seconds: 60);

    private Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(web, name), text);
}

file static class Pages
{
    /// <summary>The body, whatever the status.</summary>
    public static async Task<string> TextOf(this HttpClient client, string path) => await (await client.GetAsync(path)).Content.ReadAsStringAsync();
}
