using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VetVisits.Local.Host;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.EndToEnd;

/// <summary>A local host over HTTP with everybody's tokens at hand; no storage account, so no triggers but HTTP, timers and the feed.</summary>
public sealed class Town : IAsyncLifetime
{
    private TestHost host = null!;

    public IServiceProvider Services => host.Local.Services;

    public HttpClient Client => host.Client;

    public async Task InitializeAsync() => host = await TestHost.Start(new LocalOptions
    {
        WithoutStorage = true,
        // Everybody in the town calls from one address.
        Settings = new Dictionary<string, string?> { ["Shares:PerAddressAMinute"] = "100000", ["Shares:PerTokenAMinute"] = "100000" },
        // Nothing serves there: whatever needs storage fails, and no route may let that show before it knows who calls.
        Services = services =>
        {
            services.TryAddSingleton(new BlobServiceClient("UseDevelopmentStorage=true"));
            services.TryAddSingleton(new QueueServiceClient("UseDevelopmentStorage=true"));
        },
    });

    public async Task DisposeAsync() => await host.DisposeAsync();

    public string Token(string who) =>
        who.Split('/') is [var role, var sub, .. var animal] ? Services.GetRequiredService<DevIssuer>().Token(role, sub, animal.FirstOrDefault()) : throw new FormatException(who);

    /// <param name="who"><c>role/subject</c>, a device with its animal as third part; null sends no token.</param>
    /// <param name="body">A value to send as JSON, or a string as it is.</param>
    public async Task<Heard> Send(string method, string path, string? who = null, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (who is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(who));
        if (body is not null) request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Heard.Of(await Client.SendAsync(request));
    }

    /// <summary>How many commits and documents there are: what a refused request must not change.</summary>
    public (long Commits, long Documents) Rows()
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(Services.GetRequiredService<LocalOptions>().Data, "journal.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        return (Count("commits"), Count("documents"));

        long Count(string table)
        {
            using var count = file.CreateCommand();
#pragma warning disable CA2100 // The table's name is one of the two above.
            count.CommandText = $"SELECT COUNT(*) FROM {table}";
#pragma warning restore CA2100
            return (long)count.ExecuteScalar()!;
        }
    }
}

/// <summary>An answer as it came.</summary>
public sealed record Heard(int Status, string Text, string? ETag, string? Challenge, string? Location)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The problem's code; null when it is no problem.</summary>
    public string? Code => Text.StartsWith('{') && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public IEnumerable<string> Pointers => Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!);

    public string this[string member] => Json.GetProperty(member).ToString();

    public static async Task<Heard> Of(HttpResponseMessage answer)
    {
        using (answer)
            return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.Tag, answer.Headers.WwwAuthenticate.ToString(), answer.Headers.Location?.ToString());
    }

    public Heard Is(int status, string? code = null)
    {
        Assert.True(Status == status && (code is null || Code == code), $"expected {status} {code}, got {Status}: {Text}");
        return this;
    }
}

[CollectionDefinition(nameof(Town))]
public sealed class TownCollection : ICollectionFixture<Town>;
