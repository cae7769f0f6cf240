using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace VetVisits.Calls.Twilio;

/// <summary>
/// The telephone over Twilio Programmable Voice, by its REST interface alone. Each person is a leg of their own, steered by TwiML that is pushed to it; the two meet in a
/// conference room named after the call. Twilio takes no repeatability id: what it dialled it names at once (event <c>initiated</c>), and a step whose leg is named is not dialled again.
/// </summary>
public sealed class TwilioPhone(IHttpClientFactory http, TwilioSettings settings) : IPhone
{
    public const string Client = "twilio";

    // "To" is no number, cannot be one, or cannot be reached; "From" is not ours to call from.
    private static readonly int[] BadNumber = [13224, 21211, 21214, 21217, 21401, 21421];
    private static readonly int[] Misconfigured = [20003, 21210, 21212, 21213, 21215, 21219, 21606];

    public Task<PhoneAnswer> Dial(PhoneStep step, string number, CancellationToken stop) => Ring(step, number, stop);

    public Task<PhoneAnswer> Add(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => Ring(step, number, stop);

    public async Task<PhoneAnswer> Say(PhoneStep step, PhoneLine line, Speech speech, CancellationToken stop)
    {
        // Until they are joined only the first person is there to hear it.
        if (step.Step != CallStep.Join) return await Steer(line.Call, TwiML.Say(speech, step.Callback, step.Step), stop);
        var room = TwiML.Join(speech, step.Callback, step.Step, step.CallId);
        var second = line.Second is { } leg ? await Steer(leg, room, stop) : new PhoneAnswer(Refused: StepResult.Failed);
        return second.Refused is null ? await Steer(line.Call, room, stop) : second;
    }

    public Task<PhoneAnswer> Ask(PhoneStep step, PhoneLine line, string number, Speech speech, CancellationToken stop) =>
        Steer(line.Second ?? line.Call, TwiML.Ask(speech, step.Callback, step.Step), stop);

    public Task<PhoneAnswer> Remove(PhoneStep step, PhoneLine line, string number, CancellationToken stop) =>
        line.Second is { } leg ? End(leg, stop) : Task.FromResult(new PhoneAnswer(Refused: StepResult.Failed));

    public async Task<PhoneAnswer> HangUp(PhoneStep step, PhoneLine line, CancellationToken stop)
    {
        if (line.Second is { } leg) await End(leg, stop);
        return await End(line.Call, stop);
    }

    private Task<PhoneAnswer> Ring(PhoneStep step, string number, CancellationToken stop) => Post("Calls.json",
    [
        new("To", number),
        new("From", settings.CallerId),
        new("Timeout", "40"),
        new("Url", TwiML.At(step.Callback, step.Step).AbsoluteUri),
        new("StatusCallback", TwiML.At(step.Callback, step.Step).AbsoluteUri),
        new("StatusCallbackEvent", "initiated"),
        new("StatusCallbackEvent", "completed"),
    ], stop);

    private Task<PhoneAnswer> Steer(string leg, string twiml, CancellationToken stop) => Post($"Calls/{leg}.json", [new("Twiml", twiml)], stop);

    private Task<PhoneAnswer> End(string leg, CancellationToken stop) => Post($"Calls/{leg}.json", [new("Status", "completed")], stop);

    private async Task<PhoneAnswer> Post(string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken stop)
    {
        using var client = http.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Api, $"Accounts/{settings.AccountSid}/{path}")) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.AccountSid}:{settings.AuthToken}")));
        using var answer = await client.SendAsync(request, stop);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500) answer.EnsureSuccessStatusCode();
        using var said = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
        return answer.IsSuccessStatusCode
            ? new PhoneAnswer(said.RootElement.GetProperty("sid").GetString())
            : new PhoneAnswer(Refused: ResultOf(answer.StatusCode, said.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0));
    }

    /// <summary>What a refusal means; none of these is mended by repetition. Codes: Twilio's error dictionary. Pure.</summary>
    public static StepResult ResultOf(HttpStatusCode status, int code) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => StepResult.Misconfigured,
        _ when Misconfigured.Contains(code) => StepResult.Misconfigured,
        _ when BadNumber.Contains(code) => StepResult.BadNumber,
        _ => StepResult.Failed,
    };
}
