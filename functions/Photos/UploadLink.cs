using System.Security.Cryptography;
using NodaTime;
using VetVisits.Documents;

namespace VetVisits.Photos;

/// <summary>
/// A one-time link: whoever has it may send one photo, without a token of their own. Only the hash of its 256-bit secret is stored.
/// Document <c>link</c> of partition <c>upload:{hash}</c>.
/// </summary>
public sealed record UploadLink(string AnimalId, string PhotoId, Instant Until, bool Used)
{
    private const int SecretBytes = 32;

    public static (string Secret, DocumentId At) New()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return (secret, AtSecret(secret)!.Value);
    }

    /// <summary>Where the link of this secret would be; null when it cannot be one.</summary>
    public static DocumentId? AtSecret(string secret) =>
        secret.Length == 2 * SecretBytes && secret.All(char.IsAsciiHexDigitLower)
            ? new DocumentId($"upload:{Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(secret)))}", "link") : null;
}
