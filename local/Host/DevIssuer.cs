using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using VetVisits.Http;

namespace VetVisits.Local.Host;

/// <summary>
/// The local host's own OpenID Connect issuer, for development and tests alone: no other host has it. Its key lives in the data folder, so tokens outlast a restart and
/// pass at every host on that folder; its name is fixed, so they pass whatever port a host got.
/// </summary>
public sealed class DevIssuer : IDocumentRetriever, IDisposable
{
    public const string Issuer = "https://issuer.vetvisits.local";
    public const string Audience = "vetvisits";
    private const string Discovery = Issuer + "/.well-known/openid-configuration";
    private const string KeysAddress = Issuer + "/dev/jwks.json";

    private static readonly string[] Roles = ["owner", "vet", "staff", "admin", "device"];

    private readonly ECDsa key;
    private readonly SigningCredentials signing;
    private readonly IClock clock;
    private readonly HttpDocumentRetriever others = new() { RequireHttps = true };

    public DevIssuer(string dataFolder, IClock clock)
    {
        this.clock = clock;
        key = KeyIn(dataFolder);
        var named = new ECDsaSecurityKey(key);
        named.KeyId = Base64UrlEncoder.Encode(named.ComputeJwkThumbprint());
        signing = new SigningCredentials(named, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The settings that make the functions accept its tokens.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings { get; } =
    [
        new("Oidc:Issuers:dev:Issuer", Issuer),
        new("Oidc:Issuers:dev:Audience", Audience),
    ];

    /// <summary>A token for this subject in this role.</summary>
    public string Token(string role, string sub, string? animal = null, Duration? lives = null)
    {
        var now = clock.GetCurrentInstant();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = sub, ["roles"] = new[] { role } };
        if (animal is not null) claims["animal"] = animal;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            IssuedAt = now.ToDateTimeUtc(),
            NotBefore = now.ToDateTimeUtc(),
            Expires = (now + (lives ?? Duration.FromHours(12))).ToDateTimeUtc(),
            SigningCredentials = signing,
        });
    }

    /// <summary>Its documents without the network; every other issuer's by HTTPS.</summary>
    public Task<string> GetDocumentAsync(string address, CancellationToken cancel) => address switch
    {
        Discovery => Task.FromResult(Json.Write(Described())),
        KeysAddress => Task.FromResult(Json.Write(Keys())),
        _ => others.GetDocumentAsync(address, cancel),
    };

    /// <summary>Maps its routes: tokens for the asking, discovery, keys.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/dev/tokens", async context => await (await Answer(context)).ExecuteAsync(context));
        routes.MapGet("/.well-known/openid-configuration", context => Reply.Ok(Described()).ExecuteAsync(context));
        routes.MapGet("/dev/jwks.json", context => Reply.Ok(Keys()).ExecuteAsync(context));
    }

    public void Dispose() => key.Dispose();

    private Task<IResult> Answer(HttpContext context) => context.Request.Answer(async () =>
    {
        var wanted = (await context.Request.Body<TokenWanted>(context.RequestAborted)).Value;
        var problems = new Problems();
        var role = problems.OneOf("/role", wanted.Role, Roles);
        var sub = problems.Text("/sub", wanted.Sub, 200);
        problems.If(role == "device" && wanted.Animal is null, "/animal", "A device is bound to one animal.");
        problems.ThrowIfAny();
        return Reply.Ok(new TokenGiven(Token(role, sub, wanted.Animal)));
    });

    private static DiscoveryDocument Described() => new(Issuer, KeysAddress, ["id_token"], ["public"], [SecurityAlgorithms.EcdsaSha256]);

    private KeySet Keys()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new([new("EC", "P-256", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y), "sig", SecurityAlgorithms.EcdsaSha256, signing.Key.KeyId)]);
    }

    /// <summary>The folder's key; made by whichever host comes first, whole or not at all.</summary>
    private static ECDsa KeyIn(string folder)
    {
        var path = Path.Combine(folder, "dev-issuer.pem");
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var draft = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(draft, made.ExportPkcs8PrivateKeyPem());
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }
        var kept = ECDsa.Create();
        kept.ImportFromPem(File.ReadAllText(path));
        return kept;
    }

    private sealed record TokenWanted(string? Role, string? Sub, string? Animal);

    private sealed record TokenGiven(string Token);

    private sealed record DiscoveryDocument(
        string Issuer,
        [property: JsonPropertyName("jwks_uri")] string KeysAddress,
        [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes,
        [property: JsonPropertyName("subject_types_supported")] IReadOnlyList<string> SubjectTypes,
        [property: JsonPropertyName("id_token_signing_alg_values_supported")] IReadOnlyList<string> Algorithms);

    private sealed record KeySet(IReadOnlyList<PublicKey> Keys);

    private sealed record PublicKey(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid);
}
