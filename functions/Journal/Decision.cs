using System.Text.Json;
using NodaTime;

namespace VetVisits.Journal;

/// <summary>What a pure decider answers: events, nothing new, or a refusal.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>These events happen now, in one commit. <c>Answer</c> is kept with the command and given again to a repeat.</summary>
    public sealed record Happened(IReadOnlyList<Event> Events, JsonElement? Answer = null) : Decision;

    /// <summary>What was asked for is already so; nothing is written.</summary>
    public sealed record Already(JsonElement? Answer = null) : Decision;

    /// <summary>The rules say no.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    public static Decision Of(params Event[] events) => new Happened(events);

    public static Decision Nothing { get; } = new Already();

    public static Decision No(Refusal refusal) => new Refused(refusal);
}

/// <summary>
/// A clear no: a stable kebab-case code for programs, words for people that say what to change, and the HTTP status it becomes.
/// <c>More</c> are extra members of the problem details (reasons with sources, what is allowed instead).
/// </summary>
public sealed record Refusal(int Status, string Code, string Detail, IReadOnlyDictionary<string, object?>? More = null)
{
    public static Refusal NotFound(string what) => new(404, "not-found", $"There is no such {what}, or it is not yours to see.");

    public static Refusal Conflict(string code, string detail) => new(409, code, detail);

    public static Refusal Invalid(string code, string detail) => new(422, code, detail);
}

/// <summary>A refusal on its way up to the doorway, from code that has no outcome of its own to return.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>How a stream type starts and how an event changes it. Pure.</summary>
public sealed record Fold<TState>(TState Start, Func<TState, Event, Instant, TState> Evolve)
{
    public TState Of(IEnumerable<Commit> commits) =>
        commits.Aggregate(Start, (state, commit) => commit.Events.Aggregate(state, (s, happened) => Evolve(s, happened, commit.At)));
}
