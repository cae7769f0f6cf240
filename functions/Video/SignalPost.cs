using System.Text.Json;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Video;

/// <summary>Keeps mailboxes in the views' store, with a time to live: they are no history, and any instance can serve either end.</summary>
public sealed class SignalPost(Views views, IClock clock)
{
    private const int MostTries = 30;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    /// <returns>The signal's number.</returns>
    public async Task<int> Send(string visitId, End from, string session, SignalKind kind, JsonElement? content, CancellationToken stop)
    {
        var id = At(visitId);
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var stored = await views.Store.Read<Mailbox>(id, stop);
            var (next, no) = (stored?.Document ?? Mailbox.Opened(clock.GetCurrentInstant())).Take(from, session, kind, content, clock.GetCurrentInstant());
            if (no is not null) throw new RefusedException(no);
            if ((await views.Store.Write(id, next, stored?.ETag, stop, Mailbox.Keeps + Mailbox.Keeps)).Done) return next.Last;
            await Task.Delay(Random.Shared.Next(2, 10 * attempt), stop);
        }
        throw new RefusedException(new(503, "busy", "Many signals at once. Send this one again."));
    }

    /// <summary>Waits up to <paramref name="wait"/> for what the other end sent.</summary>
    public async Task<IReadOnlyList<Signal>> Read(string visitId, End by, string session, int after, Duration wait, CancellationToken stop)
    {
        var until = clock.GetCurrentInstant() + wait;
        while (true)
        {
            var mailbox = (await views.Store.Read<Mailbox>(At(visitId), stop))?.Document ?? Mailbox.Opened(clock.GetCurrentInstant());
            var (unseen, no) = mailbox.Read(by, session, after, clock.GetCurrentInstant());
            if (no is not null) throw new RefusedException(no);
            if (unseen.Count > 0 || clock.GetCurrentInstant() >= until) return unseen;
            await Task.Delay(Between, stop);
        }
    }

    private static DocumentId At(string visitId) => new($"signals:{visitId}", "mailbox");
}
