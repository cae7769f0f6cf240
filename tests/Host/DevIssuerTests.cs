using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using NodaTime;
using VetVisits.Local.Host;
using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Host;

[Collection(nameof(Town))]
public sealed class DevIssuerTests(Town town)
{
    private Uri Root => new(town.Client.BaseAddress!, "/");

    [Fact]
    public async Task A_token_for_the_asking_passes_at_the_functions()
    {
        var given = await Ask(new { role = "owner", sub = "owner-1" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "animals") { Headers = { { "Authorization", $"Bearer {given["token"]}" } } };
        (await Heard.Of(await town.Client.SendAsync(request))).Is(200);
    }

    [Fact]
    public async Task What_it_cannot_give_it_says()
    {
        Assert.Equal(["/role", "/sub"], (await Ask(new { role = "king" })).Is(422, "invalid").Pointers);
        Assert.Equal(["/animal"], (await Ask(new { role = "device", sub = "scale" })).Is(422, "invalid").Pointers);
    }

    [Fact]
    public async Task Discovery_over_HTTP_publishes_the_key_that_signs()
    {
        var described = JsonDocument.Parse(await town.Client.GetStringAsync(new Uri(Root, ".well-known/openid-configuration"))).RootElement;
        Assert.Equal(DevIssuer.Issuer, described.GetProperty("issuer").GetString());
        var keys = JsonDocument.Parse(await town.Client.GetStringAsync(new Uri(Root, "dev/jwks.json"))).RootElement.GetProperty("keys");
        Assert.False(keys[0].TryGetProperty("d", out _));
        var header = town.Token("owner/x").Split('.')[0];
        Assert.Contains(keys[0].GetProperty("kid").GetString()!, Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(header), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_on_one_folder_sign_with_one_key_even_when_they_start_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        try
        {
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Published(folder))));
            Assert.Single(keys.Append(await Published(folder)).Distinct());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Published(string folder)
    {
        using var issuer = new DevIssuer(folder, SystemClock.Instance);
        var found = await OpenIdConnectConfigurationRetriever.GetAsync($"{DevIssuer.Issuer}/.well-known/openid-configuration", (IDocumentRetriever)issuer, default);
        return found.SigningKeys.Single().KeyId;
    }

    private async Task<Heard> Ask(object wanted) => await Heard.Of(await town.Client.PostAsJsonAsync(new Uri(Root, "dev/tokens"), wanted));
}
