using System.Security.Cryptography;
using System.Text;

namespace VetVisits.Identity;

/// <summary>
/// Keys for the stateless decisions, for other systems: <c>ApiKeys:{n}:Name</c> with <c>ApiKeys:{n}:Sha256</c>, the SHA-256 of the key in hex. Only hashes are kept.
/// Two entries of one name let a key be changed without a gap. A key is random and long, so a plain hash of it gives nothing away.
/// </summary>
public sealed class ApiKeys
{
    private readonly IReadOnlyList<(string Name, byte[] Hash)> keys;

    /// <exception cref="InvalidOperationException">An entry lacks its name or is no SHA-256.</exception>
    public ApiKeys(IConfiguration settings) => keys = [.. settings.GetSection("ApiKeys").GetChildren().Select(Entry)];

    /// <summary>The name that the key was given out under; null for any other key. Every entry is compared, each in constant time.</summary>
    public string? NameOf(string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        string? name = null;
        foreach (var entry in keys)
            if (CryptographicOperations.FixedTimeEquals(hash, entry.Hash))
                name = entry.Name;
        return name;
    }

    private static (string Name, byte[] Hash) Entry(IConfigurationSection section) =>
        section["Name"] is { } name && Http.Ids.Allows(name) && section["Sha256"] is { Length: 64 } hash && hash.All(char.IsAsciiHexDigit)
            ? (name, Convert.FromHexString(hash))
            : throw new InvalidOperationException($"The settings under {section.Path} need a Name that is an id and a Sha256 of 64 hex digits.");
}
