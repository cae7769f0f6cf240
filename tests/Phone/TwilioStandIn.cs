using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using VetVisits.Calls.Twilio;
using VetVisits.Local.Phone;

namespace VetVisits.Tests.Phone;

/// <summary>The part of Twilio's REST interface and of TwiML that the product uses, on loopback: legs that follow what they are told and tell of it in signed forms.</summary>
internal sealed class TwilioStandIn : IAsyncDisposable
{
    public const string Account = "AC00000000000000000000000000000001";
    public const string Secret = "the secret of this account";
    private readonly WebApplication app;
    private readonly HttpClient http = new();
    private readonly ConcurrentDictionary<string, Person> people = new();
    private int last;

    private TwilioStandIn(WebApplication app) => this.app = app;

    public ConcurrentDictionary<string, Leg> Legs { get; } = new();

    /// <summary>Who is in which conference room now.</summary>
    public ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> Rooms { get; } = new();

    public (string, string)[] Settings =>
    [
        ("Phone:Provider", "twilio"), ("Phone:CallerId", "+15550100000"), ("Phone:Twilio:AccountSid", Account), ("Phone:Twilio:AuthToken", Secret),
        ("Phone:Twilio:Api", app.Urls.First() + "/2010-04-01/"),
    ];

    public static async Task<TwilioStandIn> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var twilio = new TwilioStandIn(builder.Build());
        twilio.app.MapPost("/2010-04-01/Accounts/{account}/Calls.json", twilio.Create);
        twilio.app.MapPost("/2010-04-01/Accounts/{account}/Calls/{sid}.json", twilio.Change);
        await twilio.app.StartAsync();
        return twilio;
    }

    public void Answers(string number, Person person) => people[number] = person;

    public Task HangUp(string number) => Task.WhenAll(Legs.Values.Where(leg => leg.Number == number).Select(End));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task<IResult> Create(HttpRequest request)
    {
        if (request.Headers.Authorization != new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Secret}"))).ToString())
            return Results.Json(new { code = 20003, message = "Authenticate" }, statusCode: 401);
        var form = await request.ReadFormAsync();
        if (!people.TryGetValue(form["To"].ToString(), out var person)) return Results.Json(new { code = 21211, message = "Invalid 'To' Phone Number" }, statusCode: 400);
        var leg = new Leg($"CA{Interlocked.Increment(ref last):x32}", form["To"].ToString(), person, form["Url"].ToString(), form["StatusCallback"].ToString());
        Legs[leg.Sid] = leg;
        _ = Ring(leg);
        return Results.Json(new { sid = leg.Sid, status = "queued" }, statusCode: 201);
    }

    private async Task<IResult> Change(HttpRequest request, string sid)
    {
        var form = await request.ReadFormAsync();
        if (!Legs.TryGetValue(sid, out var leg) || leg.Status is not ("ringing" or "in-progress")) return Results.Json(new { code = 21220, message = "Call is not in-progress." }, statusCode: 400);
        if (form["Status"] == "completed") await End(leg);
        else _ = Follow(leg, form["Twiml"].ToString(), ++leg.Turn);
        return Results.Json(new { sid, status = leg.Status });
    }

    private async Task Ring(Leg leg)
    {
        leg.Status = "ringing";
        await Tell(leg, leg.StatusCallback, ("CallStatus", "initiated"));
        await Task.Delay(leg.Person.RingsFor);
        if (leg.Status != "ringing") return;
        leg.Status = leg.Person.Pickup switch
        {
            Pickup.Answers or Pickup.Voicemail => "in-progress",
            Pickup.Busy => "busy",
            Pickup.NoAnswer => "no-answer",
            _ => "failed",
        };
        if (leg.Status != "in-progress") await Tell(leg, leg.StatusCallback);
        else await Follow(leg, await Tell(leg, leg.Url), ++leg.Turn);
    }

    // A leg does what it was told last; whatever it was doing before is broken off.
    private async Task Follow(Leg leg, string twiml, int turn)
    {
        foreach (var verb in XElement.Parse(twiml).Elements())
        {
            if (leg.Turn != turn || leg.Status != "in-progress") return;
            switch (verb.Name.LocalName)
            {
                case "Say":
                    leg.Heard.Enqueue(verb.Value);
                    break;
                case "Gather":
                    leg.Heard.Enqueue(verb.Element("Say")!.Value);
                    if (leg.Person.HangsUpAtQuestion)
                    {
                        await End(leg);
                        return;
                    }
                    var key = leg.Person.Pickup != Pickup.Voicemail && leg.Person.Keys is { } keys && leg.Asked < keys.Count ? keys[leg.Asked++] : "";
                    await Goes(leg, (string)verb.Attribute("action")!, turn, ("Digits", key));
                    return;
                case "Redirect":
                    await Goes(leg, verb.Value, turn);
                    return;
                case "Pause":
                    return;
                case "Dial":
                    var room = verb.Element("Conference")!;
                    Rooms.GetOrAdd(room.Value, _ => new())[leg.Number] = true;
                    await Tell(leg, (string)room.Attribute("statusCallback")!, ("StatusCallbackEvent", "participant-join"));
                    return;
                default:
                    throw new InvalidOperationException($"TwiML has no <{verb.Name}>.");
            }
        }
    }

    private async Task Goes(Leg leg, string where, int turn, params (string, string)[] with)
    {
        var next = await Tell(leg, where, with);
        if (leg.Turn == turn) await Follow(leg, next, turn);
    }

    private async Task End(Leg leg)
    {
        if (leg.Status is not ("ringing" or "in-progress")) return;
        var answered = leg.Status == "in-progress";
        leg.Status = answered ? "completed" : "canceled";
        foreach (var room in Rooms.Values)
            if (room.TryRemove(leg.Number, out _))
                foreach (var other in Legs.Values.Where(l => room.ContainsKey(l.Number)).ToList()) await End(other);
        await Tell(leg, leg.StatusCallback);
    }

    private async Task<string> Tell(Leg leg, string where, params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, StringValues> { ["CallSid"] = leg.Sid, ["AccountSid"] = Account, ["To"] = leg.Number, ["From"] = "+15550100000", ["CallStatus"] = leg.Status };
        foreach (var (name, value) in more) form[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, where) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString()))) };
        request.Headers.Add(TwilioSignature.Header, TwilioSignature.Of(Secret, where, form));
        request.Headers.Add("I-Twilio-Idempotency-Token", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    internal sealed class Leg(string sid, string number, Person person, string url, string statusCallback)
    {
        public string Sid => sid;

        public string Number => number;

        public Person Person => person;

        public string Url => url;

        public string StatusCallback => statusCallback;

        public string Status { get; set; } = "queued";

        public int Turn { get; set; }

        public int Asked { get; set; }

        public ConcurrentQueue<string> Heard { get; } = new();
    }
}
