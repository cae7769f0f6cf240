using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>What a call does next: pure, from what is known of it. A step that was claimed is not named again.</summary>
public static class CallScript
{
    /// <summary>The steps to take now, in order; empty when the call waits for a report or is over.</summary>
    public static IReadOnlyList<string> Next(Call call) =>
        [.. Wanted(call).Where(step => !call.Claimed.Contains(step) && call.ResultOf(step) is null)];

    /// <summary>The keys that a purpose understands: 1 joins or confirms, 2 cancels, 3 sends a link to reschedule.</summary>
    public static IReadOnlyList<string> KeysOf(CallPurpose purpose) => purpose switch
    {
        CallPurpose.Fallback => ["1"],
        CallPurpose.Reminder => ["1", "2", "3"],
        CallPurpose.Verification => [],
    };

    /// <summary>The report as the purpose takes it: a key that it does not understand is a wrong key.</summary>
    public static Event Judged(CallPurpose purpose, Event says) =>
        says is CallStepReported { Result: StepResult.Done, Key: { } key } report && CallStep.IsAsk(report.Step) && !KeysOf(purpose).Contains(key)
            ? report with { Result = StepResult.WrongKey }
            : says;

    private static IEnumerable<string> Wanted(Call call)
    {
        if (call.Request is null) return [];
        // Where the second person has a leg of their own, it does not end with the first person's.
        if (call.Over) return call.Second is { } leg && leg != call.Connection ? [CallStep.Remove] : [];
        if (call.TimedOut || call.IsDeserted) return call.Connection is null ? [] : [CallStep.HangUp];
        return call.ResultOf(CallStep.Dial) switch
        {
            null => [CallStep.Dial],
            StepResult.Done => call.Request.Purpose switch
            {
                CallPurpose.Fallback => Fallback(call),
                CallPurpose.Reminder => Reminder(call),
                CallPurpose.Verification => call.ResultOf(CallStep.Tell) is null ? [CallStep.Tell] : [CallStep.HangUp],
            },
            _ => [],
        };
    }

    // The vet hears whose visit it is, the owner is added, and only a pressed 1 joins them: a mailbox presses nothing.
    private static IEnumerable<string> Fallback(Call call) => (call.ResultOf(CallStep.Tell), call.ResultOf(CallStep.Add)) switch
    {
        (null, _) => [CallStep.Tell],
        (_, null) => [CallStep.Add],
        (_, StepResult.Done) => Asking(call, accepted: [CallStep.Join], refused: [CallStep.Remove, CallStep.Sorry]),
        _ => Leaving(call, CallStep.Sorry),
    };

    private static IEnumerable<string> Reminder(Call call) => Asking(call, accepted: [CallStep.Tell], refused: [CallStep.HangUp]);

    private static IEnumerable<string> Asking(Call call, string[] accepted, string[] refused) => (call.Key, call.ResultOf(CallStep.Ask), call.ResultOf(CallStep.AskAgain)) switch
    {
        (not null, _, _) => call.Request!.Second is null ? Leaving(call, accepted) : accepted,
        (_, null, _) => [CallStep.Ask],
        (_, _, null) => [CallStep.AskAgain],
        _ => Leaving(call, refused),
    };

    // Last words first; the line is cut when they were said, or could not be.
    private static string[] Leaving(Call call, params string[] lastWords) =>
        lastWords.All(step => step == CallStep.HangUp || call.ResultOf(step) is not null) ? [CallStep.HangUp] : lastWords;
}
