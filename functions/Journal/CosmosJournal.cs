using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace VetVisits.Journal;

/// <summary>The journal in Cosmos DB: one item a commit, created and never touched again.</summary>
public sealed class CosmosJournal(CosmosStore store) : IJournal, IJournalErasure
{
    public async Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Names.Checked(partition);
        using var measured = store.Measure("read");
        var commits = new List<Commit>();
        if (streams.Count > 0)
        {
            var names = string.Join(", ", streams.Select((_, n) => $"@s{n}"));
            var query = new QueryDefinition($"SELECT * FROM c WHERE c.partition = @p AND c.stream IN ({names})").WithParameter("@p", partition);
            for (var n = 0; n < streams.Count; n++) query.WithParameter($"@s{n}", streams[n].Value);
            await foreach (var commit in store.Query<Commit>(measured, partition, query, stop)) commits.Add(commit);
        }
        measured.Done();
        return new Histories(partition, commits.OrderBy(c => c.Version).ToLookup(c => c.Stream));
    }

    public async Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        commit.MustBe(stream, expectedVersion);
        using var measured = store.Measure("append");
        var (key, json) = (new PartitionKey(commit.Partition), JsonSerializer.SerializeToUtf8Bytes(commit, Json.Options));
        var reply = await store.Send(
            measured,
            async (container, token) =>
            {
                using var body = new MemoryStream(json);
                return await container.CreateItemStreamAsync(body, key, cancellationToken: token);
            },
            [HttpStatusCode.Conflict],
            stop);
        var done = reply.Status != HttpStatusCode.Conflict || (reply.InDoubt && await IsThere(measured, commit, stop));
        measured.Done(conflict: !done);
        return done ? Appended.Done : Appended.Conflict;
    }

    public async IAsyncEnumerable<Commit> ReadPartition(string partition, [EnumeratorCancellation] CancellationToken stop)
    {
        Names.Checked(partition);
        using var measured = store.Measure("read-partition");
        var query = new QueryDefinition("SELECT * FROM c WHERE c.partition = @p ORDER BY c.at, c.stream, c.version").WithParameter("@p", partition);
        await foreach (var commit in store.Query<Commit>(measured, partition, query, stop)) yield return commit;
        measured.Done();
    }

    /// <summary>Item by item, for a partition has no transaction over more than a hundred; whoever was interrupted begins again.</summary>
    public async Task Erase(string partition, StreamName last, CancellationToken stop)
    {
        Names.Checked(partition);
        using var measured = store.Measure("erase");
        var places = new List<(string Stream, string Id)>();
        await foreach (var commit in ReadPartition(partition, stop)) places.Add((commit.Stream, commit.Id));
        foreach (var (_, id) in places.OrderBy(p => p.Stream == last.Value))
            await store.Send(measured, (container, token) => container.DeleteItemStreamAsync(id, new PartitionKey(partition), cancellationToken: token), [HttpStatusCode.NotFound], stop);
        measured.Done();
    }

    /// <summary>Whether what stands at the commit's place is this very commit: the conflict was with our own write, whose answer was lost.</summary>
    private async Task<bool> IsThere(StoreMeter.Measured measured, Commit commit, CancellationToken stop)
    {
        var reply = await store.Send(
            measured, (container, token) => container.ReadItemStreamAsync(commit.Id, new PartitionKey(commit.Partition), cancellationToken: token), [], stop);
        return commit.IsSame(JsonSerializer.Deserialize<Commit>(reply.Body, Json.Options)!);
    }
}
