using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using VetVisits.Calls;
using VetVisits.Calls.Twilio;
using VetVisits.Journal;
using VetVisits.Local.Phone;
using VetVisits.Tests.Phone;

namespace VetVisits.Tests.Calls;

/// <summary>The second provider behind the same port: the same script, desk and retries, over Twilio's REST interface and TwiML.</summary>
public sealed class TwilioTests : IAsyncLifetime
{
    private TwilioStandIn twilio = null!;
    private Switchboard board = null!;

    public async Task InitializeAsync()
    {
        twilio = await TwilioStandIn.Start();
        board = await Switchboard.Open(clinic => clinic.Get<IPhone>(), clinic => clinic.Get<ITelephoneReports>(), twilio.Settings);
        twilio.Answers(Switchboard.VetNumber, new Person());
        twilio.Answers(Switchboard.OwnerNumber, new Person(Keys: ["1"]));
    }

    public async Task DisposeAsync()
    {
        await board.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task The_setting_chooses_the_provider()
    {
        Assert.IsType<TwilioPhone>(board.Clinic.Get<IPhone>());
        Assert.IsType<TwilioReports>(board.Clinic.Get<ITelephoneReports>());
        await using var clinic = new Booking.Clinic();
        Assert.IsType<NoPhone>(clinic.Get<IPhone>());
        Assert.Throws<InvalidOperationException>(() => CallSettings.ProviderOf(new ConfigurationBuilder().AddInMemoryCollection([new("Phone:Provider", "vonage")]).Build()));
    }

    [Fact]
    public async Task Both_people_meet_in_the_calls_room_after_the_owner_pressed_1_and_the_first_who_leaves_ends_it()
    {
        await board.Continue();
        var call = (await board.Until(calls => calls[0].IsDone(CallStep.Join) && twilio.Rooms.Values.Any(room => room.Count == 2)))[0];
        Assert.Equal((CallPhase.Bridged, "1"), (call.Phase, call.Key));
        Assert.Contains("the visit of Miso", twilio.Legs.Values.Single(l => l.Number == Switchboard.VetNumber).Heard.First(), StringComparison.Ordinal);
        Assert.Contains("Presione 1", twilio.Legs.Values.Single(l => l.Number == Switchboard.OwnerNumber).Heard.First(), StringComparison.Ordinal);

        await twilio.HangUp(Switchboard.OwnerNumber);
        call = (await board.Until(calls => calls[0].Over))[0];
        Assert.Equal(CallOutcome.Bridged, call.Outcome);
        Assert.All(twilio.Legs.Values, leg => Assert.Equal("completed", leg.Status));
        Assert.Contains(board.Logged.All, line => line.Contains("Calls.json", StringComparison.Ordinal));
        Assert.DoesNotContain(await board.Written(), text => text.Contains("5550100", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Pickup.Busy, StepResult.Busy)]
    [InlineData(Pickup.NoAnswer, StepResult.NoAnswer)]
    [InlineData(Pickup.Voicemail, StepResult.Done)]
    public async Task An_owner_who_is_not_reached_leaves_the_vet_with_a_word_and_a_free_line_and_is_tried_again(Pickup pickup, StepResult added)
    {
        twilio.Answers(Switchboard.OwnerNumber, new Person(pickup));
        await board.Continue();
        var calls = await board.Until(calls => calls is [{ Over: true }, { Request.Attempt: 2 }]);
        Assert.Equal(added, calls[0].ResultOf(CallStep.Add));
        Assert.Contains("could not be reached", twilio.Legs.Values.Single(l => l.Number == Switchboard.VetNumber).Heard.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain(twilio.Legs.Values, leg => leg.Status is "ringing" or "in-progress");
    }

    [Fact]
    public async Task A_wrong_key_is_asked_again_and_the_right_one_taken()
    {
        twilio.Answers(Switchboard.OwnerNumber, new Person(Keys: ["7", "1"]));
        await board.Continue();
        var call = (await board.Until(calls => calls[0].IsDone(CallStep.Join)))[0];
        Assert.Equal(StepResult.WrongKey, call.ResultOf(CallStep.Ask));
    }

    [Fact]
    public async Task A_vet_who_hangs_up_while_the_owner_is_dialled_stops_the_owners_telephone_too()
    {
        twilio.Answers(Switchboard.OwnerNumber, new Person(RingsFor: TimeSpan.FromSeconds(20)));
        await board.Continue();
        await board.Until(calls => calls[0].Second is not null);
        await twilio.HangUp(Switchboard.VetNumber);
        await board.Until(calls => calls is [{ Over: true }, { Request.Attempt: 2 }]
            && twilio.Legs.Values.Single(l => l.Number == Switchboard.OwnerNumber).Status == "canceled");
    }

    [Fact]
    public async Task An_owner_who_hangs_up_at_the_question_is_joined_to_nobody()
    {
        twilio.Answers(Switchboard.OwnerNumber, new Person(HangsUpAtQuestion: true));
        await board.Continue();
        var call = (await board.Until(calls => calls is [{ Over: true }, { Request.Attempt: 2 }]))[0];
        Assert.Equal((CallOutcome.NoKey, null), (call.Outcome, call.Key));
    }

    [Fact]
    public async Task A_dial_whose_answer_was_lost_is_not_dialled_again_once_its_leg_is_named()
    {
        var call = await board.Continue();
        await board.Turn();
        await board.Until(calls => calls[0].Connection is not null);
        for (var again = 0; again < 5; again++) await board.Carry(call.Request!.CallId, again: true);
        await board.Until(calls => calls[0].IsDone(CallStep.Join));
        Assert.Equal(2, twilio.Legs.Count);
    }

    [Fact]
    public async Task A_number_that_Twilio_does_not_know_is_not_tried_again()
    {
        twilio.Answers(Switchboard.VetNumber, new Person());
        board.Use(new TwilioPhone(board.Clinic.Get<IHttpClientFactory>(), board.Clinic.Get<TwilioSettings>()));
        Assert.Equal(StepResult.BadNumber, (await board.Clinic.Get<IPhone>().Dial(new("c", CallStep.Dial, new("http://127.0.0.1:1/r"), Guid.NewGuid()), "+15550109999", default)).Refused);
        Assert.Equal(StepResult.Misconfigured, TwilioPhone.ResultOf(HttpStatusCode.Unauthorized, 20003));
        Assert.Equal(StepResult.Misconfigured, TwilioPhone.ResultOf(HttpStatusCode.BadRequest, 21606));
        Assert.Equal(StepResult.Failed, TwilioPhone.ResultOf(HttpStatusCode.BadRequest, 21220));
    }

    [Fact]
    public async Task Forms_that_the_account_did_not_sign_are_refused()
    {
        var reports = board.Clinic.Get<ITelephoneReports>();
        var (request, body, address) = Form("CallSid=CA1&CallStatus=in-progress", "?step=dial", board.Clinic.Get<IConfiguration>()["PublicAddress"]!);
        Assert.Equal("token-missing", await Refused());
        request.Headers[TwilioSignature.Header] = TwilioSignature.Of("another secret", address, Fields);
        Assert.Equal("token-invalid", await Refused());
        request.Headers[TwilioSignature.Header] = TwilioSignature.Of(TwilioStandIn.Secret, address.Replace("step=dial", "step=join", StringComparison.Ordinal), Fields);
        Assert.Equal("token-invalid", await Refused());
        request.Headers[TwilioSignature.Header] = TwilioSignature.Of(TwilioStandIn.Secret, address, Fields);
        await reports.Believe(request, body, default);

        async Task<string> Refused() => (await Assert.ThrowsAsync<RefusedException>(() => reports.Believe(request, body, default))).Refusal.Code;
    }

    [Fact]
    public async Task Twilios_own_helper_makes_the_same_signature_and_the_same_TwiML()
    {
        var callback = new Uri("https://vets.example/api/calls/animal:a1/v1.f1/reports/0f");
        var form = new Dictionary<string, StringValues> { ["CallSid"] = "CA1", ["Digits"] = "", ["To"] = "+34600000000", ["Ñame"] = "José & Co", ["Twice"] = new(["b", "a", "b"]) };
        var english = new Speech("Press 1 & wait <now>.", "en-US");
        var spanish = new Speech("Presione 1: ¿está ahí?", "es-US");
        var oracle = await Oracle(new
        {
            secret = TwilioStandIn.Secret,
            address = TwiML.At(callback, CallStep.Ask).AbsoluteUri,
            form = form.ToDictionary(f => f.Key, f => f.Value.Count == 1 ? (object)f.Value.ToString() : f.Value.ToArray()),
            callback = callback.AbsoluteUri,
            english = new { text = english.Text, language = english.Language },
            spanish = new { text = spanish.Text, language = spanish.Language },
        });

        Assert.Equal(oracle.GetProperty("signature").GetString(), TwilioSignature.Of(TwilioStandIn.Secret, TwiML.At(callback, CallStep.Ask).AbsoluteUri, form));
        Same("wait", TwiML.Wait(callback));
        Same("say", TwiML.Say(english, callback, CallStep.Tell));
        Same("ask", TwiML.Ask(spanish, callback, CallStep.Ask));
        Same("join", TwiML.Join(english, callback, CallStep.Join, "v1.f1"));

        void Same(string what, string ours) =>
            Assert.True(XNode.DeepEquals(XElement.Parse(oracle.GetProperty(what).GetString()!), XElement.Parse(ours)), $"{oracle.GetProperty(what)}\n{ours}");
    }

    private static Dictionary<string, StringValues> Fields => new() { ["CallSid"] = "CA1", ["CallStatus"] = "in-progress" };

    private static (HttpRequest Request, BinaryData Body, string Address) Form(string body, string query, string us)
    {
        var request = new DefaultHttpContext().Request;
        (request.Path, request.QueryString) = ("/api/calls/animal:a1/v1.f1/reports/0f", new QueryString(query));
        return (request, BinaryData.FromString(body), $"{us}api/calls/animal:a1/v1.f1/reports/0f{query}");
    }

    private static async Task<JsonElement> Oracle(object what)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.Path("tests", "Calls", "twilio.cjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(what));
        node.StandardInput.Close();
        var wrong = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(node.ExitCode == 0, await wrong);
        return JsonDocument.Parse(said).RootElement;
    }
}
