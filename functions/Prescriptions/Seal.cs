using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VetVisits.Documents;
using VetVisits.Http;

namespace VetVisits.Prescriptions;

/// <summary>
/// Signs prescriptions: a keyed hash over what was written, carried by the verification link. Who changes a word of the paper cannot make the link say the same.
/// The key is the setting <c>Prescriptions:SigningKey</c> (base64, 32 bytes or more; on Azure a Key Vault reference); without it, one is made once and kept among the documents.
/// </summary>
public sealed class Seal(IDocuments documents, IConfiguration configuration) : IDisposable
{
    private const int MacBytes = 16;
    private readonly SemaphoreSlim once = new(1, 1);
    private volatile byte[]? key;

    /// <summary>The token of a prescription's verification link.</summary>
    public async Task<string> Token(string animalId, PrescriptionWritten written, CancellationToken stop) =>
        $"{animalId}~{written.PrescriptionId}~{Base64Url.EncodeToString(Mac(await Key(stop), animalId, written))}";

    /// <summary>Where a token points, before anything is checked; null when it cannot be one.</summary>
    public static (string AnimalId, string PrescriptionId, byte[] Mac)? Parse(string token) =>
        token.Split('~') is [var animal, var prescription, var mac] && Ids.Allows(animal) && Ids.Allows(prescription) && mac.Length == 22 && Base64Url.IsValid(mac)
            ? (animal, prescription, Base64Url.DecodeFromChars(mac))
            : null;

    public async Task<bool> Holds(string animalId, PrescriptionWritten written, byte[] mac, CancellationToken stop) =>
        CryptographicOperations.FixedTimeEquals(Mac(await Key(stop), animalId, written), mac);

    public void Dispose() => once.Dispose();

    // Events are written by one serializer in one order of members, and members are only added with defaults that are not written.
    private static byte[] Mac(byte[] key, string animalId, PrescriptionWritten written) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{animalId}\n{Plain(Json.ToElement(written))}"))[..MacBytes];

    // A store may give 4.20 back as 4.2: numbers count by their value, not by how they are written.
    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(m => $"{JsonSerializer.Serialize(m.Name)}:{Plain(m.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Plain))}]",
        JsonValueKind.Number => (value.GetDecimal() / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };

    private async Task<byte[]> Key(CancellationToken stop)
    {
        if (key is { } known) return known;
        await once.WaitAsync(stop);
        try
        {
            return key ??= configuration["Prescriptions:SigningKey"] is { Length: > 0 } set ? Long(Convert.FromBase64String(set)) : await Kept(stop);
        }
        finally
        {
            once.Release();
        }
    }

    private async Task<byte[]> Kept(CancellationToken stop)
    {
        var id = new DocumentId("keys", "prescriptions");
        await documents.Write(id, new SealKey(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), expected: null, stop);
        return Long(Convert.FromBase64String((await documents.Read<SealKey>(id, stop))!.Document.Key));
    }

    private static byte[] Long(byte[] bytes) => bytes.Length >= 32 ? bytes : throw new InvalidOperationException("Prescriptions:SigningKey is at least 32 bytes, in base64.");
}

/// <summary>The signing key where no setting gives one. Document <c>prescriptions</c> of partition <c>keys</c>.</summary>
public sealed record SealKey(string Key);
