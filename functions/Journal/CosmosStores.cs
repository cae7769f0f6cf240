using Azure.Identity;
using Microsoft.Azure.Cosmos;
using VetVisits.Documents;
using VetVisits.Feed;

namespace VetVisits.Journal;

/// <summary>
/// The stores on Cosmos DB. Settings, as the triggers' own: <c>Cosmos:accountEndpoint</c> with the app's managed identity
/// (<c>Cosmos:clientId</c> for a user-assigned one), or <c>Cosmos</c>, a connection string, for an emulator; <c>Cosmos:Database</c> if it is not <c>vetvisits</c>.
/// </summary>
public static class CosmosStores
{
    public static IServiceCollection AddCosmosStores(this IServiceCollection services, IConfiguration settings)
    {
        return services
            .AddHostedService<CosmosAccountCheck>()
            .AddCosmosStoresAlone(settings);
    }

    /// <summary>The same without the look at the account at start: for a program that only works on what is there.</summary>
    public static IServiceCollection AddCosmosStoresAlone(this IServiceCollection services, IConfiguration settings)
    {
        var database = settings[$"{Connections.Cosmos}:Database"] ?? Containers.Database;
        return services
            .AddSingleton(_ => Client(settings))
            .AddSingleton<IJournal>(given => Journal(given.GetRequiredService<CosmosClient>(), database))
            .AddSingleton<IDocuments>(given => Documents(given.GetRequiredService<CosmosClient>(), database, Containers.Documents))
            .AddSingleton(given => new Views(Documents(given.GetRequiredService<CosmosClient>(), database, Containers.Views)))
            .AddSingleton<IViewStore>(given => Documents(given.GetRequiredService<CosmosClient>(), database, Containers.Views))
            .AddSingleton<IWholeFeed>(given => new CosmosFeed(given.GetRequiredService<CosmosClient>(), database));
    }

    public static IJournal Journal(CosmosClient client, string database) =>
        new CosmosJournal(new CosmosStore(client.GetContainer(database, Containers.Journal.Name), Containers.Journal.Name));

    public static CosmosDocuments Documents(CosmosClient client, string database, ContainerShape container) =>
        new CosmosDocuments(new CosmosStore(client.GetContainer(database, container.Name), container.Name));

    /// <summary>How every client of ours is set: our JSON, and our own patience instead of the SDK's when the account is busy.</summary>
    public static CosmosClientOptions Options() => new()
    {
        ApplicationName = "VetVisits",
        UseSystemTextJsonSerializerWithOptions = Json.Options,
        MaxRetryAttemptsOnRateLimitedRequests = 0,
        RequestTimeout = TimeSpan.FromSeconds(6),
    };

    /// <summary>Where to read, nearest first (<c>Cosmos:Regions</c>, by comma). Without it the client knows only the region that writes, and does not go on when that one is lost.</summary>
    public static IReadOnlyList<string>? Regions(IConfiguration settings) =>
        settings[$"{Connections.Cosmos}:Regions"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } regions ? regions : null;

    private static CosmosClient Client(IConfiguration settings)
    {
        var section = settings.GetSection(Connections.Cosmos);
        var options = Options();
        options.ApplicationPreferredRegions = Regions(settings);
        if (section["accountEndpoint"] is { Length: > 0 } endpoint)
            return new CosmosClient(endpoint, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] }), options);
        // Emulators speak the gateway's protocol only, and name themselves by addresses that lead nowhere.
        (options.ConnectionMode, options.LimitToEndpoint) = (ConnectionMode.Gateway, true);
        return section.Value is { Length: > 0 } emulator
            ? new CosmosClient(emulator, options)
            : throw new InvalidOperationException($"Say where the stores are: {Connections.Cosmos}__accountEndpoint (with a managed identity) or {Connections.Cosmos} (a connection string).");
    }
}
