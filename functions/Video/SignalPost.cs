using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Notify;

namespace VetVisits.Video;

/// <summary>Keeps mailboxes in the views' store, with a time to live: they are no history, and any instance can serve either end.</summary>
public sealed class SignalPost(Views views, IClock clock, Bell bell, IHostApplicationLifetime? host = null)
{
    private const int MostTries = 30;

    // For what another instance took: looked for often while two browsers negotiate, seldom while they only talk.
    private static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private static readonly Duration Lively = Duration.FromSeconds(15);

    /// <returns>The signal's number.</returns>
    public async Task<int> Send(string visitId, End from, string session, SignalKind kind, JsonElement? content, CancellationToken stop)
    {
        var id = At(visitId);
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var stored = await views.Store.Read<Mailbox>(id, stop);
            var (next, no) = (stored?.Document ?? Mailbox.Opened(clock.GetCurrentInstant())).Take(from, session, kind, content, clock.GetCurrentInstant());
            if (no is not null) throw new RefusedException(no);
            if ((await views.Store.Write(id, next, stored?.ETag, stop, Mailbox.Keeps + Mailbox.Keeps)).Done)
            {
                bell.Ring(NameOf(visitId));
                return next.Last;
            }
            await Task.Delay(Random.Shared.Next(2, 10 * attempt), stop);
        }
        throw new RefusedException(new(503, "busy", "Many signals at once. Send this one again."));
    }

    /// <summary>Waits up to <paramref name="wait"/> for what the other end sent; not while this instance is about to end.</summary>
    public async Task<IReadOnlyList<Signal>> Read(string visitId, End by, string session, int after, Duration wait, CancellationToken stop)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop, host?.ApplicationStopping ?? default);
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            var rung = bell.Next(NameOf(visitId));
            var now = clock.GetCurrentInstant();
            var mailbox = (await views.Store.Read<Mailbox>(At(visitId), stop))?.Document ?? Mailbox.Opened(now);
            var (unseen, no) = mailbox.Read(by, session, after, now);
            if (no is not null) throw new RefusedException(no);
            var left = wait.ToTimeSpan() - Stopwatch.GetElapsedTime(since);
            if (unseen.Count > 0 || left <= TimeSpan.Zero || leaving.IsCancellationRequested) return unseen;
            var look = mailbox.Signals is [.., var last] && now - last.At < Lively ? Brisk : Calm;
            await Task.WhenAny(rung, Task.Delay(left < look ? left : look, leaving.Token));
        }
    }

    private static string NameOf(string visitId) => $"signals:{visitId}";

    private static DocumentId At(string visitId) => new(NameOf(visitId), "mailbox");
}
