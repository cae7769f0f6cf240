using NodaTime;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>
/// The shell around a call: it asks the script for the next steps, claims each in the call's stream, and lets the telephone carry it out.
/// A step is claimed by one instance alone; one that was claimed and never heard of is carried out again under the same id, so nobody is rung twice.
/// </summary>
public sealed class CallDesk(Streams streams, IPhone phone, PhoneBook book, CallSettings settings, IClock clock)
{
    private static readonly Asked Us = Asked.System("calls");

    /// <summary>Takes every step that is due now.</summary>
    /// <param name="again">This is not the first try: steps that were claimed and have no report are carried out once more.</param>
    public async Task Carry(CallAddress at, bool again, CancellationToken stop)
    {
        var call = await Watched(at, stop);
        if (call.Request is null || clock.GetCurrentInstant() < (call.Request.NotBefore ?? Instant.MinValue)) return;
        var unheard = again ? call.Claimed.Where(step => call.ResultOf(step) is null && !call.Over && !IsPlaced(call, step)).ToList() : [];
        foreach (var step in unheard) await Take(at, call, step, stop);
        foreach (var step in CallScript.Next(call))
        {
            var claimed = await Change(at, Us, (now, _) => Claim(now, step), stop);
            if (claimed is Ran<Call>.Committed taken) await Take(at, taken.State, step, stop);
        }
    }

    /// <summary>Writes down what the provider reports. The same delivery twice is one.</summary>
    public async Task Report(CallAddress at, string deliveryId, Event says, CancellationToken stop)
    {
        var asked = new Asked("system:telephone", Uuid.V5(deliveryId).ToString("N"));
        (await Change(at, asked, (call, _) => Note(call, says), stop)).OrThrow();
    }

    // The watchdog: a call that is still open at its deadline is ended from our side.
    private async Task<Call> Watched(CallAddress at, CancellationToken stop) =>
        (await Change(at, Us, (call, now) => IsOverdue(call, now) ? Decision.Of(new CallTimedOut()) : Decision.Nothing, stop)).State;

    private static bool IsOverdue(Call call, Instant now) =>
        call.Request is { } request && call.Phase != CallPhase.Ended && (now >= request.Deadline || (now >= request.JoinedBy && call.Phase != CallPhase.Bridged));

    // The provider named what this step dialled: it took the request, whether or not we heard its answer.
    private static bool IsPlaced(Call call, string step) => (step == CallStep.Dial && call.Connection is not null) || (step == CallStep.Add && call.Second is not null);

    private static Decision Claim(Call call, string step) => CallScript.Next(call).Contains(step) ? Decision.Of(new CallStepClaimed(step)) : Decision.Nothing;

    // An event of a call that was never asked for is nobody's.
    private static Decision Note(Call call, Event says) =>
        call.Request is { } request ? Decision.Of(CallScript.Judged(request.Purpose, says)) : Decision.No(Refusal.NotFound("call"));

    /// <summary>How a call is counted: a provider that would not or did not do its part has failed, whoever was reached; else what became of it.</summary>
    public static string Counted(Call call) =>
        call.TimedOut || call.Reports.Values.Any(r => r.Result is StepResult.Failed or StepResult.Misconfigured) ? "failed" : Json.ToElement(call.Outcome).GetString()!;

    private async Task Take(CallAddress at, Call call, string step, CancellationToken stop)
    {
        var answer = await Do(at, call, step, stop);
        Event? follows = (step, answer) switch
        {
            (_, { Refused: { } refused }) => new CallStepReported(step, refused),
            (CallStep.Dial, { Connection: { } connection }) => new CallPlaced(connection),
            (CallStep.Add, { Connection: { } leg }) => new CallPlaced(leg, step),
            (CallStep.HangUp, _) => new CallStepReported(step, StepResult.Done),
            _ => null,
        };
        if (follows is not null) await Change(at, Us, (_, _) => Decision.Of(follows), stop);
    }

    /// <summary>The one way that a call changes, so that whichever report or deadline ends it, it is counted once.</summary>
    private async Task<Ran<Call>> Change(CallAddress at, Asked asked, Func<Call, Instant, Decision> decide, CancellationToken stop)
    {
        var before = CallPhase.Ended;
        var ran = await streams.Run(at.Stream, Call.Fold, asked, (call, now) =>
        {
            before = call.Phase;
            return decide(call, now);
        }, stop);
        if (before != CallPhase.Ended && ran is Ran<Call>.Committed { State: { Phase: CallPhase.Ended } over })
            Telemetry.CallEnded(Counted(over));
        return ran;
    }

    private async Task<PhoneAnswer> Do(CallAddress at, Call call, string step, CancellationToken stop)
    {
        var request = call.Request!;
        if (settings.CallbackOf(at, request.Token) is not { } callback) return new PhoneAnswer(Refused: StepResult.Misconfigured);
        var how = new PhoneStep(at.CallId, step, callback, Uuid.V5($"{at.Partition} {at.CallId} {step}"));
        var first = await book.Find(request.First, stop);
        var second = request.Second is null ? null : await book.Find(request.Second, stop);
        var asked = second ?? first;
        var told = CallStep.IsAsk(step) ? asked : first;
        if (first?.Number is null || told?.Number is null || asked?.Number is null) return new PhoneAnswer(Refused: StepResult.BadNumber);
        // A number that changed since the check began would hear a code that speaks for another.
        if (request.Purpose == CallPurpose.Verification ? step == CallStep.Dial && !first.Checking : !(first.Verified && asked.Verified)) return new PhoneAnswer(Refused: StepResult.BadNumber);
        var speech = CallSpeech.Of(request, call.Key, step, told, animal: await book.Animal(at, stop));
        return (step, call.Line) switch
        {
            (CallStep.Dial, _) => await phone.Dial(how, first.Number, stop),
            (_, null) => new PhoneAnswer(Refused: StepResult.Failed),
            (CallStep.Add, { } line) => await phone.Add(how, line, asked.Number, stop),
            (CallStep.Ask or CallStep.AskAgain, { } line) => await phone.Ask(how, line, asked.Number, speech, stop),
            (CallStep.Remove, { } line) => await phone.Remove(how, line, asked.Number, stop),
            (CallStep.HangUp, { } line) => await phone.HangUp(how, line, stop),
            (_, { } line) => await phone.Say(how, line, speech, stop),
        };
    }
}
