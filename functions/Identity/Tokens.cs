using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Identity;

/// <summary>Whom a checked token names: an id, the roles in the token's own order, and the animal that a device is bound to.</summary>
public sealed record Bearer(string Id, IReadOnlyList<Role> Roles, string? AnimalId);

/// <summary>
/// Checks bearer tokens (JWT, RFC 7519): signature by the issuer's published keys and only by asymmetric algorithms, issuer, audience, life time.
/// What passed is remembered for a minute by the token's hash, never beyond its expiry.
/// </summary>
public sealed class Tokens(TokenSettings settings, IDocumentRetriever documents, IClock clock) : IDisposable
{
    private const int LongestToken = 16 * 1024;
    private const int MostRemembered = 20_000;

    // Symmetric algorithms would make the published key a secret that anyone can sign with; "none" is no signature at all.
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly Dictionary<string, (IssuerSettings Settings, IssuerKeys Keys)> issuers =
        settings.Issuers.ToDictionary(i => i.Issuer, i => (i, new IssuerKeys(i.Metadata, documents, clock)), StringComparer.Ordinal);

    private ConcurrentDictionary<UInt128, (Bearer Bearer, Instant Until)> remembered = new();

    /// <exception cref="RefusedException">401 <c>token-invalid</c> or <c>token-expired</c>; 503 <c>issuer-unreachable</c>.</exception>
    public ValueTask<Bearer> Check(string token, CancellationToken stop)
    {
        if (token.Length > LongestToken) throw Invalid("is too long");
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        var key = BitConverter.ToUInt128(hash);
        return remembered.TryGetValue(key, out var known) && clock.GetCurrentInstant() < known.Until
            ? ValueTask.FromResult(known.Bearer)
            : new(CheckAnew(token, key, stop));
    }

    public void Dispose()
    {
        foreach (var (_, keys) in issuers.Values) keys.Dispose();
    }

    private async Task<Bearer> CheckAnew(string token, UInt128 key, CancellationToken stop)
    {
        var claimed = Parse(token);
        if (!issuers.TryGetValue(claimed.Issuer, out var issuer)) throw Invalid("comes from an issuer that is not accepted here");
        var published = await issuer.Keys.Current(stop);
        var result = await Validate(claimed, issuer.Settings, published.SigningKeys);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await issuer.Keys.NewerThan(published, stop) is { } newer)
            result = await Validate(claimed, issuer.Settings, newer.SigningKeys);
        if (!result.IsValid) throw Refused(result.Exception);

        var jwt = (JsonWebToken)result.SecurityToken;
        var bearer = Name(jwt, issuer.Settings);
        Remember(key, bearer, Instant.Min(Instant.FromDateTimeUtc(jwt.ValidTo), clock.GetCurrentInstant() + settings.Remembered));
        return bearer;
    }

    private JsonWebToken Parse(string token)
    {
        try
        {
            var jwt = handler.ReadJsonWebToken(token);
            // A header that must be understood (RFC 7515, 4.1.11) and is not makes the token unusable.
            return jwt.TryGetHeaderValue<object>("crit", out _) ? throw Invalid("has critical headers that are not known here") : jwt;
        }
        catch (Exception wrong) when (wrong is ArgumentException or SecurityTokenException)
        {
            throw Invalid("is not a signed JWT");
        }
    }

    private Task<TokenValidationResult> Validate(JsonWebToken token, IssuerSettings issuer, ICollection<SecurityKey> keys) =>
        handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer,
            ValidAudiences = issuer.Audiences,
            IssuerSigningKeys = keys,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => Lives(from, until),
        });

    private bool Lives(DateTime? from, DateTime? until)
    {
        var now = clock.GetCurrentInstant();
        if (until is null) throw new SecurityTokenNoExpirationException();
        if (now > At(until.Value) + settings.ClockSkew) throw new SecurityTokenExpiredException();
        if (from is { } start && now < At(start) - settings.ClockSkew) throw new SecurityTokenNotYetValidException();
        return true;
    }

    private static Instant At(DateTime time) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static Bearer Name(JsonWebToken jwt, IssuerSettings issuer)
    {
        if (string.IsNullOrEmpty(jwt.Subject)) throw Invalid("names no subject");
        var roles = RoleNames(jwt, issuer.RoleClaim)
            .Select(issuer.RoleOf).Where(issuer.Grants.Contains).Distinct().ToList();
        var animal = jwt.TryGetPayloadValue<string>("animal", out var bound) && Ids.Allows(bound) ? bound : null;
        return new Bearer(issuer.IdOf(jwt.Subject), roles, animal);
    }

    private static IEnumerable<string> RoleNames(JsonWebToken jwt, string? claim)
    {
        if (claim is not ['/', ..])
        {
            string[] names = claim is null ? ["roles", "role"] : [claim];
            return names.SelectMany(name => jwt.Claims.Where(c => c.Type == name)).Select(c => c.Value);
        }
        var path = claim.Split('/')[1..];
        if (!jwt.TryGetPayloadValue<JsonElement>(path[0], out var at)) return [];
        foreach (var part in path[1..])
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at)) return [];
        return at.ValueKind switch
        {
            JsonValueKind.Array => at.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!),
            JsonValueKind.String => [at.GetString()!],
            _ => [],
        };
    }

    private void Remember(UInt128 key, Bearer bearer, Instant until)
    {
        // Starting over is cheap (each token costs one check) and keeps a flood of tokens from filling the memory.
        if (remembered.Count >= MostRemembered) remembered = new();
        remembered[key] = (bearer, until);
    }

    private static RefusedException Refused(Exception? why) => why switch
    {
        SecurityTokenExpiredException => new(new(401, "token-expired", "The token has expired. Sign in again and send a fresh one.")),
        SecurityTokenNotYetValidException => Invalid("is not valid yet"),
        SecurityTokenInvalidAudienceException => Invalid("is for another audience"),
        _ => Invalid("does not pass: its signature, algorithm or claims are not those of the issuer"),
    };

    private static RefusedException Invalid(string what) => new(new(401, "token-invalid", $"The token {what}."));
}
