using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace VetVisits.Local.Phone;

/// <summary>Sends the exchange's reports to the callback addresses: arrays of CloudEvents 1.0, each delivery with a fresh signed token of five minutes.</summary>
public sealed class Reports(Func<string> issuer, string audience) : IDisposable
{
    private RsaSecurityKey key = NewKey();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Dictionary<string, Task> lines = [];
    private readonly JsonWebTokenHandler tokens = new();
    private int sent;

    public Faults Faults { get; set; } = new();

    public string Issuer => issuer();

    public void Send(Uri callback, string source, string type, JsonObject data)
    {
        if (Faults.LoseEvery > 0 && Interlocked.Increment(ref sent) % Faults.LoseEvery == 0) return;
        var body = new JsonArray(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["source"] = source,
            ["type"] = type,
            ["specversion"] = "1.0",
            ["time"] = DateTimeOffset.UtcNow.ToString("O"),
            ["subject"] = source,
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        }).ToJsonString();
        for (var copy = 0; copy < Faults.Copies; copy++)
        {
            var shuffle = Faults.Shuffle ? TimeSpan.FromMilliseconds(Random.Shared.Next(0, 150)) : TimeSpan.Zero;
            var wait = Faults.Delay + shuffle;
            // Reports of one call go out one behind the other, unless they are meant to overtake.
            var line = Faults.Shuffle ? Guid.NewGuid().ToString() : callback.ToString();
            lock (lines)
                lines[line] = After(lines.GetValueOrDefault(line), callback, body, wait);
        }
    }

    public JsonObject Configuration() => new() { ["issuer"] = Issuer, ["jwks_uri"] = Issuer + "/calling/keys", ["id_token_signing_alg_values_supported"] = new JsonArray("RS256") };

    public JsonObject Keys()
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = key.KeyId,
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            }),
        };
    }

    /// <summary>A token as the exchange signs them; tests make wrong ones with it.</summary>
    public string Token(string? forAudience = null, TimeSpan? age = null) => tokens.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = forAudience ?? audience,
        NotBefore = DateTime.UtcNow - (age ?? TimeSpan.Zero),
        IssuedAt = DateTime.UtcNow - (age ?? TimeSpan.Zero),
        Expires = DateTime.UtcNow - (age ?? TimeSpan.Zero) + TimeSpan.FromMinutes(5),
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
    });

    /// <summary>Signs with a new key from now on; the old one is published no more.</summary>
    public void Rotate()
    {
        key.Rsa.Dispose();
        key = NewKey();
    }

    public void Dispose()
    {
        http.Dispose();
        key.Rsa.Dispose();
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    private async Task After(Task? before, Uri callback, string body, TimeSpan wait)
    {
        if (before is not null) await before;
        await Deliver(callback, body, wait);
    }

    private async Task Deliver(Uri callback, string body, TimeSpan wait)
    {
        await Task.Delay(wait);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, callback) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
                using var answer = await http.SendAsync(request);
                if ((int)answer.StatusCode < 500) return;
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
            {
                // The receiver is not there at this moment; it is tried again below.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt));
        }
    }
}
