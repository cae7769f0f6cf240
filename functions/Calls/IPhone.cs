namespace VetVisits.Calls;

/// <summary>
/// A telephone provider, in words of our own: another provider is one more file. Every request carries the call's id and the step,
/// which come back with the provider's reports; <see cref="PhoneStep.Once"/> is a stable id under which the provider does a thing only once.
/// </summary>
public interface IPhone
{
    /// <summary>Dials a person; the report of step <c>dial</c> says how it came out.</summary>
    Task<PhoneAnswer> Dial(PhoneStep step, string number, CancellationToken stop);

    /// <summary>Adds a person to a call that goes on.</summary>
    Task<PhoneAnswer> Add(PhoneStep step, PhoneLine line, string number, CancellationToken stop);

    /// <summary>Speaks to everyone in the call; with step <c>join</c>, both people hear each other from then on at the latest.</summary>
    Task<PhoneAnswer> Say(PhoneStep step, PhoneLine line, Speech speech, CancellationToken stop);

    /// <summary>Speaks to one person and waits for one key.</summary>
    Task<PhoneAnswer> Ask(PhoneStep step, PhoneLine line, string number, Speech speech, CancellationToken stop);

    Task<PhoneAnswer> Remove(PhoneStep step, PhoneLine line, string number, CancellationToken stop);

    /// <summary>Ends the call for everyone.</summary>
    Task<PhoneAnswer> HangUp(PhoneStep step, PhoneLine line, CancellationToken stop);
}

/// <summary>Which step of which call, where the reports go, and the id under which it is done once.</summary>
/// <param name="Callback">The call's own address with its unguessable part.</param>
public sealed record PhoneStep(string CallId, string Step, Uri Callback, Guid Once);

/// <summary>The provider's ids of a call that goes on.</summary>
/// <param name="Call">Of the call, or of the first person's leg.</param>
/// <param name="Second">Of the second person's leg, where the provider gives it one of its own.</param>
public sealed record PhoneLine(string Call, string? Second = null);

/// <summary>What is spoken, and in which language (<c>en-US</c>, <c>es-US</c>).</summary>
public sealed record Speech(string Text, string Language);

/// <summary>The provider's answer to a request, with the id that it gave to what was dialled. A refusal that no retry mends is a <see cref="StepResult"/>; an unknown outcome is an exception and is tried again under the same id.</summary>
public sealed record PhoneAnswer(string? Connection = null, StepResult? Refused = null);
