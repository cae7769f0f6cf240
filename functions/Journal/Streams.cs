using System.Text.Json;
using NodaTime;

namespace VetVisits.Journal;

/// <summary>The shell around the pure deciders: read, decide, append; on a conflict re-read, look for the own command, decide again.</summary>
public sealed class Streams(IJournal journal, IClock clock)
{
    private const int MostTries = 12;

    /// <summary>Runs one command on one stream, reading the stream first.</summary>
    public Task<Ran<TState>> Run<TState>(
        StreamId stream, Fold<TState> fold, Asked asked, Func<TState, Instant, Decision> decide, CancellationToken stop) =>
        Run(stream, fold, asked, decide, known: null, stop);

    /// <summary>The same, starting from commits that the caller has read already, so that the way without a conflict reads nothing twice.</summary>
    public async Task<Ran<TState>> Run<TState>(
        StreamId stream, Fold<TState> fold, Asked asked, Func<TState, Instant, Decision> decide, IReadOnlyList<Commit>? known, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var commits = known ?? (await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name);
            known = null;
            var state = fold.Of(commits);
            if (asked.FindIn(commits) is { } answered)
                return answered.Command!.BodyHash == asked.BodyHash
                    ? new Ran<TState>.Repeated(state, answered)
                    : new Ran<TState>.Refused(state, Asked.OtherBody);

            // A clock that runs behind the one that wrote last must not turn history around.
            var now = Instant.Max(clock.GetCurrentInstant(), commits.Count == 0 ? Instant.MinValue : commits[^1].At);
            switch (decide(state, now))
            {
                case Decision.Refused no:
                    return new Ran<TState>.Refused(state, no.Refusal);
                case Decision.Already already:
                    return new Ran<TState>.Nothing(state, already.Answer);
                case Decision.Happened happened:
                    var version = commits.Count == 0 ? 0 : commits[^1].Version;
                    var commit = new Commit(stream.Partition, stream.Name.Value, version + 1, now, asked.By, asked.Tag(happened.Answer), happened.Events, Telemetry.Here);
                    if (await Append(stream, commit, stop) == Appended.Done)
                    {
                        Telemetry.Committed(commit.Stream);
                        return new Ran<TState>.Committed(fold.Of([.. commits, commit]), commit);
                    }
                    Telemetry.Conflicted(commit.Stream);
                    if (attempt == MostTries)
                        return new Ran<TState>.Refused(state, new Refusal(409, "busy", "Others are changing the same thing at this moment. Send the request again."));
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 8 * attempt)), stop);
                    break;
            }
        }
    }

    /// <summary>Appends; where the answer is lost, what stands at the commit's place says how it ended.</summary>
    private async Task<Appended> Append(StreamId stream, Commit commit, CancellationToken stop)
    {
        try
        {
            return await journal.Append(stream, commit.Version - 1, commit, stop);
        }
        catch (Exception unanswered) when (Transient.Is(unanswered) && unanswered is not ThrottledException && !stop.IsCancellationRequested)
        {
            var there = (await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name).FirstOrDefault(c => c.Version == commit.Version);
            if (there is null) throw;
            return commit.IsSame(there) ? Appended.Done : Appended.Conflict;
        }
    }
}

/// <summary>
/// Who asks, and as which command. <c>CommandId</c> is scoped to the caller and the route, so nobody can collide with another's key;
/// null for commands that are idempotent by their meaning (a lapse, a confirmation).
/// </summary>
public sealed record Asked(string By, string? CommandId = null, string BodyHash = "")
{
    public static Refusal OtherBody { get; } = new(422, "idempotency-key-reused", "This Idempotency-Key was used with another body. Send a fresh key for a new request.");

    /// <summary>The product itself asks, by name of the function that does.</summary>
    public static Asked System(string function) => new($"system:{function}");

    public CommandTag? Tag(JsonElement? answer) => CommandId is null ? null : new CommandTag(CommandId, BodyHash, answer);

    public Commit? FindIn(IReadOnlyList<Commit> commits) =>
        CommandId is null ? null : commits.FirstOrDefault(c => c.Command?.Id == CommandId);
}

/// <summary>How a command ended, with the stream's state after it.</summary>
public abstract record Ran<TState>(TState State)
{
    /// <summary>The events were appended.</summary>
    public sealed record Committed(TState State, Commit Commit) : Ran<TState>(State);

    /// <summary>This very command was carried out before; the commit holds the answer that was given.</summary>
    public sealed record Repeated(TState State, Commit Commit) : Ran<TState>(State);

    /// <summary>It was so already.</summary>
    public sealed record Nothing(TState State, JsonElement? Answer) : Ran<TState>(State);

    public sealed record Refused(TState State, Refusal Refusal) : Ran<TState>(State);

    /// <summary>The commit that carries the command, whether written now or found; null when nothing was written.</summary>
    public Commit? Written => this switch { Committed c => c.Commit, Repeated r => r.Commit, _ => null };

    /// <summary>The state, or the refusal thrown up to the doorway.</summary>
    public TState OrThrow() => this is Refused no ? throw new RefusedException(no.Refusal) : State;
}
