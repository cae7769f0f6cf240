using Azure;
using Azure.Communication;
using Azure.Communication.CallAutomation;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using VetVisits.Calls;
using VetVisits.Calls.Acs;

namespace VetVisits.OnAzure;

/// <summary>
/// The telephone over Azure Communication Services Call Automation. Settings: <c>Phone:Acs:Endpoint</c> (reached by the app's identity), <c>Phone:CallerId</c> (a number of the
/// resource, E.164) and <c>Phone:Acs:Speech</c> (the AI resource that reads text; it cannot be added to a call that runs). What is rung is rung once: the package makes a new
/// repeatability id for each call of a method, so a policy puts the step's own in its place.
/// </summary>
public sealed class AcsPhone(CallAutomationClient client, PhoneNumberIdentifier caller, Uri reader) : IPhone
{
    private const string OnceProperty = "VetVisits.Once";

    /// <summary>Null where a setting is missing: then nobody is rung, and every call says so.</summary>
    public static AcsPhone? From(IConfiguration settings)
    {
        if (settings["Phone:Acs:Endpoint"] is not { Length: > 0 } endpoint || settings["Phone:CallerId"] is not { Length: > 0 } caller || settings["Phone:Acs:Speech"] is not { Length: > 0 } reader) return null;
        var options = new CallAutomationClientOptions();
        options.AddPolicy(new RepeatOnce(), HttpPipelinePosition.PerCall);
        var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings["AZURE_CLIENT_ID"] });
        return new(new CallAutomationClient(new Uri(endpoint), identity, options), new PhoneNumberIdentifier(caller), new Uri(reader));
    }

    public Task<PhoneAnswer> Dial(PhoneStep step, string number, CancellationToken stop) => Once(step, async () =>
        new PhoneAnswer((await client.CreateCallAsync(
            new CreateCallOptions(Invite(number), step.Callback) { OperationContext = step.Step, CallIntelligenceOptions = new CallIntelligenceOptions { CognitiveServicesEndpoint = reader } }, stop))
            .Value.CallConnectionProperties.CallConnectionId));

    public Task<PhoneAnswer> Add(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => Done(step, () =>
        Call(line).AddParticipantAsync(new AddParticipantOptions(Invite(number)) { OperationContext = step.Step, InvitationTimeoutInSeconds = 60 }, stop));

    public Task<PhoneAnswer> Say(PhoneStep step, PhoneLine line, Speech speech, CancellationToken stop) => Done(step, () =>
        Call(line).GetCallMedia().PlayToAllAsync(new PlayToAllOptions(Source(speech)) { OperationContext = step.Step }, stop));

    public Task<PhoneAnswer> Ask(PhoneStep step, PhoneLine line, string number, Speech speech, CancellationToken stop) => Done(step, () =>
        Call(line).GetCallMedia().StartRecognizingAsync(
            new CallMediaRecognizeDtmfOptions(new PhoneNumberIdentifier(number), maxTonesToCollect: 1)
            {
                Prompt = Source(speech),
                InterruptPrompt = true,
                InitialSilenceTimeout = TimeSpan.FromSeconds(12),
                InterToneTimeout = TimeSpan.FromSeconds(5),
                OperationContext = step.Step,
            }, stop));

    public Task<PhoneAnswer> Remove(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => Done(step, () =>
        Call(line).RemoveParticipantAsync(new PhoneNumberIdentifier(number), step.Step, stop));

    public Task<PhoneAnswer> HangUp(PhoneStep step, PhoneLine line, CancellationToken stop) => Done(step, () => Call(line).HangUpAsync(forEveryone: true, stop));

    private CallConnection Call(PhoneLine line) => client.GetCallConnection(line.Call);

    private CallInvite Invite(string number) => new(new PhoneNumberIdentifier(number), caller);

    private static TextSource Source(Speech speech) => new(speech.Text, speech.Language, VoiceKind.Female);

    private static Task<PhoneAnswer> Done<T>(PhoneStep step, Func<Task<T>> request) => Once(step, async () =>
    {
        await request();
        return new PhoneAnswer();
    });

    private static async Task<PhoneAnswer> Once(PhoneStep step, Func<Task<PhoneAnswer>> request)
    {
        using var scope = HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [OnceProperty] = step.Once });
        try
        {
            return await request();
        }
        catch (RequestFailedException failed) when (AcsRefusals.Of(failed.Status) is { } refused)
        {
            return new PhoneAnswer(Refused: refused);
        }
    }

    private sealed class RepeatOnce : HttpPipelineSynchronousPolicy
    {
        private const string Header = "Repeatability-Request-ID";

        public override void OnSendingRequest(HttpMessage message)
        {
            // Only where the package sends one itself: the other operations take none.
            if (message.Request.Headers.Contains(Header) && message.TryGetProperty(OnceProperty, out var once)) message.Request.Headers.SetValue(Header, $"{once}");
        }
    }
}
