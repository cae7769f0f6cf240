using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Storage;

namespace VetVisits.Local.Host;

/// <summary>How the feed is handed over: as one machine has it, or as badly as the real one may.</summary>
public enum FeedMode
{
    InOrder,

    /// <summary>For tests: partitions in any order and at once, each batch in pieces, and much of it twice. Within a partition order is kept, as in Cosmos DB.</summary>
    Wild,
}

/// <summary>
/// A change-feed function: follows the journal from a stored place, one process at a time. A batch that fails is given again, after the pauses of its
/// retry attribute, for ever; without the attribute it is skipped, as the real trigger does.
/// </summary>
public sealed partial class FeedTrigger : Trigger
{
    private const string Holder = "host";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<IServiceProvider, IReadOnlyList<CommitRef>, CancellationToken, Task> call;
    private readonly SqliteFeed feed;
    private readonly string reader;
    private readonly int most;
    private readonly (TimeSpan Least, TimeSpan Most)? retry;

    public FeedTrigger(Found function, CosmosDBTriggerAttribute trigger, IServiceProvider services) : base(function, services)
    {
        call = Compile<IReadOnlyList<CommitRef>>();
        reader = trigger.LeaseContainerPrefix ?? function.Name;
        var stores = services.GetRequiredService<SqliteStores>();
        feed = reader == FeedReaders.Project ? stores.ViewsFeed : stores.Feed;
        most = trigger.MaxItemsPerInvocation is > 0 and var wished ? wished : 100;
        if (function.Tagged<ExponentialBackoffRetryAttribute>() is { } backOff) retry = (Time(backOff.MinimumInterval), Time(backOff.MaximumInterval));
    }

    protected override string LockName => reader;

    protected override async Task Work(CancellationToken taking)
    {
        using var alone = await Alone(taking);
        // The file lock above is the lease; taking the place by one constant name never waits.
        var place = await feed.Take(reader, Holder, Duration.FromDays(1)) ?? throw new InvalidOperationException($"Reader {reader} has another holder.");
        while (true)
        {
            var fed = await feed.Follow(place, most, Patience, taking);
            if (fed.Count == 0) continue;
            foreach (var batches in Batches(fed)) await Task.WhenAll(batches.Select(b => Give(b, taking)));
            place = fed[^1].Position;
            await feed.Reached(reader, Holder, place);
        }
    }

    /// <summary>Gives a batch until it is taken. Throws only when a stop is asked for: the place is then not moved.</summary>
    private async Task Give(IReadOnlyList<CommitRef> batch, CancellationToken taking)
    {
        for (var pause = retry?.Least ?? TimeSpan.Zero; !await Try(call, batch); pause = Longer(pause))
        {
            if (retry is null)
            {
                Skipped(Log, batch.Count);
                return;
            }
            await Task.Delay(pause, taking);
        }
    }

    private TimeSpan Longer(TimeSpan pause) => pause * 2 < retry!.Value.Most ? pause * 2 : retry.Value.Most;

    private IEnumerable<IReadOnlyList<IReadOnlyList<CommitRef>>> Batches(IReadOnlyList<Fed> fed)
    {
        if (Options.Feed == FeedMode.InOrder) return [[[.. fed.Select(f => f.Ref)]]];
        var partitions = fed.Select(f => f.Ref).GroupBy(r => r.Partition).Select(p => p.ToList()).ToArray();
        Random.Shared.Shuffle(partitions);
        // Each partition: first a part, then all from the beginning again; two partitions at a time; and now and then the whole once more, beside itself.
        return partitions.Chunk(2).SelectMany(two => new IReadOnlyList<IReadOnlyList<CommitRef>>[]
        {
            [.. two.Select(p => p.Take(Random.Shared.Next(1, p.Count + 1)).ToList())],
            Random.Shared.Next(2) == 0 ? [.. two, .. two] : two,
        });
    }

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    [LoggerMessage(141, LogLevel.Error, "{Count} commits were skipped: the function has no retry policy")]
    private static partial void Skipped(ILogger log, int count);
}
