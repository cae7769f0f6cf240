using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Documents;

/// <summary>Documents in Cosmos DB, each wrapped in an item that says where it is and which write it comes from.</summary>
public sealed class CosmosDocuments(CosmosStore store) : IDocuments, IViewStore
{
    public async Task<Stored<T>?> Read<T>(DocumentId id, CancellationToken stop) where T : class
    {
        stop.ThrowIfCancellationRequested();
        using var measured = store.Measure("read");
        var (_, stored) = await Item<T>(measured, id, stop);
        measured.Done();
        return stored;
    }

    public async Task<Written> Write<T>(DocumentId id, T document, ETag? expected, CancellationToken stop, Duration? live = null) where T : class
    {
        stop.ThrowIfCancellationRequested();
        using var measured = store.Measure(expected is null ? "create" : "replace");
        var write = Guid.CreateVersion7();
        int? ttl = live is { } kept ? Math.Max(1, (int)Math.Ceiling(kept.TotalSeconds)) : null;
        var (key, json) = (new PartitionKey(id.Partition), JsonSerializer.SerializeToUtf8Bytes(new Item<T>(id.Id, id.Partition, write, document, ttl), Json.Options));
        var reply = await store.Send(
            measured,
            async (container, token) =>
            {
                using var body = new MemoryStream(json);
                return expected is { Value: var etag }
                    ? await container.ReplaceItemStreamAsync(body, id.Id, key, new ItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false }, token)
                    : await container.CreateItemStreamAsync(body, key, new ItemRequestOptions { EnableContentResponseOnWrite = false }, token);
            },
            [HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed, HttpStatusCode.NotFound],
            stop);
        var written = reply switch
        {
            { Status: HttpStatusCode.Created or HttpStatusCode.OK, ETag: { } etag } => new Written(new ETag(etag)),
            // A conflict after a try without an answer may be with our own write.
            { InDoubt: true } when await Item<T>(measured, id, stop) is { Write: { } by, Stored: { } stored } && by == write => new Written(stored.ETag),
            _ => Written.Conflict,
        };
        measured.Done(conflict: !written.Done);
        return written;
    }

    public async Task<Written> Delete(DocumentId id, ETag expected, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var measured = store.Measure("delete");
        var reply = await store.Send(
            measured,
            (container, token) => container.DeleteItemStreamAsync(id.Id, new PartitionKey(id.Partition), new ItemRequestOptions { IfMatchEtag = expected.Value }, token),
            [HttpStatusCode.PreconditionFailed, HttpStatusCode.NotFound],
            stop);
        // Gone after a try without an answer: it was this deletion, or another that wanted the same.
        var done = reply.Status == HttpStatusCode.NoContent || reply is { Status: HttpStatusCode.NotFound, InDoubt: true };
        measured.Done(conflict: !done);
        return done ? new Written(expected) : Written.Conflict;
    }

    public async IAsyncEnumerable<(string Id, Stored<T> Stored)> List<T>(
        string partition, IdRange ids, [EnumeratorCancellation] CancellationToken stop) where T : class
    {
        Names.Checked(partition);
        using var measured = store.Measure("list");
        var (from, to) = (ids.From is null ? "" : " AND c.id >= @from", ids.To is null ? "" : " AND c.id < @to");
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.partition = @p{from}{to} ORDER BY c.id").WithParameter("@p", partition);
        if (ids.From is not null) query.WithParameter("@from", ids.From);
        if (ids.To is not null) query.WithParameter("@to", ids.To);
        await foreach (var item in store.Query<Item<T>>(measured, partition, query, stop))
            yield return (item.Id, new Stored<T>(item.Document, new ETag(item.ETag!)));
        measured.Done();
    }

    public async Task<long> ThrowAway(CancellationToken stop)
    {
        using var measured = store.Measure("throw-away");
        var thrown = 0L;
        // Across all partitions: nobody's request waits for this.
        await foreach (var place in store.Query<Place>(measured, null, new QueryDefinition("SELECT c.partition, c.id FROM c WHERE IS_DEFINED(c.document.content) AND NOT IS_NULL(c.document.content)"), stop))
        {
            var key = new PartitionKey(place.Partition);
            var reply = await store.Send(measured, (container, token) => container.DeleteItemStreamAsync(place.Id, key, cancellationToken: token), [HttpStatusCode.NotFound], stop);
            if (reply.Status == HttpStatusCode.NoContent) thrown++;
        }
        measured.Done();
        return thrown;
    }

    private async Task<(Guid? Write, Stored<T>? Stored)> Item<T>(StoreMeter.Measured measured, DocumentId id, CancellationToken stop) where T : class
    {
        var reply = await store.Send(
            measured, (container, token) => container.ReadItemStreamAsync(id.Id, new PartitionKey(id.Partition), cancellationToken: token), [HttpStatusCode.NotFound], stop);
        if (reply.Status == HttpStatusCode.NotFound) return (null, null);
        var item = JsonSerializer.Deserialize<Item<T>>(reply.Body, Json.Options)!;
        return (item.Write, new Stored<T>(item.Document, new ETag(reply.ETag ?? item.ETag!)));
    }
}

internal sealed record Place(string Partition, string Id);

/// <summary>A document at rest in Cosmos DB. <c>Write</c> is fresh for each write, so that a write whose answer was lost is known again.</summary>
internal sealed record Item<T>(
    string Id, string Partition, Guid Write, T Document, int? Ttl, [property: JsonPropertyName("_etag")] string? ETag = null) where T : class;
