using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Calls.Twilio;

/// <summary>Believes and reads what Twilio asks and tells of a leg: forms, signed with the account's secret. Every one is answered with TwiML; a leg that asks what to do waits.</summary>
public sealed class TwilioReports(IConfiguration configuration, TwilioSettings settings) : ITelephoneReports
{
    private const string Repeat = "I-Twilio-Idempotency-Token";

    public Task Believe(HttpRequest request, BinaryData body, CancellationToken stop)
    {
        var header = request.Headers[TwilioSignature.Header].ToString();
        if (header.Length == 0) throw new RefusedException(new(401, "token-missing", $"A telephone report carries the header {TwilioSignature.Header}."));
        // The address as Twilio knows it: behind a front door the request's own is another.
        var address = AddressOf(request) + request.QueryString.ToUriComponent();
        return TwilioSignature.Holds(header, settings.AuthToken, address, Form(body))
            ? Task.CompletedTask
            : throw new RefusedException(new(401, "token-invalid", "The signature is not that of this account."));
    }

    public IReadOnlyList<Delivered> Read(HttpRequest request, BinaryData body)
    {
        var (step, form) = (request.Query["step"].ToString(), Form(body));
        if (!form.TryGetValue("CallSid", out var leg) || leg.ToString() is not { Length: > 0 } sid) throw new FormatException("A report without CallSid.");
        var says = CallStep.All.Contains(step) ? Says(step, sid, form) : [];
        if (says.Count == 0 && step.Length > 0) Telemetry.ReportIgnored();
        var id = request.Headers[Repeat].ToString() is { Length: > 0 } token ? token : $"{sid} {step} {Of(form, "CallStatus")} {Of(form, "StatusCallbackEvent")}";
        return [.. says.Select((said, place) => new Delivered($"twilio {id} {place}", said))];
    }

    public IResult Answer(HttpRequest request, BinaryData body) => Results.Text(TwiML.Wait(new Uri(AddressOf(request))), "application/xml");

    /// <summary>What one form means. Pure.</summary>
    public static IReadOnlyList<Event> Says(string step, string leg, IReadOnlyDictionary<string, StringValues> form) => (step, Of(form, "CallStatus")) switch
    {
        (CallStep.Join, _) => Of(form, "StatusCallbackEvent") == "participant-join" ? [new CallStepReported(step, StepResult.Done)] : [],
        (CallStep.Dial or CallStep.Add, "initiated" or "queued" or "ringing") => [new CallPlaced(leg, step == CallStep.Add ? step : null)],
        (CallStep.Dial or CallStep.Add, "in-progress") => [new CallStepReported(step, StepResult.Done, Connection: leg)],
        (CallStep.Dial, "completed") => [new CallOver(leg)],
        (CallStep.Add, "completed") => Gone,
        (CallStep.Dial or CallStep.Add, var status) => [new CallStepReported(step, ResultOf(status, Of(form, "SipResponseCode")), Connection: leg)],
        (CallStep.Ask or CallStep.AskAgain, "in-progress") => [Pressed(step, Of(form, "Digits"))],
        (CallStep.Ask or CallStep.AskAgain, _) => [],
        (_, "in-progress") => [new CallStepReported(step, StepResult.Done)],
        _ => [],
    };

    // Whoever put the receiver down answers no question any more. A key that was accepted before outlasts this.
    private static readonly IReadOnlyList<Event> Gone =
        [new CallStepReported(CallStep.Ask, StepResult.Silence), new CallStepReported(CallStep.AskAgain, StepResult.Silence), new CallStepReported(CallStep.Remove, StepResult.Done)];

    private static CallStepReported Pressed(string step, string digits) =>
        digits.Length == 0 ? new(step, StepResult.Silence) : new(step, StepResult.Done, digits[..1]);

    private static StepResult ResultOf(string status, string sip) => (status, sip) switch
    {
        ("busy", _) => StepResult.Busy,
        ("no-answer" or "canceled", _) => StepResult.NoAnswer,
        (_, "404" or "484") => StepResult.BadNumber,
        (_, "603") => StepResult.Declined,
        _ => StepResult.Unreachable,
    };

    private string AddressOf(HttpRequest request) =>
        PublicAddress.Of(configuration) is { } us ? new Uri(us, request.Path.ToUriComponent()).AbsoluteUri : $"{request.Scheme}://{request.Host}{request.Path}";

    private static Dictionary<string, StringValues> Form(BinaryData body)
    {
        using var reader = new FormReader(body.ToString());
        try
        {
            return reader.ReadForm();
        }
        catch (InvalidDataException wrong)
        {
            throw new FormatException("Not a form.", wrong);
        }
    }

    private static string Of(IReadOnlyDictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var value) ? value.ToString() : "";
}
