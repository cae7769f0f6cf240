using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using VetVisits.Calls.Acs;
using VetVisits.Journal;
using VetVisits.Local.Phone;

namespace VetVisits.Tests.Calls;

/// <summary>Who reports of a call proves to be the provider, with a token for our resource.</summary>
public sealed class AcsAuthorityTests : IAsyncLifetime
{
    private PhoneExchange exchange = null!;
    private AcsAuthority authority = null!;

    public async Task InitializeAsync()
    {
        exchange = await PhoneExchange.Start();
        authority = new(new ConfigurationBuilder().AddInMemoryCollection(exchange.Settings).Build(), SystemClock.Instance);
    }

    public async Task DisposeAsync()
    {
        authority.Dispose();
        await exchange.DisposeAsync();
    }

    [Fact]
    public async Task The_providers_own_token_is_believed() => await Believe(exchange.Reports.Token());

    [Fact]
    public async Task Keys_that_the_provider_changes_are_read_anew_and_the_old_ones_forgotten()
    {
        var before = exchange.Reports.Token();
        await Believe(before);
        exchange.Reports.Rotate();
        await Believe(exchange.Reports.Token());
        Assert.Equal("token-invalid", await Refused(before));
    }

    [Fact]
    public async Task An_expired_token_is_refused_as_such() => Assert.Equal("token-expired", await Refused(exchange.Reports.Token(age: TimeSpan.FromMinutes(10))));

    [Fact]
    public async Task A_token_for_another_resource_is_refused() => Assert.Equal("token-invalid", await Refused(exchange.Reports.Token(forAudience: Guid.NewGuid().ToString())));

    [Fact]
    public async Task A_forged_token_is_refused_whatever_key_it_names()
    {
        using var stranger = new Reports(() => exchange.Issuer, exchange.Audience);
        Assert.Equal("token-invalid", await Refused(stranger.Token()));
    }

    [Fact]
    public async Task A_token_signed_with_nothing_or_with_the_public_key_as_a_secret_is_refused()
    {
        var descriptor = new SecurityTokenDescriptor { Issuer = exchange.Issuer, Audience = exchange.Audience, Expires = DateTime.UtcNow.AddMinutes(5) };
        var handler = new JsonWebTokenHandler();
        Assert.Equal("token-invalid", await Refused(handler.CreateToken(descriptor)));
        descriptor.SigningCredentials = new(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(exchange.Reports.Keys().ToJsonString())), SecurityAlgorithms.HmacSha256);
        Assert.Equal("token-invalid", await Refused(handler.CreateToken(descriptor)));
    }

    [Fact]
    public async Task Another_issuers_token_is_refused()
    {
        using var other = new Reports(() => "https://issuer.example", exchange.Audience);
        Assert.Equal("token-invalid", await Refused(other.Token()));
    }

    [Fact]
    public async Task No_token_is_asked_for()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => authority.Believe(new DefaultHttpContext().Request, default));
        Assert.Equal((401, "token-missing"), (refused.Refusal.Status, refused.Refusal.Code));
    }

    private async Task<string> Refused(string token) => (await Assert.ThrowsAsync<RefusedException>(() => Believe(token))).Refusal.Code;

    private Task Believe(string token)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = $"Bearer {token}";
        return authority.Believe(request, default);
    }
}
