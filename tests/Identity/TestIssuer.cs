using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace VetVisits.Tests.Identity;

/// <summary>An OpenID Connect issuer in memory, with keys that can be rotated and an answer that can fail.</summary>
public sealed class TestIssuer(string issuer = "https://issuer.test") : IDocumentRetriever
{
    // RSA keys are slow to make; each is new under every name that it is given.
    private static readonly RSA[] Pool = [RSA.Create(2048), RSA.Create(2048), RSA.Create(2048)];
    private static int drawn;

    private readonly List<SecurityKey> published = [];

    public string Issuer { get; } = issuer;

    public SecurityKey Key { get; private set; } = null!;

    public int Fetches { get; private set; }

    public bool Unreachable { get; set; }

    public static TestIssuer WithRsa(string issuer = "https://issuer.test")
    {
        var made = new TestIssuer(issuer);
        made.Rotate(new RsaSecurityKey(Pool[0]) { KeyId = Guid.NewGuid().ToString("N") });
        return made;
    }

    /// <summary>A key that no new issuer has.</summary>
    public static RsaSecurityKey Rsa() => new(Pool[1 + (Interlocked.Increment(ref drawn) % (Pool.Length - 1))]) { KeyId = Guid.NewGuid().ToString("N") };

    public static ECDsaSecurityKey Ec() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>From now on it signs with this key, and publishes it beside the older ones unless they are withdrawn.</summary>
    public void Rotate(SecurityKey key, bool withdraw = false)
    {
        if (withdraw) published.Clear();
        published.Add(key);
        Key = key;
    }

    public string Sign(Instant now, object? changes = null, SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = "vetvisits",
            ["sub"] = "ann",
            ["roles"] = new[] { "owner" },
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Duration.FromMinutes(10)).ToUnixTimeSeconds(),
        };
        foreach (var change in changes?.GetType().GetProperties() ?? [])
            claims[change.Name] = change.GetValue(changes);
        var payload = System.Text.Json.JsonSerializer.Serialize(claims.Where(c => c.Value is not null).ToDictionary());
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(payload, new SigningCredentials(key ?? Key, algorithm));
    }

    public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        if (Unreachable) throw new IOException("The issuer does not answer.");
        if (address == $"{Issuer}/.well-known/openid-configuration")
        {
            Fetches++;
            return Task.FromResult($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{Issuer}}/keys"}""");
        }
        return address == $"{Issuer}/keys"
            ? Task.FromResult($$"""{"keys":[{{string.Join(",", published.Select(Public))}}]}""")
            : throw new IOException($"No document at {address}.");
    }

    private static string Public(SecurityKey key) => key switch
    {
        RsaSecurityKey rsa when rsa.Rsa.ExportParameters(includePrivateParameters: false) is var p =>
            $$"""{"kty":"RSA","use":"sig","kid":"{{key.KeyId}}","n":"{{Base64UrlEncoder.Encode(p.Modulus!)}}","e":"{{Base64UrlEncoder.Encode(p.Exponent!)}}"}""",
        ECDsaSecurityKey ec when ec.ECDsa.ExportParameters(includePrivateParameters: false).Q is var q =>
            $$"""{"kty":"EC","use":"sig","crv":"P-256","kid":"{{key.KeyId}}","x":"{{Base64UrlEncoder.Encode(q.X!)}}","y":"{{Base64UrlEncoder.Encode(q.Y!)}}"}""",
        _ => throw new NotSupportedException("Only asymmetric keys are published."),
    };
}
