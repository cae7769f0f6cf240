using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Fees;
using VetVisits.Identity;
using VetVisits.Notify;
using VetVisits.Outreach;
using VetVisits.Prescriptions;
using VetVisits.Tests.Booking;
using VetVisits.Tests.EndToEnd;
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

    [Fact]
    public async Task A_redirect_is_not_followed_for_it_may_lead_inside()
    {
        using var handler = new ServiceCollection().AddWebhooks().BuildServiceProvider().GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(WebhookSender.Client);
        HttpMessageHandler inner = handler;
        while (inner is DelegatingHandler outer) inner = outer.InnerHandler!;
        var sockets = Assert.IsType<SocketsHttpHandler>(inner);
        Assert.Equal((false, false, false), (sockets.AllowAutoRedirect, sockets.UseProxy, sockets.UseCookies));
        Assert.Equal(PublicNetwork.Connect, sockets.ConnectCallback);

        var key = await Booked();
        receiver.Status = HttpStatusCode.TemporaryRedirect;
        Assert.NotNull(await Send(key));
        Assert.Equal((DeliveryState.Waiting, 307), ((await Delivery(key)).State, (await Delivery(key)).Status));
    }

    [Fact]
    public void The_pauses_grow_from_a_minute_to_three_hours_and_a_day_has_sixteen_tries()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 180, 180], Enumerable.Range(1, 10).Select(tries => (int)WebhookSender.Pause(tries).TotalMinutes));
        var delivery = new WebhookDelivery("k", "e", "visit.booked", "{}", Clinic.Morning, DeliveryState.Waiting);
        for (var now = Clinic.Morning; delivery.State == DeliveryState.Waiting; now += WebhookSender.Pause(delivery.Tries)) delivery = WebhookSender.Tried(delivery, 0, now);
        Assert.Equal((DeliveryState.GivenUp, 16), (delivery.State, delivery.Tries));
        Assert.InRange(delivery.TriedAt!.Value - Clinic.Morning, Duration.FromDays(1), Duration.FromHours(27));
    }

    [Fact]
    public async Task An_admin_registers_an_address_and_hears_its_key_once()
    {
        var made = (await Ask(f => (r, s) => f.Add(r, s), new { address = "https://93.184.216.34/vets", types = (string[])["visit.booked"] })).Is(201);
        Assert.Equal(keys.Of(made["id"]), made["signingKey"]);
        Assert.DoesNotContain(keys.Of(made["id"]), (await Ask(f => (r, s) => f.List(r, s))).Is(200).Text, StringComparison.Ordinal);
        foreach (var inside in (string[])["https://169.254.169.254/", "https://localhost/", "http://93.184.216.34/"])
            (await Ask(f => (r, s) => f.Add(r, s), new { address = inside, types = (string[])["*"] })).Is(422, "address-not-public");
        (await Ask(f => (r, s) => f.Remove(r, made["id"], s))).Is(204);
        (await Ask(f => (r, s) => f.Deliveries(r, made["id"], s))).Is(404);
    }

    [Fact]
    public async Task The_log_shows_every_delivery_and_a_replay_from_a_cursor_sends_what_came_after_it_again_and_enables_the_webhook()
    {
        await clinic.Documents.Write(Webhook.At("w1"), Hook, null, default);
        foreach (var (visit, hour) in ((string, int)[])[("v1", 3), ("v2", 4), ("v3", 5)])
        {
            clinic.Clock.AdvanceSeconds(1);
            await clinic.Happened("animal:a1", $"visit:{visit}", Given.Booked(Clinic.Morning + Duration.FromHours(hour)) with { VisitId = visit });
        }
        foreach (var commit in clinic.Journal.Fed.ToList()) await Publication().Publish(commit, default);
        foreach (var key in await Keys()) await Send(key);
        var log = Log((await Ask(f => (r, s) => f.Deliveries(r, "w1", s))).Is(200));
        Assert.Equal([("delivered", 200), ("delivered", 200), ("delivered", 200)], log.Select(d => (d.GetProperty("state").GetString(), d.GetProperty("status").GetInt32())));
        Assert.Equal(2, Log(await Ask(f => (r, s) => f.Deliveries(r, "w1", s), query: $"?after={log[0].GetProperty("key")}")).Count);

        await clinic.Documents.Put<Webhook>(Webhook.At("w1"), there => there!.Document with { DisabledAt = clinic.Clock.GetCurrentInstant(), FailingSince = Clinic.Morning }, default);
        receiver.Got.Clear();
        var again = Log((await Ask(f => (r, s) => f.Replay(r, "w1", s), query: $"?after={log[1].GetProperty("key")}")).Is(202));
        Assert.Equal(log[2].GetProperty("key").GetString(), Assert.Single(again).GetProperty("key").GetString());
        foreach (var key in await Keys()) await Send(key);
        Assert.Contains($"\"id\":\"{log[2].GetProperty("eventId")}\"", Assert.Single(receiver.Got).Body, StringComparison.Ordinal);
        Assert.Null((await clinic.Documents.Read<Webhook>(Webhook.At("w1"), default))!.Document.DisabledAt);
    }

    private static List<JsonElement> Log(Heard answer) => [.. answer.Json.GetProperty("deliveries").EnumerateArray()];

    private async Task<Heard> Ask(Func<WebhookFunctions, Func<HttpRequest, CancellationToken, Task<IResult>>> route, object? body = null, string query = "")
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.QueryString = new(query);
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body));
        using var said = new MemoryStream();
        context.Response.Body = said;
        var functions = new WebhookFunctions(new AnAdmin(), clinic.Documents, keys, clinic.Get<DueList>(), clinic.Clock);
        await (await route(functions)(context.Request, default)).ExecuteAsync(context);
        return new(context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(said.ToArray()), null, null, null);
    }

    private sealed class AnAdmin : ICallers
    {
        public Task<Caller> Require(HttpRequest request, CancellationToken stop, params Role[] roles) => Task.FromResult(new Caller(Assert.Single(roles), "root"));
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
