using NodaTime;
using VetVisits.Documents;

namespace VetVisits.Due;

/// <summary>
/// Looks through every bucket since its watermark and does what is due. Safe to repeat and to run twice at a time. The watermark lies with the
/// entries, so a host that was off for a day catches up; it goes back ten minutes,
/// twice what a function may run, for entries that were being written while their bucket was swept:
/// a look into a bucket with nothing in it is most of what the product costs when nobody comes.
/// </summary>
public sealed partial class DueSweep(IEnumerable<IDueWork> works, Views views, DueList list, IClock clock, ILogger<DueSweep> log)
{
    public static readonly Duration LookBack = Duration.FromMinutes(10);

    private const int AtOnce = 8;
    private const int MostTries = 12;
    private static readonly DocumentId Mark = new("due", "watermark");
    private readonly Dictionary<string, IDueWork> byKind = works.ToDictionary(work => work.Kind, StringComparer.Ordinal);

    /// <returns>How many entries were done.</returns>
    public async Task<int> Sweep(CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var mark = await views.Store.Read<DueWatermark>(Mark, stop);
        var from = DuePlace.HourOf((mark?.Document.DoneTo ?? now - Duration.FromDays(2)) - LookBack);
        var done = 0;
        for (var hour = from; hour <= now; hour += Duration.FromHours(1))
        {
            var buckets = Enumerable.Range(0, DuePlace.Shards).Select(shard => DuePlace.Partition(hour, shard));
            await Parallel.ForEachAsync(buckets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (bucket, token) =>
                Interlocked.Add(ref done, await Drain(bucket, now, token)));
            // An entry that failed was planned anew, so the bucket is finished either way.
            mark = await Advance(mark, Instant.Min(now, hour + Duration.FromHours(1)), stop);
        }
        return done;
    }

    private async Task<int> Drain(string bucket, Instant now, CancellationToken stop)
    {
        var done = 0;
        await foreach (var (id, stored) in views.Store.List<View<DueEntry>>(bucket, DuePlace.UpTo(now), stop))
        {
            if (stored.Document.Content is { } due)
            {
                await Do(due, now, stop);
                done++;
            }
            // Another sweep may have removed it, or a writer renewed it: then it is looked at again, which does nothing.
            await views.Store.Delete(new(bucket, id), stored.ETag, stop);
        }
        return done;
    }

    private async Task Do(DueEntry due, Instant now, CancellationToken stop)
    {
        try
        {
            if (byKind.TryGetValue(due.Kind, out var work) && await work.Do(due, stop) is { } again)
                await list.Plan(due with { At = again, Tries = 0 }, stop);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            Failed(log, due.Kind, due.Stream, due.Tries + 1, failed);
            // One entry that cannot be done must not hold up the others: it comes again, later each time, and is given up loudly after some hours.
            if (due.Tries + 1 < MostTries)
                await list.Plan(due with { At = now + Duration.FromMinutes(Math.Min(60, 1 << due.Tries)), Tries = due.Tries + 1 }, stop);
            else
                GivenUp(log, due.Kind, due.Stream);
        }
    }

    private async Task<Stored<DueWatermark>?> Advance(Stored<DueWatermark>? mark, Instant done, CancellationToken stop)
    {
        // A write twice a minute would cost more than the looks that it saves.
        if (mark is { } stands && stands.Document.DoneTo + LookBack > done) return mark;
        var next = new DueWatermark(done);
        // A conflict is another sweep that is further on; both have done the work.
        return (await views.Store.Write(Mark, next, mark?.ETag, stop)).Now is { } now ? new(next, now) : await views.Store.Read<DueWatermark>(Mark, stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work {Kind} on {Stream} failed, try {Tries}")]
    private static partial void Failed(ILogger log, string kind, string stream, int tries, Exception failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Due work {Kind} on {Stream} is given up")]
    private static partial void GivenUp(ILogger log, string kind, string stream);
}

/// <summary>Up to when everything was swept, or a little later.</summary>
public sealed record DueWatermark(Instant DoneTo);
