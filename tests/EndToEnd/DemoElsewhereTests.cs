using Microsoft.Extensions.DependencyInjection;
using VetVisits.Local.Host;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.EndToEnd;

/// <summary>The demo against a product that is not on this machine: only an address and tokens, none of the local host's own routes.</summary>
public sealed class DemoElsewhereTests
{
    [Fact]
    public async Task With_tokens_of_three_people_it_plays_a_visit_again_and_again_and_says_that_all_holds()
    {
        await using var host = await TestHost.Start(new LocalOptions());
        var issuer = host.Local.Services.GetRequiredService<DevIssuer>();
        var tokens = new[] { "admin", "vet", "owner" }.ToDictionary(role => $"DEMO_{role.ToUpperInvariant()}_TOKEN", role => issuer.Token(role, $"smoke-{role}"));
        foreach (var _ in new[] { "after one deployment", "and after the next" })
        {
            var page = new StringWriter();

            var code = await Local.Demo.Command.PlayAt(new Uri(host.Local.Address, "api"), tokens.GetValueOrDefault, page);

            Assert.True(code == 0, page.ToString());
            Assert.Contains("ends it with an outcome", page.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_tokens_it_plays_what_a_stranger_sees_and_says_what_it_did_not_play()
    {
        await using var host = await TestHost.Start(new LocalOptions());
        var page = new StringWriter();

        Assert.Equal(0, await Local.Demo.Command.PlayAt(host.Local.Address, _ => null, page));

        Assert.Contains("No visit was played", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_that_is_not_ready_or_takes_no_token_fails_it()
    {
        await using var host = await TestHost.Start(new LocalOptions());
        var page = new StringWriter();

        Assert.Equal(1, await Local.Demo.Command.PlayAt(host.Local.Address, _ => "not.a.token", page));

        Assert.Contains("NOT SO", page.ToString(), StringComparison.Ordinal);
    }
}
