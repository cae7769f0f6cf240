using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Tests.Identity;

public sealed class CallersTests : IDisposable
{
    private readonly FakeClock clock = FakeClock.FromUtc(2026, 11, 22, 12, 0, 0);
    private readonly TestIssuer issuer = TestIssuer.WithRsa();
    private readonly Dictionary<string, string?> settings = new() { ["Oidc:Issuer"] = "https://issuer.test", ["Oidc:Audience"] = "vetvisits" };
    private readonly DefaultHttpContext http = new();
    private Callers? made;
    private Tokens? tokens;

    private Instant Now => clock.GetCurrentInstant();

    public void Dispose() => tokens?.Dispose();

    [Fact]
    public async Task A_good_token_names_its_owner() =>
        Assert.Equal(new Caller(Role.Owner, "ann"), await Call(issuer.Sign(Now), Role.Owner));

    [Fact]
    public async Task Keys_of_elliptic_curves_and_PS256_are_as_good()
    {
        issuer.Rotate(TestIssuer.Ec());
        Assert.Equal("ann", (await Call(issuer.Sign(Now, algorithm: SecurityAlgorithms.EcdsaSha256), Role.Owner)).Id);
        issuer.Rotate(TestIssuer.Rsa());
        clock.AdvanceMinutes(1);
        Assert.Equal("ann", (await Call(issuer.Sign(Now, algorithm: SecurityAlgorithms.RsaSsaPssSha256), Role.Owner)).Id);
    }

    [Fact]
    public async Task No_token_is_401_with_a_challenge()
    {
        await Refused(401, "token-missing", null, Role.Owner);
        Assert.Equal("Bearer realm=\"vetvisits\"", http.Response.Headers.WWWAuthenticate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task What_is_no_token_is_401(string text) => await Refused(401, "token-invalid", text, Role.Owner);

    [Fact]
    public async Task An_algorithm_of_none_is_no_signature()
    {
        var parts = issuer.Sign(Now).Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        await Refused(401, "token-invalid", $"{none}.{parts[1]}.", Role.Owner);
        await Refused(401, "token-invalid", $"{none}.{parts[1]}.{parts[2]}", Role.Owner);
    }

    [Fact]
    public async Task The_public_key_used_as_a_shared_secret_signs_nothing()
    {
        var known = ((RsaSecurityKey)issuer.Key).Rsa;
        foreach (var secret in new[] { known.ExportSubjectPublicKeyInfo(), Encoding.UTF8.GetBytes(known.ExportSubjectPublicKeyInfoPem()) })
        {
            var forged = new SymmetricSecurityKey(secret) { KeyId = issuer.Key.KeyId };
            await Refused(401, "token-invalid", issuer.Sign(Now, key: forged, algorithm: SecurityAlgorithms.HmacSha256), Role.Owner);
        }
    }

    [Fact]
    public async Task Another_key_under_the_published_name_signs_nothing()
    {
        var forged = TestIssuer.Rsa();
        forged.KeyId = issuer.Key.KeyId;
        await Refused(401, "token-invalid", issuer.Sign(Now, key: forged), Role.Owner);
    }

    [Fact]
    public async Task A_changed_payload_breaks_the_signature()
    {
        var good = issuer.Sign(Now).Split('.');
        var other = issuer.Sign(Now, new { sub = "ben" }).Split('.');
        await Refused(401, "token-invalid", $"{good[0]}.{other[1]}.{good[2]}", Role.Owner);
    }

    [Fact]
    public async Task A_token_for_another_audience_is_refused() =>
        await Refused(401, "token-invalid", issuer.Sign(Now, new { aud = "another-api" }), Role.Owner);

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() =>
        await Refused(401, "token-invalid", issuer.Sign(Now, new { iss = "https://evil.test" }), Role.Owner);

    [Fact]
    public async Task An_expired_token_says_so_once_the_clock_skew_is_over()
    {
        var token = issuer.Sign(Now);
        clock.Advance(Duration.FromSeconds(650));
        Assert.Equal("ann", (await Call(token, Role.Owner)).Id);
        clock.Advance(Duration.FromSeconds(11));
        await Refused(401, "token-expired", token, Role.Owner);
        Assert.Contains("invalid_token", http.Response.Headers.WWWAuthenticate.ToString());
    }

    [Fact]
    public async Task What_was_remembered_ends_with_the_token()
    {
        var token = issuer.Sign(Now, new { exp = (Now + Duration.FromSeconds(5)).ToUnixTimeSeconds() });
        await Call(token, Role.Owner);
        clock.Advance(Duration.FromSeconds(66));
        await Refused(401, "token-expired", token, Role.Owner);
    }

    [Fact]
    public async Task A_token_without_an_end_is_refused() =>
        await Refused(401, "token-invalid", issuer.Sign(Now, new { exp = (long?)null }), Role.Owner);

    [Fact]
    public async Task A_token_from_the_future_is_refused() =>
        await Refused(401, "token-invalid", issuer.Sign(Now, new { nbf = (Now + Duration.FromMinutes(5)).ToUnixTimeSeconds() }), Role.Owner);

    [Fact]
    public async Task A_token_without_a_subject_is_refused() =>
        await Refused(401, "token-invalid", issuer.Sign(Now, new { sub = (string?)null }), Role.Owner);

    [Theory]
    [InlineData("vet")]
    [InlineData("king")]
    [InlineData("1")]
    [InlineData("owner,vet")]
    [InlineData("anonymous")]
    [InlineData("api-key")]
    [InlineData("apikey")]
    public async Task Another_role_or_one_that_nobody_knows_is_403(string role)
    {
        await Refused(403, "role-not-allowed", issuer.Sign(Now, new { roles = new[] { role } }), Role.Owner, Role.ApiKey, Role.Staff);
        Assert.Contains("insufficient_scope", http.Response.Headers.WWWAuthenticate.ToString());
    }

    [Fact]
    public async Task A_person_with_two_roles_calls_in_the_one_that_the_route_is_for()
    {
        var token = issuer.Sign(Now, new { roles = new[] { "vet", "owner" } });
        Assert.Equal(Role.Owner, (await Call(token, Role.Owner)).Role);
        Assert.Equal(Role.Vet, (await Call(token, Role.Owner, Role.Vet)).Role);
        http.Request.Headers["X-Role"] = "owner";
        Assert.Equal(Role.Owner, (await Call(token, Role.Owner, Role.Vet)).Role);
        http.Request.Headers["X-Role"] = "admin";
        await Refused(403, "role-not-allowed", token, Role.Owner, Role.Admin);
    }

    [Fact]
    public async Task Roles_may_have_other_names_and_lie_deeper()
    {
        settings["Oidc:RoleClaim"] = "/realm_access/roles";
        settings["Oidc:Roles:Pet.Owner"] = "owner";
        var caller = await Call(issuer.Sign(Now, new { roles = (string[]?)null, realm_access = new { roles = new[] { "Pet.Owner" } } }), Role.Owner);
        Assert.Equal(Role.Owner, caller.Role);
    }

    [Fact]
    public async Task An_issuer_grants_only_what_it_may()
    {
        settings["Oidc:Grants:0"] = "owner";
        await Refused(403, "role-not-allowed", issuer.Sign(Now, new { roles = new[] { "admin" } }), Role.Admin);
        Assert.Equal(Role.Owner, (await Call(issuer.Sign(Now), Role.Owner)).Role);
    }

    [Fact]
    public async Task A_device_is_bound_to_the_animal_of_its_token_and_nobody_else_is()
    {
        Assert.Equal(new Caller(Role.Device, "ann", "rex"), await Call(issuer.Sign(Now, new { roles = "device", animal = "rex" }), Role.Device));
        Assert.Null((await Call(issuer.Sign(Now, new { animal = "rex" }), Role.Owner)).AnimalId);
        await Refused(401, "token-invalid", issuer.Sign(Now, new { roles = "device" }), Role.Device);
        await Refused(401, "token-invalid", issuer.Sign(Now, new { roles = "device", animal = "../rex" }), Role.Device);
    }

    [Fact]
    public async Task A_new_key_is_fetched_when_its_first_token_comes()
    {
        await Call(issuer.Sign(Now), Role.Owner);
        issuer.Rotate(TestIssuer.Rsa(), withdraw: true);
        Assert.Equal("ann", (await Call(issuer.Sign(Now, new { sub = "ann" }), Role.Owner)).Id);
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task A_withdrawn_key_passes_no_longer_once_the_new_ones_are_known()
    {
        var old = issuer.Key;
        await Call(issuer.Sign(Now), Role.Owner);
        issuer.Rotate(TestIssuer.Rsa(), withdraw: true);
        await Call(issuer.Sign(Now), Role.Owner);
        clock.AdvanceMinutes(2);
        await Refused(401, "token-invalid", issuer.Sign(Now, key: old), Role.Owner);
    }

    [Fact]
    public async Task Strangers_keys_do_not_make_us_ask_the_issuer_again_and_again()
    {
        await Call(issuer.Sign(Now), Role.Owner);
        for (var i = 0; i < 20; i++) await Refused(401, "token-invalid", issuer.Sign(Now, key: TestIssuer.Rsa()), Role.Owner);
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task Known_keys_serve_on_while_the_issuer_is_away()
    {
        await Call(issuer.Sign(Now), Role.Owner);
        issuer.Unreachable = true;
        await Refused(401, "token-invalid", issuer.Sign(Now, key: TestIssuer.Rsa()), Role.Owner);
        Assert.Equal("ben", (await Call(issuer.Sign(Now, new { sub = "ben" }), Role.Owner)).Id);
    }

    [Fact]
    public async Task An_issuer_that_was_never_reached_is_503()
    {
        issuer.Unreachable = true;
        await Refused(503, "issuer-unreachable", issuer.Sign(Now), Role.Owner);
    }

    [Fact]
    public async Task A_route_for_anyone_looks_at_no_token()
    {
        Assert.Equal(Caller.Nobody, await Call(null, Role.Anonymous));
        Assert.Equal(Caller.Nobody, await Call("rubbish", Role.Anonymous));
    }

    [Fact]
    public async Task An_api_key_names_its_system_where_keys_are_taken()
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        settings["ApiKeys:0:Name"] = "clinic-system";
        settings["ApiKeys:0:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        http.Request.Headers["X-Api-Key"] = key;
        Assert.Equal(new Caller(Role.ApiKey, "clinic-system"), await Call(null, Role.ApiKey, Role.Owner));
        await Refused(403, "role-not-allowed", null, Role.Owner);
        http.Request.Headers["X-Api-Key"] = key + "0";
        await Refused(401, "api-key-invalid", null, Role.ApiKey);
    }

    private Task<Caller> Call(string? token, params Role[] roles)
    {
        if (made is null)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
            tokens = new Tokens(TokenSettings.From(configuration), issuer, clock);
            made = new Callers(tokens, new ApiKeys(configuration));
        }
        http.Request.Headers.Authorization = token is null ? default : new($"Bearer {token}");
        return made.Require(http.Request, default, roles);
    }

    private async Task Refused(int status, string code, string? token, params Role[] roles)
    {
        var no = await Assert.ThrowsAsync<RefusedException>(() => Call(token, roles));
        Assert.Equal((status, code), (no.Refusal.Status, no.Refusal.Code));
    }
}
