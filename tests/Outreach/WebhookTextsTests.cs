using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Outreach;

namespace VetVisits.Tests.Outreach;

public sealed class WebhookTextsTests : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private static readonly TextMessage Message = new("id1", "+15550100002", "VetVisits: hello");
    private readonly ServiceProvider services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly List<(string Body, Dictionary<string, string> Headers)> got = [];
    private int answer = 202;
    private WebApplication listener = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        listener = builder.Build();
        listener.MapPost("/texts", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            got.Add((await reader.ReadToEndAsync(), request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return Results.StatusCode(answer);
        });
        await listener.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await listener.DisposeAsync();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_posted_signed_over_time_and_body_under_its_own_id()
    {
        Assert.Equal(Delivery.Taken, await Texts().Send(Message, default));
        var (body, headers) = Assert.Single(got);
        Assert.Equal("""{"id":"id1","to":"+15550100002","text":"VetVisits: hello"}""", body.Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal(("id1", "1795420800"), (headers["Idempotency-Key"], headers["VetVisits-Timestamp"]));
        using var openssl = new System.Security.Cryptography.HMACSHA256(System.Text.Encoding.ASCII.GetBytes(Key));
        var expected = Convert.ToHexStringLower(openssl.ComputeHash(System.Text.Encoding.UTF8.GetBytes($"1795420800.{body}")));
        Assert.Equal($"v1={expected}", headers["VetVisits-Signature"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task What_the_other_side_never_takes_is_not_tried_again(int status)
    {
        answer = status;
        Assert.Equal(Delivery.Refused, await Texts().Send(Message, default));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task What_may_pass_by_itself_is_tried_again(int status)
    {
        answer = status;
        await Assert.ThrowsAsync<HttpRequestException>(() => Texts().Send(Message, default));
    }

    [Theory]
    [InlineData("http://texts.example/send", Key)]
    [InlineData("https://texts.example/send", "short")]
    public void An_open_address_or_a_guessable_key_is_refused_at_once(string address, string key) =>
        Assert.Throws<InvalidOperationException>(() => Texts(address, key));

    private WebhookTexts Texts(string? address = null, string key = Key) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Texts:Address", address ?? listener.Urls.First() + "/texts"), new("Texts:Key", key)]).Build(),
        services.GetRequiredService<IHttpClientFactory>(), new FakeClock(Instant.FromUnixTimeSeconds(1795420800)));
}
