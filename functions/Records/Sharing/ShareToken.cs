using System.Buffers.Text;
using System.Security.Cryptography;
using VetVisits.Documents;

namespace VetVisits.Records.Sharing;

/// <summary>The secret in a link: 256 bits of randomness. It is looked up by its SHA-256, so that the time of a look tells nothing of how near a guess came.</summary>
public static class ShareToken
{
    public const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The hash of any text, so that a guess of a wrong form costs the same look as one of the right form.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}

/// <summary>Where the share of a token is; a pointer to nothing opens nothing. Document <c>share</c> of partition <c>share:{hash}</c>.</summary>
public sealed record SharePointer(string AnimalId, string ShareId)
{
    public static DocumentId At(string hash) => new($"share:{hash}", "share");
}
