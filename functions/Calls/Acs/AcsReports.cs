using System.Text.Json;
using Azure.Messaging;
using VetVisits.Journal;

namespace VetVisits.Calls.Acs;

/// <summary>
/// Believes and reads the callbacks of Azure Communication Services: arrays of CloudEvents become our own reports. Types that are not known are left out;
/// a report without its result says no more than that it came. Codes: the vendor's troubleshooting page for Call Automation.
/// </summary>
public sealed class AcsReports(AcsAuthority authority) : ITelephoneReports
{
    private const string Prefix = "Microsoft.Communication.";
    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public Task Believe(HttpRequest request, BinaryData body, CancellationToken stop) => authority.Believe(request, stop);

    public IReadOnlyList<Delivered> Read(HttpRequest request, BinaryData body) => Read(body);

    public IResult Answer(HttpRequest request, BinaryData body) => Results.NoContent();

    /// <exception cref="FormatException">The body is not an array of CloudEvents.</exception>
    public static IReadOnlyList<Delivered> Read(BinaryData body)
    {
        var delivered = new List<Delivered>();
        foreach (var happened in Parsed(body))
        {
            if (Says(happened) is { } says) delivered.Add(new($"{happened.Source} {happened.Id}", says));
            else Telemetry.ReportIgnored();
        }
        return delivered;
    }

    private static CloudEvent[] Parsed(BinaryData body)
    {
        try
        {
            return CloudEvent.ParseMany(body);
        }
        catch (Exception wrong) when (wrong is ArgumentException or JsonException or InvalidOperationException)
        {
            throw new FormatException("Not an array of CloudEvents 1.0.", wrong);
        }
    }

    private static Event? Says(CloudEvent happened)
    {
        if (!happened.Type.StartsWith(Prefix, StringComparison.Ordinal) || happened.Data is null) return null;
        using var document = JsonDocument.Parse(happened.Data);
        var data = document.RootElement;
        var connection = Text(data, "callConnectionId");
        var step = Text(data, "operationContext");
        return happened.Type[Prefix.Length..] switch
        {
            "CallConnected" => new CallStepReported(CallStep.Dial, StepResult.Done, Connection: connection),
            "CreateCallFailed" => new CallStepReported(CallStep.Dial, ResultOf(data), Connection: connection),
            "CallDisconnected" => new CallOver(connection),
            "ParticipantsUpdated" => Attended(data),
            _ when step is null || !CallStep.All.Contains(step) => null,
            "AddParticipantSucceeded" or "PlayCompleted" or "RemoveParticipantSucceeded" => new CallStepReported(step, StepResult.Done, Connection: connection),
            "AddParticipantFailed" or "PlayFailed" or "RemoveParticipantFailed" or "PlayCanceled" or "RecognizeCanceled" => new CallStepReported(step, ResultOf(data), Connection: connection),
            "RecognizeCompleted" => Pressed(step, data, connection),
            "RecognizeFailed" => new CallStepReported(step, ResultOf(data), Connection: connection),
            _ => null,
        };
    }

    // How many, never who: they are numbers.
    private static CallAttended? Attended(JsonElement data) =>
        data.TryGetProperty("participants", out var people) && people.ValueKind == JsonValueKind.Array && Number(data, "sequenceNumber") is { } sequence
            ? new CallAttended(sequence, people.GetArrayLength()) : null;

    private static CallStepReported Pressed(string step, JsonElement data, string? connection)
    {
        var tone = data.TryGetProperty("dtmfResult", out var dtmf) && dtmf.TryGetProperty("tones", out var tones) && tones.GetArrayLength() > 0 ? tones[0].GetString() : null;
        return tone is null
            ? new CallStepReported(step, StepResult.Silence, Connection: connection)
            : new CallStepReported(step, StepResult.Done, Digit(tone), connection);
    }

    private static StepResult ResultOf(JsonElement data)
    {
        if (!data.TryGetProperty("resultInformation", out var result)) return StepResult.Failed;
        return (Number(result, "code"), Number(result, "subCode")) switch
        {
            (486, _) or (_, 8539) => StepResult.Busy,
            (480 or 408 or 487, _) or (_, 8541) => StepResult.NoAnswer,
            (603, _) or (_, 8538) => StepResult.Declined,
            (404 or 484, _) => StepResult.BadNumber,
            (403, _) => StepResult.Misconfigured,
            (500 or 503, 560500 or 560503) or (_, 8544) => StepResult.Unreachable,
            (400, 8510 or 8532) => StepResult.Silence,
            (_, 8534) => StepResult.WrongKey,
            _ => StepResult.Failed,
        };
    }

    private static string Digit(string tone) => (tone.ToLowerInvariant(), Array.IndexOf(Digits, tone.ToLowerInvariant())) switch
    {
        (_, >= 0 and var digit) => digit.ToString(),
        ("pound", _) => "#",
        ("asterisk", _) => "*",
        (var other, _) => other,
    };

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;
}
