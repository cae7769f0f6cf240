using System.Diagnostics;
using NodaTime;

namespace VetVisits.Notify;

/// <summary>Reads an inbox, waiting for the first new entry: woken by this process, and looking again every second for what others wrote.</summary>
public sealed class LongPoll(Inbox inbox, Bell bell, IClock clock, IHostApplicationLifetime host)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task<Notifications> Read(string vetId, Cursor after, TimeSpan patience, CancellationToken stop)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop, host.ApplicationStopping);
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            var next = bell.Next(vetId);
            var entries = new List<InboxEntry>();
            await foreach (var entry in inbox.From(vetId, after.Since, stop))
            {
                entries.Add(entry);
                if (entries.Count > Cursor.MostAtOnce + after.Given.Count) break;
            }
            var (fresh, cursor, more) = after.Read(entries, clock.GetCurrentInstant());
            var left = patience - Stopwatch.GetElapsedTime(since);
            if (fresh.Count > 0 || left <= TimeSpan.Zero || leaving.IsCancellationRequested)
                return new([.. fresh.Select(e => e.Fact)], cursor.ToString(), more);
            await Task.WhenAny(next, Task.Delay(left < Look ? left : Look, leaving.Token));
        }
    }
}
