using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Video;

namespace VetVisits.Tests.Video;

public sealed class RelayTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 10, 0);
    private static readonly Instant Later = Now + Duration.FromDays(1);

    [Fact]
    public async Task Credentials_for_coturn_are_an_hmac_over_expiry_and_user_and_live_two_hours()
    {
        var access = await Of(new Service(), ("Video:Stun", "stun:s.example"), ("Video:Relay:Urls", "turn:t.example:3478?transport=udp, turns:t.example:5349"), ("Video:Relay:Secret", "north")).For("v1.owner", Later, default);
        Assert.True(access.Relayed);
        Assert.Equal(Now + Duration.FromHours(2), access.Until);
        Assert.Equal(["stun:s.example"], access.IceServers[0].Urls);
        var turn = access.IceServers[1];
        Assert.Equal(["turn:t.example:3478?transport=udp", "turns:t.example:5349"], turn.Urls);
        // As `printf %s 1795435200:v1.owner | openssl dgst -sha1 -hmac north -binary | base64` says it.
        Assert.Equal(("1795435200:v1.owner", "vAVQVHZMxGV5/y9xhmYExiiJD1I="), (turn.Username, turn.Credential));
    }

    [Theory]
    [InlineData("""{"iceServers": {"urls": ["turn:m.example"], "username": "u", "credential": "c"}}""")]
    [InlineData("""{"iceServers": [{"urls": "turn:m.example", "username": "u", "credential": "c"}]}""")]
    public async Task A_managed_service_is_asked_with_its_key_and_its_answer_handed_on(string answer)
    {
        var service = new Service { Answer = answer };
        var access = await Of(service, ("Video:Relay:Service", "https://turn.example/credentials"), ("Video:Relay:Key", "k")).For("v1.vet", Later, default);
        Assert.Equal("POST https://turn.example/credentials Bearer k {\"ttl\":7200}", Assert.Single(service.Asked));
        var server = Assert.Single(access.IceServers);
        Assert.Equal((true, "turn:m.example", "u", "c"), (access.Relayed, Assert.Single(server.Urls), server.Username, server.Credential));
    }

    [Fact]
    public async Task No_credential_outlives_the_visits_room()
    {
        var closes = Now + Duration.FromMinutes(7);
        var access = await Of(new Service(), ("Video:Relay:Urls", "turn:t.example"), ("Video:Relay:Secret", "north")).For("v1.owner", closes, default);
        Assert.Equal((closes, $"{closes.ToUnixTimeSeconds()}:v1.owner"), (access.Until, access.IceServers[0].Username));
        var service = new Service { Answer = """{"iceServers": {"urls": "turn:m.example"}}""" };
        Assert.Equal(closes, (await Of(service, ("Video:Relay:Service", "https://turn.example/credentials")).For("v1.vet", closes, default)).Until);
        Assert.EndsWith("{\"ttl\":420}", Assert.Single(service.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managed_service_that_is_down_leaves_direct_connections_and_it_is_said()
    {
        var access = await Of(new Service { Status = HttpStatusCode.ServiceUnavailable }, ("Video:Stun", "stun:s.example"), ("Video:Relay:Service", "https://turn.example/credentials")).For("v1.vet", Later, default);
        Assert.Equal((false, null), (access.Relayed, access.Until));
        Assert.Single(access.IceServers);
    }

    [Fact]
    public async Task Without_a_relay_only_direct_connections_are_tried_and_it_is_said()
    {
        var access = await Of(new Service()).For("v1.vet", Later, default);
        Assert.Equal((false, null), (access.Relayed, access.Until));
        Assert.Empty(access.IceServers);
    }

    private static Relay Of(Service service, params (string Key, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build(), service, new FakeClock(Now), NullLogger<Relay>.Instance);

    private sealed class Service : HttpMessageHandler, IHttpClientFactory
    {
        public List<string> Asked { get; } = [];

        public string Answer { get; init; } = "{}";

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization} {await request.Content!.ReadAsStringAsync(cancellationToken)}");
            return new(Status) { Content = new StringContent(Answer, Encoding.UTF8, "application/json") };
        }
    }
}
