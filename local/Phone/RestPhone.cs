using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using VetVisits.Calls;
using VetVisits.Calls.Acs;

namespace VetVisits.Local.Phone;

/// <summary>Where the exchange is and whose number calls.</summary>
/// <param name="Speech">The AI resource that speaks: text is read in no call that was not dialled with one.</param>
public sealed record RestPhoneSettings(Uri Endpoint, string AccessKey, string CallerId, Uri Speech);

/// <summary>
/// The telephone over the public REST contract of Call Automation, on Azure.Core's pipeline. Dialling and adding carry the step's own stable
/// repeatability id, so that a retry, by the pipeline or by us, never rings twice.
/// </summary>
public sealed class RestPhone : IPhone
{
    private const string ApiVersion = "2026-03-12";
    private readonly RestPhoneSettings settings;
    private readonly HttpPipeline pipeline;

    public RestPhone(RestPhoneSettings settings)
    {
        this.settings = settings;
        pipeline = HttpPipelineBuilder.Build(new Options(), new Signing(settings.AccessKey));
    }

    public Task<PhoneAnswer> Dial(PhoneStep step, string number, CancellationToken stop) => Send(step, "callConnections", new JsonObject
    {
        ["targets"] = new JsonArray(Identifier(number)),
        ["sourceCallerIdNumber"] = new JsonObject { ["value"] = settings.CallerId },
        ["callbackUri"] = step.Callback.ToString(),
        ["callIntelligenceOptions"] = new JsonObject { ["cognitiveServicesEndpoint"] = settings.Speech.ToString() },
    }, stop);

    public Task<PhoneAnswer> Add(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => Send(step, $"callConnections/{line.Call}/participants:add", new JsonObject
    {
        ["participantToAdd"] = Identifier(number),
        ["sourceCallerIdNumber"] = new JsonObject { ["value"] = settings.CallerId },
        ["invitationTimeoutInSeconds"] = 60,
    }, stop);

    public Task<PhoneAnswer> Say(PhoneStep step, PhoneLine line, Speech speech, CancellationToken stop) => Send(step, $"callConnections/{line.Call}:play", new JsonObject
    {
        ["playSources"] = new JsonArray(Source(speech)),
    }, stop);

    public Task<PhoneAnswer> Ask(PhoneStep step, PhoneLine line, string number, Speech speech, CancellationToken stop) => Send(step, $"callConnections/{line.Call}:recognize", new JsonObject
    {
        ["recognizeInputType"] = "dtmf",
        ["playPrompt"] = Source(speech),
        ["recognizeOptions"] = new JsonObject
        {
            ["targetParticipant"] = Identifier(number),
            ["interruptPrompt"] = true,
            ["initialSilenceTimeoutInSeconds"] = 12,
            ["dtmfOptions"] = new JsonObject { ["maxTonesToCollect"] = 1, ["interToneTimeoutInSeconds"] = 5 },
        },
    }, stop);

    public Task<PhoneAnswer> Remove(PhoneStep step, PhoneLine line, string number, CancellationToken stop) =>
        Send(step, $"callConnections/{line.Call}/participants:remove", new JsonObject { ["participantToRemove"] = Identifier(number) }, stop);

    public Task<PhoneAnswer> HangUp(PhoneStep step, PhoneLine line, CancellationToken stop) => Send(step, $"callConnections/{line.Call}:terminate", null, stop);

    private async Task<PhoneAnswer> Send(PhoneStep step, string path, JsonObject? body, CancellationToken stop)
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(settings.Endpoint, $"calling/{path}?api-version={ApiVersion}"));
        message.Request.Headers.Add("Repeatability-Request-ID", step.Once.ToString());
        message.Request.Headers.Add("Repeatability-First-Sent", DateTimeOffset.UtcNow.ToString("R"));
        if (body is not null)
        {
            body["operationContext"] = step.Step;
            message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
            message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        }
        await pipeline.SendAsync(message, stop);
        var answer = message.Response;
        if (!answer.IsError) return new PhoneAnswer(answer.Content.ToMemory().IsEmpty ? null : JsonNode.Parse(answer.Content)?["callConnectionId"]?.GetValue<string>());
        return AcsRefusals.Of(answer.Status) is { } refused ? new PhoneAnswer(Refused: refused) : throw new RequestFailedException(answer);
    }

    private static JsonObject Identifier(string number) => new() { ["rawId"] = "4:" + number, ["phoneNumber"] = new JsonObject { ["value"] = number } };

    // A voice is always named: without one the service answers 8565.
    private static JsonObject Source(Speech speech) => new()
    {
        ["kind"] = "text",
        ["text"] = new JsonObject { ["text"] = speech.Text, ["sourceLocale"] = speech.Language, ["voiceKind"] = "female" },
    };

    private sealed class Options : ClientOptions;

    private sealed class Signing(string accessKey) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            using var body = new MemoryStream();
            message.Request.Content?.WriteTo(body, message.CancellationToken);
            var uri = message.Request.Uri.ToUri();
            var date = DateTimeOffset.UtcNow.ToString("R");
            var hash = Hmac.ContentHash(body.ToArray());
            message.Request.Headers.SetValue("x-ms-date", date);
            message.Request.Headers.SetValue("x-ms-content-sha256", hash);
            message.Request.Headers.SetValue("Authorization", Hmac.Header(Hmac.Signature(accessKey, message.Request.Method.Method, uri.PathAndQuery, date, uri.Authority, hash)));
        }
    }
}
