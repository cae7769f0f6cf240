using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace VetVisits.Outreach;

/// <summary>
/// Text messages by one signed POST of <c>{id, to, text}</c>, which any provider can be put behind. Settings of section <c>Texts</c>: <c>Address</c> (https)
/// and <c>Key</c> (a secret of 32 or more characters). Any 2xx is "taken"; 400, 404, 410 and 422 are "never"; everything else is tried again.
/// </summary>
public sealed class WebhookTexts(IConfiguration settings, IHttpClientFactory http, IClock clock) : ITextMessages
{
    public const string Client = "texts";

    private readonly Uri address = AddressOf(settings["Texts:Address"]);
    private readonly byte[] key = KeyOf(settings["Texts:Key"]);

    public async Task<Delivery> Send(TextMessage message, CancellationToken stop)
    {
        var body = Json.Write(message);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", message.Id);
        Signature.Sign(request, body, key, clock.GetCurrentInstant());
        using var client = http.CreateClient(Client);
        using var answer = await client.SendAsync(request, stop);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity) return Delivery.Refused;
        answer.EnsureSuccessStatusCode();
        return Delivery.Taken;
    }

    private static Uri AddressOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
            ? uri : throw new InvalidOperationException("The setting Texts:Address must be an https address.");

    private static byte[] KeyOf(string? key) =>
        key is { Length: >= 32 } ? Encoding.UTF8.GetBytes(key) : throw new InvalidOperationException("The setting Texts:Key must have 32 characters or more.");
}

/// <summary>
/// How our requests prove themselves: <c>VetVisits-Timestamp</c> (Unix seconds) and <c>VetVisits-Signature: v1={hex}</c>, the HMAC-SHA256 of
/// <c>{timestamp}.{body}</c>. A receiver refuses a timestamp that is more than five minutes off, so that a recorded request is worth nothing later.
/// </summary>
public static class Signature
{
    public const string TimestampHeader = "VetVisits-Timestamp";
    public const string Header = "VetVisits-Signature";

    public static void Sign(HttpRequestMessage request, string body, ReadOnlySpan<byte> key, Instant now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(Header, Of(timestamp, body, key));
    }

    public static string Of(string timestamp, string body, ReadOnlySpan<byte> key) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{timestamp}.{body}")));
}
