using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace VetVisits.Video;

/// <summary>What a browser needs to find the other: STUN and TURN servers in the shape of <c>RTCConfiguration.iceServers</c>.</summary>
/// <param name="Relayed">False: there is no relay, so only direct connections are tried; some networks allow none, and the telephone is the way then.</param>
public sealed record RelayAccess(IReadOnlyList<IceServer> IceServers, bool Relayed, Instant? Until);

public sealed record IceServer(IReadOnlyList<string> Urls, string? Username = null, string? Credential = null);

/// <summary>
/// Short-lived TURN credentials. Settings: <c>Video:Relay:Urls</c> with <c>Video:Relay:Secret</c> (the coturn REST convention: an HMAC over expiry and user,
/// draft-uberti-behave-turn-rest), or <c>Video:Relay:Service</c> (a managed service that answers <c>iceServers</c> to a POST with a bearer key), or neither; <c>Video:Stun</c> besides.
/// </summary>
public sealed partial class Relay(IConfiguration settings, IHttpClientFactory http, IClock clock, ILogger<Relay> log)
{
    private static readonly Duration Lives = Duration.FromHours(2);

    /// <param name="user">Opaque: which visit and which end.</param>
    /// <param name="latest">When the visit's room closes: no credential outlives it.</param>
    public async Task<RelayAccess> For(string user, Instant latest, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var until = Instant.Min(now + Lives, latest);
        List<IceServer> servers = Urls("Video:Stun") is { Count: > 0 } stun ? [new(stun)] : [];
        if (Urls("Video:Relay:Urls") is { Count: > 0 } turn && settings["Video:Relay:Secret"] is { Length: > 0 } secret)
            return new([.. servers, Coturn(turn, secret, user, until)], Relayed: true, until);
        if (settings["Video:Relay:Service"] is { Length: > 0 } service && await Managed(service, until - now, stop) is { Count: > 0 } managed)
            return new([.. servers, .. managed], Relayed: true, until);
        return new(servers, Relayed: false, null);
    }

    private static IceServer Coturn(IReadOnlyList<string> urls, string secret, string user, Instant until)
    {
        var name = $"{until.ToUnixTimeSeconds()}:{user}";
        // CA5350: the convention is HMAC-SHA1; its keys are short-lived and it signs no document.
#pragma warning disable CA5350
        var credential = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(name)));
#pragma warning restore CA5350
        return new(urls, name, credential);
    }

    // A relay that is down is no reason to keep two people apart who can reach each other without.
    private async Task<IReadOnlyList<IceServer>> Managed(string service, Duration lives, CancellationToken stop)
    {
        try
        {
            return await Ask(service, lives, stop);
        }
        catch (Exception down) when (down is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException || (down is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Down(log, down.GetType().Name);
            return [];
        }
    }

    private async Task<IReadOnlyList<IceServer>> Ask(string service, Duration lives, CancellationToken stop)
    {
        using var client = http.CreateClient("relay");
        using var request = new HttpRequestMessage(HttpMethod.Post, service) { Content = JsonContent.Create(new { ttl = (long)lives.TotalSeconds }) };
        if (settings["Video:Relay:Key"] is { Length: > 0 } key) request.Headers.Authorization = new("Bearer", key);
        using var answer = await client.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
        var servers = body.RootElement.GetProperty("iceServers");
        return servers.ValueKind == JsonValueKind.Array ? [.. servers.EnumerateArray().Select(Read)] : [Read(servers)];
    }

    private static IceServer Read(JsonElement server) => new(
        server.GetProperty("urls") is { ValueKind: JsonValueKind.Array } urls ? [.. urls.EnumerateArray().Select(u => u.GetString()!)] : [server.GetProperty("urls").GetString()!],
        server.TryGetProperty("username", out var name) ? name.GetString() : null,
        server.TryGetProperty("credential", out var credential) ? credential.GetString() : null);

    private IReadOnlyList<string> Urls(string name) =>
        [.. (settings[name] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    [LoggerMessage(1501, LogLevel.Warning, "The relay service gave no credentials ({Why}); only direct connections are tried.")]
    private static partial void Down(ILogger log, string why);
}
