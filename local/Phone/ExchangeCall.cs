using System.Text.Json.Nodes;

namespace VetVisits.Local.Phone;

/// <summary>One call in the exchange: who is in it, what was said and asked, and the reports that follow.</summary>
/// <param name="speaks">It was dialled with an AI resource that reads text.</param>
public sealed class ExchangeCall(string id, string number, string from, Uri callback, string? context, bool speaks, Func<string, Person> personAt, Reports reports)
{
    private readonly Lock gate = new();
    private readonly List<string> present = [];
    private readonly List<string> heard = [];
    private readonly Dictionary<string, int> questions = [];
    private int sequence;

    public string Id { get; } = id;

    public string Number { get; } = number;

    public bool IsOver { get; private set; }

    /// <summary>What was spoken into the call, in order.</summary>
    public IReadOnlyList<string> Heard
    {
        get { lock (gate) return [.. heard]; }
    }

    /// <summary>The numbers in the call now.</summary>
    public IReadOnlyList<string> Present
    {
        get { lock (gate) return [.. present]; }
    }

    /// <summary>The first person's telephone rings.</summary>
    public void Dial()
    {
        var (code, subCode) = Refusal(personAt(Number).Pickup);
        if (code != 0)
        {
            Report("CreateCallFailed", context, Result(code, subCode));
            IsOver = true;
            return;
        }
        lock (gate) present.Add(Number);
        Report("CallConnected", context, Result(200, 0));
        ParticipantsUpdated();
    }

    public Reply Carry(string method, string operation, JsonObject? body)
    {
        lock (gate)
        {
            return (method, operation) switch
            {
                ("GET", "") => new Reply(200, Properties()),
                ("GET", "/participants") => new Reply(200, new JsonObject { ["value"] = Participants() }),
                ("DELETE", "") or ("POST", ":terminate") => HangUp(),
                ("POST", ":play") => Play(body),
                ("POST", ":recognize") => Recognize(body),
                ("POST", ":cancelAllMediaOperations") => new Reply(202),
                ("POST", "/participants:add") => Add(body),
                ("POST", "/participants:remove") => Remove(body),
                _ => Reply.Error(405, "8520", "This exchange does not do that."),
            };
        }
    }

    public JsonObject Properties() => new()
    {
        ["callConnectionId"] = Id,
        ["serverCallId"] = "server-" + Id,
        ["correlationId"] = "correlation-" + Id,
        ["targets"] = new JsonArray(Identifier(Number)),
        ["callConnectionState"] = IsOver ? "disconnected" : present.Count == 0 ? "connecting" : "connected",
        ["callbackUri"] = callback.ToString(),
        ["sourceCallerIdNumber"] = new JsonObject { ["value"] = from },
    };

    /// <summary>A person puts the receiver down; the last one ends the call.</summary>
    public void Leave(string who)
    {
        lock (gate)
        {
            if (!present.Remove(who)) return;
            if (present.Count == 0) End();
            else ParticipantsUpdated();
        }
    }

    private Reply HangUp()
    {
        End();
        return new Reply(204);
    }

    private void End()
    {
        IsOver = true;
        present.Clear();
        Report("CallDisconnected", context, Result(0, 560000));
    }

    private Reply Play(JsonObject? body)
    {
        if (Spoken(body?["playSources"]?[0]) is not { } words) return Reply.Error(400, "8582", "There is nothing to play.");
        if (IsUnspeakable(body!["playSources"]![0]))
        {
            Report("PlayFailed", Context(body), Result(400, 8565));
            return new Reply(202);
        }
        heard.Add(words);
        Report("PlayCompleted", Context(body), Result(200, 0));
        return new Reply(202);
    }

    private Reply Recognize(JsonObject? body)
    {
        if (body?["recognizeInputType"]?.GetValue<string>() is not "dtmf" || NumberOf(body["recognizeOptions"]?["targetParticipant"]) is not { } target)
            return Reply.Error(400, "8500", "recognizeInputType dtmf and recognizeOptions.targetParticipant are required.");
        var prompt = body["playPrompt"] ?? body["playPrompts"]?[0];
        if (IsUnspeakable(prompt))
        {
            Report("RecognizeFailed", Context(body), Result(400, 8565));
            return new Reply(202);
        }
        if (Spoken(prompt) is { } words) heard.Add(words);
        var person = personAt(target);
        if (person.HangsUpAtQuestion)
        {
            Leave(target);
            return new Reply(202);
        }
        var asked = questions[target] = questions.GetValueOrDefault(target) + 1;
        var key = person.Pickup == Pickup.Voicemail || person.Keys is null || person.Keys.Count < asked ? null : person.Keys[asked - 1];
        if (key is null)
            Report("RecognizeFailed", Context(body), Result(400, 8510));
        else
            Report("RecognizeCompleted", Context(body), Result(200, 8531), ("recognitionType", "dtmf"), ("dtmfResult", new JsonObject { ["tones"] = new JsonArray(Tone(key)) }));
        return new Reply(202);
    }

    private Reply Add(JsonObject? body)
    {
        if (NumberOf(body?["participantToAdd"]) is not { } added || body?["sourceCallerIdNumber"] is null)
            return Reply.Error(400, "8500", "participantToAdd and sourceCallerIdNumber are required.");
        var person = personAt(added);
        if (person.RingsFor == default) Answered(added, person, Context(body));
        else _ = Ring(added, person, Context(body));
        return new Reply(202, new JsonObject
        {
            ["participant"] = new JsonObject { ["identifier"] = Identifier(added), ["isMuted"] = false },
            ["operationContext"] = Context(body),
            ["invitationId"] = Guid.NewGuid().ToString(),
        });
    }

    private async Task Ring(string added, Person person, string? operation)
    {
        await Task.Delay(person.RingsFor);
        lock (gate) Answered(added, person, operation);
    }

    private void Answered(string added, Person person, string? operation)
    {
        // Whoever rings when the call ends is not brought into it any more.
        if (IsOver) return;
        var (code, subCode) = Refusal(person.Pickup);
        if (code == 0)
        {
            present.Add(added);
            Report("AddParticipantSucceeded", operation, Result(200, 0), ("participant", Identifier(added)));
            ParticipantsUpdated();
        }
        else
        {
            Report("AddParticipantFailed", operation, Result(code, subCode), ("participant", Identifier(added)));
        }
    }

    private Reply Remove(JsonObject? body)
    {
        if (NumberOf(body?["participantToRemove"]) is not { } removed || !present.Remove(removed))
            return Reply.Error(400, "8500", "participantToRemove is not in this call.");
        Report("RemoveParticipantSucceeded", Context(body), Result(200, 0), ("participant", Identifier(removed)));
        ParticipantsUpdated();
        return new Reply(202, new JsonObject { ["operationContext"] = Context(body) });
    }

    private void ParticipantsUpdated() =>
        Report("ParticipantsUpdated", null, null, ("sequenceNumber", ++sequence), ("participants", Participants()));

    private JsonArray Participants() =>
        [.. Present.Select(n => (JsonNode)new JsonObject { ["identifier"] = Identifier(n), ["isMuted"] = false, ["isOnHold"] = false })];

    private void Report(string type, string? operationContext, JsonObject? result, params (string Name, JsonNode? Value)[] more)
    {
        var data = new JsonObject { ["callConnectionId"] = Id, ["serverCallId"] = "server-" + Id, ["correlationId"] = "correlation-" + Id };
        if (operationContext is not null) data["operationContext"] = operationContext;
        if (result is not null) data["resultInformation"] = result;
        foreach (var (name, value) in more) data[name] = value;
        reports.Send(callback, "calling/callConnections/" + Id, "Microsoft.Communication." + type, data);
    }

    private static JsonObject Result(int code, int subCode) => new() { ["code"] = code, ["subCode"] = subCode, ["message"] = "" };

    private static (int Code, int SubCode) Refusal(Pickup pickup) => pickup switch
    {
        Pickup.Answers or Pickup.Voicemail => (0, 0),
        Pickup.Busy => (486, 560486),
        Pickup.NoAnswer => (480, 560480),
        Pickup.Declines => (603, 560603),
        Pickup.UnknownNumber => (404, 560404),
    };

    private static JsonObject Identifier(string number) => new() { ["rawId"] = "4:" + number, ["kind"] = "phoneNumber", ["phoneNumber"] = new JsonObject { ["value"] = number } };

    private static string? NumberOf(JsonNode? identifier) => identifier?["phoneNumber"]?["value"]?.GetValue<string>();

    private static string? Context(JsonObject? body) => body?["operationContext"]?.GetValue<string>();

    private static string? Spoken(JsonNode? source) => source?["text"]?["text"]?.GetValue<string>() ?? source?["ssml"]?["ssmlText"]?.GetValue<string>() ?? source?["file"]?["uri"]?.GetValue<string>();

    private bool IsUnspeakable(JsonNode? source) => !speaks && source is not null && source["file"] is null;

    private static string Tone(string key) => key switch
    {
        "#" => "pound",
        "*" => "asterisk",
        _ when int.TryParse(key, out var digit) => Digits[digit],
        _ => key,
    };

    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
}
