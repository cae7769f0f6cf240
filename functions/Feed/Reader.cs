using System.Diagnostics;
using System.Runtime.ExceptionServices;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>
/// Takes a batch of the feed to its consumers: partitions side by side, a stream in its order. What passes by itself is thrown, so that the host gives the batch again,
/// for ever; a commit that fails otherwise gets three tries and is then set aside, so that it holds nobody up.
/// Batches are given more than once; every consumer bears that.
/// </summary>
public sealed partial class Reader(IJournal journal, IErasedPartitions erased, Attempts attempts, FeedSettings settings, IClock clock, ILogger<Reader> log)
{
    private const int PartitionsAtOnce = 8;

    /// <exception cref="FeedException">Some of the batch must be given again.</exception>
    public async Task Read(string reader, IReadOnlyList<CommitRef> batch, IReadOnlyList<Consumer> consumers, CancellationToken stop)
    {
        var failures = new System.Collections.Concurrent.ConcurrentBag<Exception>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = PartitionsAtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(batch.Distinct().GroupBy(r => r.Partition), options, async (partition, token) =>
        {
            foreach (var stream in partition.GroupBy(r => r.Stream))
                if (await ReadStream(reader, [.. stream.OrderBy(r => r.Version)], consumers, token) is { } failure)
                    failures.Add(failure);
        });
        if (!failures.IsEmpty) throw new FeedException(failures.Count, failures.First());
    }

    /// <summary>Takes one commit to its consumers now, whatever its age; for replay.</summary>
    /// <exception cref="RefusedException">422 <c>commit-unknown</c>.</exception>
    public async Task Replay(CommitRef one, IReadOnlyList<Consumer> consumers, CancellationToken stop)
    {
        var stream = new StreamName(one.Stream);
        var commit = (await journal.Read(one.Partition, [stream], stop)).Of(stream).FirstOrDefault(c => c.Version == one.Version)
            ?? throw new RefusedException(Refusal.Invalid("commit-unknown", "The journal holds no such commit. Name it by its partition, stream and version."));
        foreach (var consumer in consumers.Where(c => c.Concerns(commit))) await consumer.Tell(commit, stop);
    }

    /// <returns>Why the rest of this stream must be given again; null when it is done.</returns>
    private async Task<Exception?> ReadStream(string reader, IReadOnlyList<CommitRef> refs, IReadOnlyList<Consumer> consumers, CancellationToken stop)
    {
        IReadOnlyDictionary<int, Commit>? commits = null;
        foreach (var one in refs)
        {
            try
            {
                commits ??= await Commits(refs[0], stop);
                // What is missing was erased, or a replica lags behind the feed.
                if (!commits.TryGetValue(one.Version, out var commit))
                    return await erased.Has(one.Partition, stop) ? null : new TimeoutException("The journal is older than the feed.");
                await Tell(reader, commit, consumers, stop);
            }
            // CA1031: whatever a consumer throws, it must not hold up the commits behind it for ever.
#pragma warning disable CA1031
            catch (Exception failed) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (await Again(reader, one, failed, stop) is { } why) return why;
            }
        }
        return null;
    }

    /// <returns>Why the commit must be given again; null when it has had its tries, or a half erased stream made it fail.</returns>
    private async Task<Exception?> Again(string reader, CommitRef one, Exception failed, CancellationToken stop)
    {
        if (Transient.Is(failed)) return failed;
        Failed(log, reader, one.Stream, one.Version, failed);
        try
        {
            return !await erased.Has(one.Partition, stop) && await attempts.Failed(reader, one, failed, stop) == Attempt.TryAgain ? failed : null;
        }
        // Nothing can be counted at the moment, and the other streams of the batch are none the worse for it.
        catch (Exception passing) when (Transient.Is(passing) && !stop.IsCancellationRequested)
        {
            return passing;
        }
    }

    private async Task Tell(string reader, Commit commit, IReadOnlyList<Consumer> consumers, CancellationToken stop)
    {
        var age = clock.GetCurrentInstant() - commit.At;
        using var traced = Telemetry.Continue($"feed {reader}", commit.Trace, ActivityKind.Consumer);
        Exception? why = null;
        foreach (var consumer in consumers.Where(c => c.AtAnyAge || age <= settings.DropAfter))
        {
            try
            {
                if (consumer.Concerns(commit)) await consumer.Tell(commit, stop);
            }
            // One consumer's fault must not keep the commit from the others, not even when it is set aside at last; and what passes by itself counts first, for it is no try.
            catch (Exception failed) when (failed is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                if (why is null || (Transient.Is(failed) && !Transient.Is(why))) why = failed;
            }
        }
        if (why is not null) ExceptionDispatchInfo.Throw(why);
        Telemetry.Fed(reader, (clock.GetCurrentInstant() - commit.At).ToTimeSpan());
    }

    private async Task<IReadOnlyDictionary<int, Commit>> Commits(CommitRef of, CancellationToken stop)
    {
        var stream = new StreamName(of.Stream);
        return (await journal.Read(of.Partition, [stream], stop)).Of(stream).ToDictionary(c => c.Version);
    }

    [LoggerMessage(30, LogLevel.Error, "Feed {Reader}: {Stream} version {Version} failed")]
    private static partial void Failed(ILogger log, string reader, string stream, int version, Exception failed);
}

/// <summary>Some streams of a batch are not done; the host gives the batch again.</summary>
public sealed class FeedException(int streams, Exception first) : Exception($"{streams} streams of the batch must be given again, the first for: {first.Message}", first);
