using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace VetVisits.Local.Phone;

/// <summary>
/// A stand-in telephone exchange on loopback that speaks the public REST contract of Azure Communication Services Call Automation:
/// its paths and bodies, the HMAC check, repeatability ids, and reports as arrays of CloudEvents with a signed JWT, whose keys are published
/// in an OpenID document. It rings nobody: numbers behave as <see cref="Person"/> says, and <see cref="Faults"/> can go wrong on demand.
/// </summary>
public sealed class PhoneExchange : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Person> people = new();
    private readonly ConcurrentDictionary<string, ExchangeCall> calls = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Reply>>> repeats = new();

    private PhoneExchange(WebApplication app, string accessKey)
    {
        this.app = app;
        AccessKey = accessKey;
        Reports = new Reports(() => Endpoint.ToString().TrimEnd('/'), Audience);
    }

    /// <summary>Where it listens; a connection string is <c>endpoint={Endpoint};accesskey={AccessKey}</c>.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    public string AccessKey { get; }

    /// <summary>The resource id that reports are addressed to.</summary>
    public string Audience { get; } = Guid.NewGuid().ToString();

    public string Issuer => Reports.Issuer;

    public Uri OpenIdConfiguration => new(Endpoint, "calling/.well-known/acsopenidconfiguration");

    public Reports Reports { get; }

    /// <summary>Every call that was ever dialled, in no order.</summary>
    public IReadOnlyCollection<ExchangeCall> Calls => [.. calls.Values];

    public static async Task<PhoneExchange> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var exchange = new PhoneExchange(builder.Build(), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        exchange.app.MapGet("/calling/.well-known/acsopenidconfiguration", () => Results.Text(exchange.Reports.Configuration().ToJsonString(), "application/json"));
        exchange.app.MapGet("/calling/keys", () => Results.Text(exchange.Reports.Keys().ToJsonString(), "application/json"));
        exchange.app.Map("/calling/{**path}", exchange.Serve);
        await exchange.app.StartAsync();
        exchange.Endpoint = new Uri(exchange.app.Urls.First() + "/");
        return exchange;
    }

    /// <summary>The settings that make the product use and believe this exchange.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Phone:Acs:OpenIdConfiguration", OpenIdConfiguration.ToString()),
        new("Phone:Acs:Issuer", Issuer),
        new("Phone:Acs:ResourceId", Audience),
    ];

    /// <summary>How the product's telephone reaches this exchange.</summary>
    public RestPhoneSettings Phone(string? accessKey = null) => new(Endpoint, accessKey ?? AccessKey, "+15550100000", Endpoint);

    /// <summary>Maps what a person at a real telephone would do, and hear: only a host on one machine has these routes.</summary>
    public void MapPeople(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/dev/phone/{number}", async (HttpContext context) =>
        {
            var person = await context.Request.ReadFromJsonAsync<Person>(Json.Options, context.RequestAborted);
            if (person is null) context.Response.StatusCode = StatusCodes.Status400BadRequest;
            else Answers((string)context.Request.RouteValues["number"]!, person);
        });
        routes.MapPost("/dev/phone/{number}/hang-up", (string number) => HangUp(number));
        routes.MapGet("/dev/phone", context => context.Response.WriteAsJsonAsync(
            calls.Values.Select(call => new { call.Number, call.Present, call.Heard, call.IsOver }), Json.Options, context.RequestAborted));
    }

    /// <summary>Says how a number behaves from now on; a number of which nothing was said does not exist.</summary>
    public void Answers(string number, Person person) => people[number] = person;

    /// <summary>Somebody puts the receiver down, in whatever calls they are.</summary>
    public void HangUp(string number)
    {
        foreach (var call in calls.Values) call.Leave(number);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Reports.Dispose();
    }

    private async Task Serve(HttpContext context)
    {
        using var kept = new MemoryStream();
        await context.Request.Body.CopyToAsync(kept, context.RequestAborted);
        var reply = Unsigned(context.Request, kept.ToArray()) ?? await Once(context.Request, () => Carry(context.Request, kept.ToArray()));
        context.Response.StatusCode = reply.Status;
        if (reply.Body is null) return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(reply.Body.ToJsonString(), context.RequestAborted);
    }

    // A request whose repeatability id was seen before is not carried out again: it gets the same answer.
    private Task<Reply> Once(HttpRequest request, Func<Task<Reply>> work)
    {
        var id = request.Headers["Repeatability-Request-ID"].ToString();
        if (id.Length == 0) return work();
        return request.Headers["Repeatability-First-Sent"].Count == 0
            ? Task.FromResult(Reply.Error(400, "8500", "Repeatability-First-Sent is missing."))
            : repeats.GetOrAdd($"{request.Path} {id}", _ => new Lazy<Task<Reply>>(work)).Value;
    }

    private Reply? Unsigned(HttpRequest request, byte[] body)
    {
        var date = request.Headers["x-ms-date"].ToString();
        var hash = request.Headers["x-ms-content-sha256"].ToString();
        if (!DateTimeOffset.TryParse(date, out var sent) || (DateTimeOffset.UtcNow - sent).Duration() > TimeSpan.FromMinutes(5))
            return Reply.Error(401, "7509", "The request's date is missing or stale.");
        var path = request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
        var expected = Hmac.Header(Hmac.Signature(AccessKey, request.Method, path, date, request.Host.Value!, Hmac.ContentHash(body)));
        return hash == Hmac.ContentHash(body) && expected == request.Headers.Authorization.ToString() ? null : Reply.Error(401, "7509", "The HMAC signature does not match.");
    }

    private async Task<Reply> Carry(HttpRequest request, byte[] bytes)
    {
        if (request.Query["api-version"].Count == 0) return Reply.Error(400, "8500", "api-version is required.");
        var path = request.Path.Value!["/calling/".Length..];
        JsonObject? body;
        try
        {
            body = bytes.Length == 0 ? null : JsonNode.Parse(bytes) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return Reply.Error(400, "8500", "The body is not JSON.");
        }
        if (path == "callConnections" && HttpMethods.IsPost(request.Method)) return await Create(body);
        if (!path.StartsWith("callConnections/", StringComparison.Ordinal)) return Reply.Error(404, "8522", "There is no such operation.");
        var rest = path["callConnections/".Length..];
        var end = rest.IndexOfAny([':', '/']);
        var (id, operation) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        return calls.TryGetValue(id, out var call) && !call.IsOver
            ? call.Carry(request.Method, operation, body)
            : Reply.Error(404, "8522", "Call not found.");
    }

    private async Task<Reply> Create(JsonObject? body)
    {
        if (body?["callbackUri"]?.GetValue<string>() is not { } callback || body["targets"] is not JsonArray { Count: > 0 } targets)
            return Reply.Error(400, "8523", "callbackUri and targets are required.");
        // The real service takes https alone; here the reports stay on this machine.
        if (!Uri.TryCreate(callback, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback))
            return Reply.Error(400, "8501", "CallbackUri is invalid.");
        if (targets[0]?["phoneNumber"]?["value"]?.GetValue<string>() is not { } number)
            return Reply.Error(400, "8500", "This exchange dials telephone numbers alone.");
        if (body["sourceCallerIdNumber"]?["value"]?.GetValue<string>() is not { } from)
            return Reply.Error(400, "8500", "sourceCallerIdNumber is required for a telephone number.");
        var call = new ExchangeCall(Guid.NewGuid().ToString(), number, from, uri, body["operationContext"]?.GetValue<string>(), body["callIntelligenceOptions"]?["cognitiveServicesEndpoint"] is not null, PersonAt, Reports);
        calls[call.Id] = call;
        call.Dial();
        await Task.Delay(Reports.Faults.HoldAnswer);
        return new Reply(201, call.Properties());
    }

    private Person PersonAt(string number) => people.GetValueOrDefault(number) ?? new Person(Pickup.UnknownNumber);
}

/// <summary>An answer of the exchange.</summary>
public sealed record Reply(int Status, JsonNode? Body = null)
{
    public static Reply Error(int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });
}
