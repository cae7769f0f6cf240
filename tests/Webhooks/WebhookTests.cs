using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Fees;
using VetVisits.Notify;
using VetVisits.Outreach;
using VetVisits.Prescriptions;
using VetVisits.Tests.Booking;
using VetVisits.Tests.Journal;
using VetVisits.Tests.Visits;
using VetVisits.Webhooks;

namespace VetVisits.Tests.Webhooks;

public sealed class WebhookTests : IAsyncDisposable
{
    private static readonly Webhook Hook = new("w1", "https://hooks.example/vets", ["visit.booked"], Clinic.Morning, new("w1", ""));
    private readonly Clinic clinic = new();
    private readonly Receiver receiver = new();
    private readonly WebhookKeys keys = new(new ConfigurationBuilder().AddInMemoryCollection([new("Webhooks:Key", new string('k', 32))]).Build());

    public async ValueTask DisposeAsync() => await clinic.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    public void An_address_that_is_not_public_is_refused(string address) => Assert.False(PublicNetwork.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    public void A_public_address_is_allowed(string address) => Assert.True(PublicNetwork.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hooks.example/a?b=c", true)]
    [InlineData("http://hooks.example/", false)]
    [InlineData("https://hooks.example:8443/", false)]
    [InlineData("https://user@hooks.example/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://127.1/", false)]
    [InlineData("https://0x7f000001/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    [InlineData("https://169.254.169.254/metadata", false)]
    public void Only_https_to_a_public_name_is_taken(string address, bool taken) => Assert.Equal(taken, PublicNetwork.Allows(new Uri(address)));

    [Fact]
    public async Task A_name_that_points_to_this_machine_is_not_connected_to()
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = PublicNetwork.Connect };
        using var client = new HttpClient(handler);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://localhost/")));
        Assert.Contains("not public", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fact_that_the_feed_tells_twice_is_sent_once_signed()
    {
        var key = await Booked();
        Assert.Null(await Send(key));
        Assert.Null(await Send(key));
        var (body, request) = Assert.Single(receiver.Got);
        Assert.Contains("\"type\":\"visit.booked\"", body, StringComparison.Ordinal);
        Assert.Equal(Signature.Of(request.GetValues("VetVisits-Timestamp").Single(), body, System.Text.Encoding.UTF8.GetBytes(keys.Of("w1"))), request.GetValues("VetVisits-Signature").Single());
        Assert.Equal((DeliveryState.Delivered, 200), ((await Delivery(key)).State, (await Delivery(key)).Status));
    }

    [Fact]
    public async Task While_an_address_fails_nothing_else_is_tried_and_after_a_day_a_delivery_is_given_up()
    {
        var key = await Booked();
        receiver.Status = HttpStatusCode.ServiceUnavailable;
        var again = await Send(key);
        Assert.Equal(clinic.Clock.GetCurrentInstant() + Duration.FromMinutes(1), again);
        Assert.Equal(again, await Send(key));
        Assert.Single(receiver.Got);
        clinic.Clock.AdvanceHours(25);
        Assert.Null(await Send(key));
        Assert.Equal((DeliveryState.GivenUp, 2), ((await Delivery(key)).State, (await Delivery(key)).Tries));
    }

    [Fact]
    public void An_address_that_fails_for_three_days_is_disabled_and_one_success_forgets_all_failures()
    {
        var failing = WebhookSender.After(Hook, delivered: false, Clinic.Morning);
        Assert.Null(WebhookSender.After(failing, delivered: false, Clinic.Morning + Duration.FromHours(71)).DisabledAt);
        var disabled = WebhookSender.After(failing, delivered: false, Clinic.Morning + Duration.FromHours(72));
        Assert.NotNull(disabled.DisabledAt);
        Assert.Equal(Hook, WebhookSender.After(failing, delivered: true, Clinic.Morning));
    }

    [Fact]
    public async Task What_happens_while_a_webhook_is_disabled_is_kept_for_a_replay_and_not_sent()
    {
        await clinic.Documents.Write(Webhook.At("w1"), Hook with { DisabledAt = Clinic.Morning }, null, default);
        await clinic.Happened("animal:a1", "visit:v1", Given.Booked(Clinic.Morning + Duration.FromHours(3)));
        foreach (var commit in clinic.Journal.Fed.ToList()) await Publication().Publish(commit, default);
        Assert.Equal(DeliveryState.Waiting, (await Delivery(Assert.Single(await Keys()))).State);
        await clinic.Sweep();
        Assert.Empty(receiver.Got);
    }

    [Fact]
    public void Every_queue_for_other_systems_is_told_to_webhooks_too() =>
        Assert.Equal(["Billing", "Pharmacy"], clinic.Get<IEnumerable<IFactSource>>().Select(s => s.GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(FeeDecided), "fee:v1", "fee.decided")]
    [InlineData(typeof(PrescriptionWritten), "prescriptions", "prescription.written")]
    public async Task What_is_owed_and_what_is_prescribed_goes_to_who_asks_for_it(Type happened, string stream, string type)
    {
        await clinic.Documents.Write(Webhook.At("w1"), Hook with { Types = [type] }, null, default);
        await clinic.Happened("animal:a1", stream, MadeUp.Event(happened));
        foreach (var commit in clinic.Journal.Fed.Concat(clinic.Journal.Fed).ToList()) await clinic.Get<IEnumerable<IPublication>>().OfType<WebhookPublication>().Single().Publish(commit, default);
        Assert.Null(await Send(Assert.Single(await Keys())));
        Assert.Contains($"\"type\":\"{type}\"", Assert.Single(receiver.Got).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_nobody_asked_for_is_not_written_down()
    {
        await clinic.Documents.Write(Webhook.At("w1"), Hook with { Types = ["photo.ready"] }, null, default);
        await clinic.Happened("animal:a1", "visit:v1", Given.Booked(Clinic.Morning + Duration.FromHours(3)));
        foreach (var commit in clinic.Journal.Fed.ToList()) await Publication().Publish(commit, default);
        Assert.Empty(await Keys());
    }

    private async Task<string> Booked()
    {
        await clinic.Documents.Write(Webhook.At("w1"), Hook, null, default);
        await clinic.Happened("animal:a1", "visit:v1", Given.Booked(Clinic.Morning + Duration.FromHours(3)));
        foreach (var commit in clinic.Journal.Fed.Concat(clinic.Journal.Fed).ToList()) await Publication().Publish(commit, default);
        return Assert.Single(await Keys());
    }

    private WebhookPublication Publication() => new([new VetVisits.Visits.VisitNotices(clinic.Journal)], [], clinic.Documents, clinic.Get<DueList>(), clinic.Clock);

    private Task<Instant?> Send(string key) =>
        new WebhookSender(clinic.Documents, keys, receiver, clinic.Clock, NullLogger<WebhookSender>.Instance)
            .Do(new(WebhookSender.DueKind, clinic.Clock.GetCurrentInstant(), WebhookDelivery.PartitionOf("w1"), key), default);

    private async Task<WebhookDelivery> Delivery(string key) => (await clinic.Documents.Read<WebhookDelivery>(WebhookDelivery.Place("w1", key), default))!.Document;

    private async Task<List<string>> Keys()
    {
        var known = new List<string>();
        await foreach (var (id, _) in clinic.Documents.List<WebhookDelivery>(WebhookDelivery.PartitionOf("w1"), IdRange.All, default)) known.Add(id);
        return known;
    }

    /// <summary>The other side: keeps what came and answers as it is told.</summary>
    private sealed class Receiver : HttpMessageHandler, IHttpClientFactory
    {
        public List<(string Body, System.Net.Http.Headers.HttpRequestHeaders Headers)> Got { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Got.Add((await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers));
            return new HttpResponseMessage(Status);
        }
    }
}
