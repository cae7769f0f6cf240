using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Storage;

namespace VetVisits.Tests;

/// <summary>Real stores on SQLite in a folder of their own, deleted afterwards.</summary>
public sealed class TempStore : IAsyncDisposable, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteStores stores;

    public TempStore(IClock? clock = null) => stores = new SqliteStores(Folder, clock ?? SystemClock.Instance);

    public string Folder => folder.Path;

    public IJournal Journal => stores.Journal;

    public IDocuments Documents => stores.Documents;

    public Views Views => stores.Views;

    public SqliteFeed Feed => stores.Feed;

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A folder of a test's own, deleted afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
