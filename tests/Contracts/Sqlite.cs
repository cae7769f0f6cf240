using NodaTime;
using NodaTime.Testing;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Storage;

namespace VetVisits.Tests.Contracts;

public sealed class SqliteJournalTests : JournalContract, IDisposable
{
    private readonly TempStore store = new();

    protected override IJournal Journal => store.Journal;

    public void Dispose() => store.Dispose();
}

public sealed class SqliteDocumentsTests : DocumentsContract, IDisposable
{
    private readonly FakeClock clock = new(Sample.Noon);
    private readonly TempStore store;

    public SqliteDocumentsTests() => store = new TempStore(clock);

    protected override IDocuments Documents => store.Documents;

    protected override Task Pass(Duration time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose() => store.Dispose();
}

public sealed class SqliteViewsTests : ViewsContract, IDisposable
{
    private readonly TempStore store = new();

    protected override IDocuments Store => store.Views.Store;

    public void Dispose() => store.Dispose();
}

public sealed class SqliteWholeTests : WholeContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;
    private readonly SqliteStores stores;

    public SqliteWholeTests() => stores = new SqliteStores(folder, new FakeClock(Sample.Noon));

    protected override IJournal Journal => stores.Journal;

    protected override IWholeFeed Feed => new SqliteWholeFeed(stores);

    protected override Views Views => stores.Views;

    protected override IViewStore Store => stores.ViewStore;

    public void Dispose()
    {
        stores.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
