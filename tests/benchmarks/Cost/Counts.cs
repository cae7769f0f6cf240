using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Benchmarks.Cost;

/// <summary>What one run asked of the stores and queues, in operations and kilobytes begun, as Cosmos DB charges them.</summary>
internal sealed class Counts
{
    private long pointReads, readKB, writes, writeKB, queries, queryKB, sent, stored, commits;

    public long PointReads => pointReads;

    public long Writes => writes;

    public long Queries => queries;

    public long Sent => sent;

    public long Commits => commits;

    /// <summary>Bytes that stay: of commits, and of documents as often as they were written (views are written anew, so this is more than stays).</summary>
    public long Stored => stored;

    /// <summary>Bytes written, by what partitions are named after: <c>animal</c>, <c>vet</c>, …</summary>
    public ConcurrentDictionary<string, long> ByKind { get; } = new(StringComparer.Ordinal);

    public double RequestUnits(Model model) =>
        (readKB * model.ReadPerKB) + (writeKB * model.WritePerKB) + (queries * model.QueryBase) + (queryKB * model.ReadPerKB);

    public void Read(object? document) => Add(ref pointReads, ref readKB, document);

    public void Written(string partition, object document)
    {
        Add(ref writes, ref writeKB, document);
        var bytes = Bytes(document);
        Interlocked.Add(ref stored, bytes);
        ByKind.AddOrUpdate(partition.Split(':', '|')[0], bytes, (_, before) => before + bytes);
    }

    public void Appended(Commit commit)
    {
        Written(commit.Partition, commit);
        Interlocked.Increment(ref commits);
    }

    public void Queried(IEnumerable<object> found)
    {
        Interlocked.Increment(ref queries);
        Interlocked.Add(ref queryKB, KB(found.Sum(Bytes)));
    }

    public void Message() => Interlocked.Increment(ref sent);

    private static void Add(ref long operations, ref long kilobytes, object? document)
    {
        Interlocked.Increment(ref operations);
        Interlocked.Add(ref kilobytes, document is null ? 1 : KB(Bytes(document)));
    }

    private static long KB(long bytes) => Math.Max(1, (bytes + 1023) / 1024);

    private static long Bytes(object document) => Encoding.UTF8.GetByteCount(System.Text.Json.JsonSerializer.Serialize(document, document.GetType(), Json.Options));

    /// <summary>Puts the count before whatever stores and queues the host has.</summary>
    public void Before(IServiceCollection services)
    {
        Decorate<IJournal>(services, inner => new CountedJournal(inner, this));
        Decorate<IDocuments>(services, inner => new CountedDocuments(inner, this));
        Decorate<Views>(services, inner => new Views(new CountedDocuments(inner.Store, this)));
        Decorate<IQueues>(services, inner => new CountedQueues(inner, this));
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate) where T : class
    {
        var inner = services.Last(d => d.ServiceType == typeof(T));
        services.AddSingleton(given => decorate((T)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(given) ?? ActivatorUtilities.CreateInstance(given, inner.ImplementationType!))));
    }
}

internal sealed class CountedJournal(IJournal inner, Counts counts) : IJournal
{
    public async Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop)
    {
        var histories = await inner.Read(partition, streams, stop);
        counts.Queried(streams.SelectMany(histories.Of));
        return histories;
    }

    public Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop)
    {
        counts.Appended(commit);
        return inner.Append(stream, expectedVersion, commit, stop);
    }

    public async IAsyncEnumerable<Commit> ReadPartition(string partition, [EnumeratorCancellation] CancellationToken stop)
    {
        var found = new List<Commit>();
        await foreach (var commit in inner.ReadPartition(partition, stop))
        {
            found.Add(commit);
            yield return commit;
        }
        counts.Queried(found);
    }
}

internal sealed class CountedDocuments(IDocuments inner, Counts counts) : IDocuments
{
    public async Task<Stored<T>?> Read<T>(DocumentId id, CancellationToken stop) where T : class
    {
        var found = await inner.Read<T>(id, stop);
        counts.Read(found?.Document);
        return found;
    }

    public Task<Written> Write<T>(DocumentId id, T document, ETag? expected, CancellationToken stop, Duration? live = null) where T : class
    {
        counts.Written(id.Partition, document);
        return inner.Write(id, document, expected, stop, live);
    }

    public Task<Written> Delete(DocumentId id, ETag expected, CancellationToken stop)
    {
        counts.Written(id.Partition, "");
        return inner.Delete(id, expected, stop);
    }

    public async IAsyncEnumerable<(string Id, Stored<T> Stored)> List<T>(string partition, IdRange ids, [EnumeratorCancellation] CancellationToken stop) where T : class
    {
        var found = new List<object>();
        await foreach (var one in inner.List<T>(partition, ids, stop))
        {
            found.Add(one.Stored.Document);
            yield return one;
        }
        counts.Queried(found);
    }
}

internal sealed class CountedQueues(IQueues inner, Counts counts) : IQueues
{
    public Task Send(string queue, string json, CancellationToken stop, TimeSpan? after = null)
    {
        counts.Message();
        return inner.Send(queue, json, stop, after);
    }
}
