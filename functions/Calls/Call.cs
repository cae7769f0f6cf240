using System.Collections.Immutable;
using VetVisits.Journal;

namespace VetVisits.Calls;

public enum CallPhase
{
    Dialling,
    Connected,
    Asked,
    Bridged,
    Ended,
}

/// <summary>What became of a call that has ended.</summary>
public enum CallOutcome
{
    Open,
    Bridged,
    Answered,
    FirstUnreached,
    SecondUnreached,
    NoKey,
    HungUp,
    TimedOut,
}

/// <summary>
/// One call as the set of what is known of it. Reports come early, late, twice and in any order; because knowing more never forgets
/// and each step keeps its highest report, every order of the same reports ends in the same call.
/// </summary>
public sealed record Call(
    CallRequested? Request,
    ImmutableSortedSet<string> Claimed,
    ImmutableSortedDictionary<string, CallStepReported> Reports,
    string? Connection,
    string? Second,
    Attendance Attendance,
    bool Over,
    bool TimedOut)
{
    public static Fold<Call> Fold { get; } = new(
        new Call(null, ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, CallStepReported>(StringComparer.Ordinal), null, null, Attendance.Unknown, Over: false, TimedOut: false),
        (call, happened, _) => call.Evolve(happened));

    public StepResult? ResultOf(string step) => Reports.GetValueOrDefault(step)?.Result;

    public bool IsDone(string step) => ResultOf(step) == StepResult.Done;

    /// <summary>The provider's ids of the call, for the next step; null until the first is known.</summary>
    public PhoneLine? Line => Connection is null ? null : new(Connection, Second);

    /// <summary>Both people were there, and one of them has gone without our doing.</summary>
    public bool IsDeserted => Attendance is { Most: > 1, Last: < 2 } && !Claimed.Contains(CallStep.Remove);

    /// <summary>The key that was accepted, if one was.</summary>
    public string? Key => Reports.Where(r => CallStep.IsAsk(r.Key) && r.Value.Result == StepResult.Done).Select(r => r.Value.Key).FirstOrDefault();

    public CallPhase Phase => this switch
    {
        { Over: true } or { TimedOut: true } => CallPhase.Ended,
        _ when ResultOf(CallStep.Dial) is { } dialled and not StepResult.Done => CallPhase.Ended,
        { Request.Second: not null, Key: not null } => CallPhase.Bridged,
        _ when Asking => CallPhase.Asked,
        _ when IsDone(CallStep.Dial) => CallPhase.Connected,
        _ => CallPhase.Dialling,
    };

    /// <summary>What became of it; <see cref="CallOutcome.Open"/> while it goes on.</summary>
    public CallOutcome Outcome => Phase != CallPhase.Ended ? CallOutcome.Open : this switch
    {
        { Key: not null, Request.Second: not null } => CallOutcome.Bridged,
        { Key: not null } => CallOutcome.Answered,
        { Request.Purpose: CallPurpose.Verification } when IsDone(CallStep.Tell) => CallOutcome.Answered,
        _ when ResultOf(CallStep.Dial) is { } dialled and not StepResult.Done => CallOutcome.FirstUnreached,
        _ when ResultOf(CallStep.Add) is { } added and not StepResult.Done => CallOutcome.SecondUnreached,
        _ when ResultOf(CallStep.AskAgain) is not null => CallOutcome.NoKey,
        { TimedOut: true } => CallOutcome.TimedOut,
        _ => CallOutcome.HungUp,
    };

    private bool Asking => Reports.Keys.Any(CallStep.IsAsk) || (Request?.Second is null ? IsDone(CallStep.Dial) && Request?.Purpose == CallPurpose.Reminder : IsDone(CallStep.Add));

    private Call Evolve(Event happened) => happened switch
    {
        CallRequested requested => this with { Request = requested },
        CallStepClaimed claimed => this with { Claimed = Claimed.Add(claimed.Step) },
        CallStepReported report => Named(report.Step, report.Connection) with { Reports = Reports.SetItem(report.Step, Higher(Reports.GetValueOrDefault(report.Step), report)) },
        CallPlaced placed => Named(placed.Step, placed.Connection),
        CallAttended attended => this with { Attendance = Attendance.With(attended) },
        CallOver over => this with { Over = true, Connection = FirstOf(Connection, over.Connection) },
        CallTimedOut => this with { TimedOut = true },
        _ => this,
    };

    // Where the second person has a leg of their own, the step that added them brings its id.
    private Call Named(string? step, string? connection) =>
        step == CallStep.Add ? this with { Second = FirstOf(Second, connection) } : this with { Connection = FirstOf(Connection, connection) };

    private static CallStepReported Higher(CallStepReported? known, CallStepReported now) =>
        known is null || (now.Result, now.Key ?? "").CompareTo((known.Result, known.Key ?? "")) > 0 ? now with { Connection = null } : known;

    // Two connections for one call can only be a provider's fault; the smaller is kept whatever the order, so that all readers agree.
    private static string? FirstOf(string? a, string? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        _ => string.CompareOrdinal(a, b) <= 0 ? a : b,
    };
}

/// <summary>How many people are in a call by the provider's latest word, and the most there ever were.</summary>
/// <param name="Sequence">The number of the latest word; an earlier one that comes later changes only the most.</param>
public readonly record struct Attendance(int Sequence, int Last, int Most)
{
    public static Attendance Unknown { get; } = new(-1, 0, 0);

    public Attendance With(CallAttended said) =>
        said.Sequence > Sequence ? new(said.Sequence, said.People, Math.Max(Most, said.People)) : this with { Most = Math.Max(Most, said.People) };
}

/// <summary>The steps a call can take. Each is carried out at most once; its name travels with the request and comes back with the report.</summary>
public static class CallStep
{
    public const string Dial = "dial";
    public const string Tell = "tell";
    public const string Add = "add";
    public const string Ask = "ask";
    public const string AskAgain = "ask-again";
    public const string Join = "join";
    public const string Sorry = "sorry";
    public const string Remove = "remove";
    public const string HangUp = "hang-up";

    public static IReadOnlyList<string> All { get; } = [Dial, Tell, Add, Ask, AskAgain, Join, Sorry, Remove, HangUp];

    public static bool IsAsk(string step) => step is Ask or AskAgain;
}
