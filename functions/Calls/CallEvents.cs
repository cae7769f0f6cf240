using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>Why the product telephones.</summary>
public enum CallPurpose
{
    /// <summary>The video failed: the vet is dialled, then the owner, and both are joined.</summary>
    Fallback,

    /// <summary>The owner hears of a coming visit and presses a key.</summary>
    Reminder,

    /// <summary>A number is verified by a spoken code before its first use.</summary>
    Verification,
}

/// <summary>How one step of a call came out. A later member wins over an earlier one where two reports of one step disagree, in whatever order they came.</summary>
public enum StepResult
{
    NoAnswer,
    Busy,
    Declined,
    Unreachable,
    BadNumber,
    Misconfigured,
    Silence,
    WrongKey,
    Failed,
    Done,
}

/// <summary>A call is wanted. People are ids; their numbers are looked up when they are dialled and are nowhere in the journal.</summary>
/// <param name="First">Who is dialled first: <c>vet:…</c> or <c>owner:…</c>.</param>
/// <param name="Second">Who is added then; null for a call to one person.</param>
/// <param name="Attempt">1 for the first try; a retry by policy is a call of its own.</param>
/// <param name="Token">The unguessable part of the call's callback address.</param>
/// <param name="About">The visit's start, where the call speaks of it.</param>
/// <param name="Zone">The visit's zone, for an owner who named none.</param>
/// <param name="NotBefore">A retry waits until then.</param>
/// <param name="JoinedBy">A call of two that has not joined them by then hangs, whatever its reports say or do not say.</param>
public sealed record CallRequested(
    string CallId, CallPurpose Purpose, string First, string? Second, string? VisitId, int Attempt, Instant Deadline, string Token, Instant? About = null, Instant? NotBefore = null, string? Zone = null,
    Instant? JoinedBy = null) : Event;

/// <summary>An instance took this step upon itself; it is carried out under one stable repeatability id, however often it is tried.</summary>
public sealed record CallStepClaimed(string Step) : Event;

/// <summary>The provider took the request of a step and named the call, or the leg of it.</summary>
/// <param name="Step"><c>add</c> for the second person's leg; null for the call itself.</param>
public sealed record CallPlaced(string Connection, string? Step = null) : Event;

/// <summary>The provider says how many people are in the call. <c>Sequence</c> orders these words.</summary>
public sealed record CallAttended(int Sequence, int People) : Event;

/// <summary>How a step came out, as the provider reports it. <c>Connection</c> is the provider's id of the call, from whichever report brings it first.</summary>
public sealed record CallStepReported(string Step, StepResult Result, string? Key = null, string? Connection = null) : Event;

/// <summary>The provider says that the call is over.</summary>
public sealed record CallOver(string? Connection = null) : Event;

/// <summary>Nothing was heard of the call until its deadline; it is ended from our side.</summary>
public sealed record CallTimedOut : Event;
