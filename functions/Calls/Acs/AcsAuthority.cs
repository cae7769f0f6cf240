using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Calls.Acs;

/// <summary>
/// Whether a callback comes from Call Automation: a JWT signed with the keys of its OpenID document, for our resource.
/// Settings: <c>Phone:Acs:OpenIdConfiguration</c>, <c>Phone:Acs:Issuer</c> and <c>Phone:Acs:ResourceId</c> (the immutable id, the token's audience).
/// </summary>
public sealed class AcsAuthority(IConfiguration settings, IClock clock) : IDisposable
{
    private const string PublicDocument = "https://acscallautomation.communication.azure.com/calling/.well-known/acsopenidconfiguration";
    private const string PublicIssuer = "https://acscallautomation.communication.azure.com";
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly IssuerKeys keys = new(
        settings["Phone:Acs:OpenIdConfiguration"] ?? PublicDocument,
        new HttpDocumentRetriever { RequireHttps = settings["Phone:Acs:OpenIdConfiguration"] is null },
        clock);

    /// <exception cref="RefusedException">401 <c>token-missing</c>, <c>token-expired</c> or <c>token-invalid</c>; 503 <c>issuer-unreachable</c>.</exception>
    public async Task Believe(HttpRequest request, CancellationToken stop)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(new(401, "token-missing", "A telephone report carries the provider's bearer token."));
        var token = header["Bearer ".Length..];
        var known = await keys.Current(stop);
        var result = await Validate(token, known);
        // The provider may have changed its keys since they were read.
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await keys.NewerThan(known, stop) is { } fresh) result = await Validate(token, fresh);
        if (result.IsValid) return;
        throw new RefusedException(result.Exception is SecurityTokenExpiredException
            ? new(401, "token-expired", "The provider's token has expired.")
            : new(401, "token-invalid", "The provider's token is not one for this resource."));
    }

    public void Dispose() => keys.Dispose();

    private Task<TokenValidationResult> Validate(string token, OpenIdConnectConfiguration known) =>
        handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = settings["Phone:Acs:Issuer"] ?? PublicIssuer,
            ValidAudience = settings["Phone:Acs:ResourceId"],
            IssuerSigningKeys = known.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ClockSkew = TimeSpan.FromMinutes(2),
        });
}
