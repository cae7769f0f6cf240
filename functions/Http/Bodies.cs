using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using VetVisits.Journal;

namespace VetVisits.Http;

/// <summary>A JSON body as it came: the value and the hash of its bytes.</summary>
public sealed record Body<T>(T Value, string Hash);

public static class Bodies
{
    /// <summary>The largest JSON body that any route reads, in bytes.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Reads the JSON body.</summary>
    /// <param name="most">The most bytes read, where a route needs more than <see cref="MostBytes"/>.</param>
    /// <exception cref="RefusedException">415 <c>not-json</c>, 413 <c>body-too-large</c>, 400 <c>body-missing</c> or <c>malformed-json</c>.</exception>
    public static async Task<Body<T>> Body<T>(this HttpRequest request, CancellationToken stop, int most = MostBytes) where T : class
    {
        if (!request.HasJsonContentType())
            throw new RefusedException(new(415, "not-json", "Send the body as JSON, with Content-Type: application/json."));
        var bytes = await request.Bytes(most, stop);
        if (bytes.Length == 0)
            throw new RefusedException(new(400, "body-missing", "This request needs a JSON body."));
        try
        {
            var value = JsonSerializer.Deserialize<T>(bytes, Json.Options);
            return value is null
                ? throw new RefusedException(new(400, "body-missing", "The JSON body is null; send an object."))
                : new Body<T>(value, HashOf(bytes));
        }
        catch (JsonException wrong)
        {
            var where = wrong.Path is { Length: > 1 } path ? $" at {path}" : "";
            throw new RefusedException(new(400, "malformed-json", $"The body is not the JSON that this route reads{where}. The contract is at /api/openapi.json."));
        }
    }

    /// <summary>The body's bytes, never more than <paramref name="most"/>.</summary>
    public static async Task<byte[]> Bytes(this HttpRequest request, int most, CancellationToken stop)
    {
        if (request.ContentLength > most) throw TooLarge(most);
        using var kept = new MemoryStream();
        var part = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(part, stop)) > 0)
            {
                if (kept.Length + read > most) throw TooLarge(most);
                kept.Write(part, 0, read);
            }
            return kept.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];

    private static RefusedException TooLarge(int most) =>
        new(new(413, "body-too-large", $"The body is larger than the {most / 1024} KiB that this route takes."));
}
