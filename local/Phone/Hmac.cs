using System.Security.Cryptography;
using System.Text;

namespace VetVisits.Local.Phone;

/// <summary>The HMAC-SHA256 scheme of Azure Communication Services: what is signed is the verb, the path with query, the date, the host and the hash of the body.</summary>
public static class Hmac
{
    public const string SignedHeaders = "x-ms-date;host;x-ms-content-sha256";

    public static string ContentHash(ReadOnlySpan<byte> body) => Convert.ToBase64String(SHA256.HashData(body));

    /// <param name="accessKey">base64, as the connection string carries it.</param>
    /// <param name="date">RFC 1123, GMT, as the header carries it.</param>
    /// <param name="host">With the port where it is not the scheme's own.</param>
    public static string Signature(string accessKey, string verb, string pathAndQuery, string date, string host, string contentHash) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(accessKey), Encoding.UTF8.GetBytes($"{verb}\n{pathAndQuery}\n{date};{host};{contentHash}")));

    public static string Header(string signature) => $"HMAC-SHA256 SignedHeaders={SignedHeaders}&Signature={signature}";
}
