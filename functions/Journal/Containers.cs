using System.Collections.ObjectModel;
using Microsoft.Azure.Cosmos;

namespace VetVisits.Journal;

/// <summary>
/// The Cosmos DB containers as they must be: the infrastructure is compared with this. All are in one account with Strong consistency and one write
/// region, for create-only is the journal's whole concurrency control.
/// </summary>
/// <param name="Indexed">The only paths that are indexed; everything else would cost on each write and is never asked for.</param>
/// <param name="Ordered">The composite index, where a query orders by several paths.</param>
/// <param name="Expires">Whether items may carry a time to live of their own (<c>defaultTtl</c> -1).</param>
public sealed record ContainerShape(string Name, string PartitionKey, IReadOnlyList<string> Indexed, IReadOnlyList<string> Ordered, bool Expires)
{
    internal ContainerProperties Properties()
    {
        var properties = new ContainerProperties(Name, PartitionKey) { DefaultTimeToLive = Expires ? -1 : null };
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        foreach (var path in Indexed) properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path });
        if (Ordered.Count > 0)
            properties.IndexingPolicy.CompositeIndexes.Add(
                new Collection<CompositePath>([.. Ordered.Select(path => new CompositePath { Path = path, Order = CompositePathSortOrder.Ascending })]));
        return properties;
    }
}

public static class Containers
{
    /// <summary>The database, unless the setting <c>Cosmos:Database</c> says another.</summary>
    public const string Database = "vetvisits";

    public static ContainerShape Journal { get; } = new(
        "journal", "/partition", ["/partition/?", "/stream/?"], ["/at", "/stream", "/version"], Expires: false);

    public static ContainerShape Documents { get; } = new("documents", "/partition", ["/partition/?", "/id/?"], [], Expires: true);

    public static ContainerShape Views { get; } = new("views", "/partition", ["/partition/?", "/id/?"], [], Expires: true);

    /// <summary>The change feed's own: which instance reads which range, and how far it has come.</summary>
    public static ContainerShape Leases { get; } = new("leases", "/id", ["/id/?"], [], Expires: false);

    public static IReadOnlyList<ContainerShape> All { get; } = [Journal, Documents, Views, Leases];

    /// <summary>Makes what is missing. For tests and an emulator; on Azure the infrastructure makes them and the app may not.</summary>
    public static async Task Ensure(CosmosClient client, string database, CancellationToken stop)
    {
        Database made = await client.CreateDatabaseIfNotExistsAsync(database, cancellationToken: stop);
        foreach (var shape in All) await made.CreateContainerIfNotExistsAsync(shape.Properties(), cancellationToken: stop);
    }
}
