using System.Security.Cryptography;
using System.Text;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Http;

public static class Idempotency
{
    /// <summary>
    /// The command that this request is: scoped to the caller and the route, named by its <c>Idempotency-Key</c> or, without one, by a fresh key.
    /// </summary>
    /// <exception cref="RefusedException">400 <c>idempotency-key-invalid</c>: longer than 200 characters or not printable ASCII.</exception>
    public static Asked Asked(this HttpRequest request, Caller caller, string bodyHash = "")
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0) key = Guid.NewGuid().ToString();
        if (key.Length > 200 || key.Any(c => c is < ' ' or > '~'))
            throw new RefusedException(new(400, "idempotency-key-invalid", "An Idempotency-Key is 1 to 200 printable ASCII characters; a UUID does well."));
        var scope = Encoding.UTF8.GetBytes($"{caller.By}\n{request.Method} {request.Path}\n{key}");
        return new Asked(caller.By, Uuid.V5(scope).ToString("N"), bodyHash);
    }

    /// <summary>The id of what this command makes: the same for a repeat, so a repeat finds it.</summary>
    public static string NewId(this Asked asked) => asked.CommandId ?? throw new InvalidOperationException("Only a caller's command makes new ids.");
}

/// <summary>Name-based UUIDs, version 5 (RFC 9562, section 5.5).</summary>
public static class Uuid
{
    private static readonly byte[] Space = Guid.Parse("5b2f9a54-1f0e-5c0e-9d0a-6c1d3a3b7e11").ToByteArray(bigEndian: true);

    public static Guid V5(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[20];
        // CA5350: version 5 is defined over SHA-1; it names things here and protects nothing.
#pragma warning disable CA5350
        SHA1.HashData([.. Space, .. name], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static Guid V5(string name) => V5(Encoding.UTF8.GetBytes(name));
}
