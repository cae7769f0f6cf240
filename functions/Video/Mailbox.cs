using System.Text.Json;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Video;

/// <summary>One of the two ends of a video visit.</summary>
public enum End
{
    Owner,
    Vet,
}

public enum SignalKind
{
    /// <summary>A tab opens: from now on this session speaks for its end, and the other end is told.</summary>
    Hello,
    Offer,
    Answer,
    Candidate,

    /// <summary>The network changed: negotiate again (ICE restart).</summary>
    Restart,
    Bye,
}

/// <summary>A message from one browser to the other, kept for minutes and never in the journal.</summary>
/// <param name="Number">Rises by one with each that the mailbox takes.</param>
/// <param name="Session">The sending tab.</param>
/// <param name="Content">What the browser's own API made (SDP or candidate); opaque to us.</param>
public sealed record Signal(int Number, End From, string Session, SignalKind Kind, JsonElement? Content, Instant At);

/// <summary>
/// The signals of one visit, in one document: numbers are given under its ETag, so both ends see one order whatever instances they talk to.
/// Pure: taking a signal answers the next mailbox or a refusal.
/// </summary>
public sealed record Mailbox(int Last, IReadOnlyList<Signal> Signals, string? OwnerSession, string? VetSession)
{
    /// <summary>A negotiation with its candidates is some dozens; what is older than these was read long ago.</summary>
    public const int MostKept = 200;

    public const int MostBytes = 512 * 1024;

    public static Duration Keeps { get; } = Duration.FromMinutes(10);

    // 2026 began then; a 32-bit number has room for decades of seconds.
    private static readonly Instant Since = Instant.FromUtc(2026, 1, 1, 0, 0);

    /// <summary>A mailbox that nobody wrote to yet, or not for so long that it is gone: numbers go on above those of the one before, so that an end which waits behind an old number misses nothing.</summary>
    public static Mailbox Opened(Instant now) => new((int)(now - Since).TotalSeconds, [], null, null);

    public string? SessionOf(End end) => end == End.Owner ? OwnerSession : VetSession;

    /// <summary>Takes a signal. A tab that says hello takes over; one that was taken over is refused.</summary>
    public (Mailbox Next, Refusal? No) Take(End from, string session, SignalKind kind, JsonElement? content, Instant now)
    {
        var speaking = SessionOf(from);
        if (kind != SignalKind.Hello && speaking is not null && speaking != session) return (this, TakenOver);
        var taken = new Signal(Last + 1, from, session, kind, content, now);
        // One document holds them all: so many bytes of them that every store takes it.
        IReadOnlyList<Signal> kept = [.. Signals.Append(taken).Where(s => s.At > now - Keeps).TakeLast(MostKept)];
        for (var bytes = kept.Sum(Size); bytes > MostBytes && kept.Count > 1; bytes -= Size(kept[0]), kept = [.. kept.Skip(1)]) { }
        return (this with
        {
            Last = taken.Number,
            Signals = kept,
            OwnerSession = from == End.Owner ? session : OwnerSession,
            VetSession = from == End.Vet ? session : VetSession,
        }, null);
    }

    /// <summary>What this tab has not seen of the other end, or a refusal when another tab speaks for its end now.</summary>
    public (IReadOnlyList<Signal> Unseen, Refusal? No) Read(End by, string session, int after, Instant now) =>
        SessionOf(by) is { } speaking && speaking != session
            ? ([], TakenOver)
            : ([.. Signals.Where(s => s.From != by && s.Number > after && s.At > now - Keeps)], null);

    private static int Size(Signal signal) => signal.Content?.GetRawText().Length ?? 0;

    private static Refusal TakenOver { get; } = Refusal.Conflict("taken-over", "This visit goes on in another tab or device of yours. Say hello from here to take it back.");
}
