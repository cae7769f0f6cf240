using Azure.Identity;
using Microsoft.Azure.Cosmos;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Tests.Contracts.Cosmos;

/// <summary>
/// The account that the contract runs on: the real one that <c>COSMOS_ENDPOINT</c> names (with <c>COSMOS_KEY</c>, or whoever is signed in),
/// in a database of its own that is deleted afterwards; else the emulator from npm.
/// </summary>
public sealed class Account : IAsyncLifetime
{
    private Emulator? emulator;

    public string Database { get; } = $"contract-{Guid.NewGuid():N}";

    public CosmosClient Client { get; private set; } = null!;

    public IJournal Journal => CosmosStores.Journal(Client, Database);

    public CosmosFeed Feed => new(Client, Database);

    public IDocuments Documents => CosmosStores.Documents(Client, Database, Containers.Documents);

    public CosmosDocuments Views => CosmosStores.Documents(Client, Database, Containers.Views);

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("COSMOS_ENDPOINT") is { Length: > 0 } real)
        {
            Client = Environment.GetEnvironmentVariable("COSMOS_KEY") is { Length: > 0 } key
                ? new CosmosClient(real, key, CosmosStores.Options())
                : new CosmosClient(real, new DefaultAzureCredential(), CosmosStores.Options());
        }
        else
        {
            emulator = new Emulator();
            await emulator.InitializeAsync();
            Client = emulator.Client(new EmulatorBridge());
        }
        await Containers.Ensure(Client, Database, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (emulator is null) await Client.GetDatabase(Database).DeleteAsync();
        Client.Dispose();
        if (emulator is not null) await emulator.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class OneAccount : ICollectionFixture<Account>
{
    public const string Name = "Cosmos DB account";
}

[Collection(OneAccount.Name)]
public sealed class CosmosJournalTests(Account account) : JournalContract
{
    protected override IJournal Journal => account.Journal;
}

[Collection(OneAccount.Name)]
public sealed class CosmosDocumentsTests(Account account) : DocumentsContract
{
    protected override IDocuments Documents => account.Documents;
}

[Collection(OneAccount.Name)]
public sealed class CosmosViewsTests(Account account) : ViewsContract
{
    protected override IDocuments Store => account.Views;
}

[Collection(OneAccount.Name)]
public sealed class CosmosWholeTests(Account account) : WholeContract
{
    protected override IJournal Journal => account.Journal;

    protected override IWholeFeed Feed => account.Feed;

    protected override Views Views => new(account.Views);

    protected override IViewStore Store => account.Views;
}
