using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Storage;

/// <summary>
/// The stores of one data folder: journal and documents in one file, the views in another that may be deleted while no host runs
/// (its readers' places are in it, so the views are then filled anew), and the places of the other readers in a third.
/// </summary>
public sealed class SqliteStores : IDisposable
{
    private readonly SqliteFile truth;
    private readonly SqliteFile shown;

    public SqliteStores(string folder, IClock clock)
    {
        truth = new SqliteFile(Path.Combine(folder, "journal.db"), SqliteJournal.Schema + SqliteDocuments.Schema + SqliteFeed.Schema);
        shown = new SqliteFile(Path.Combine(folder, "views.db"), SqliteDocuments.Schema + SqliteFeed.Schema);
        Journal = new SqliteJournal(truth);
        Documents = new SqliteDocuments(truth, clock);
        var views = new SqliteDocuments(shown, clock, "views");
        (Views, ViewStore) = (new Views(views), views);
        Feed = new SqliteFeed(truth, truth, clock);
        ViewsFeed = new SqliteFeed(truth, shown, clock);
    }

    public IJournal Journal { get; }

    public IDocuments Documents { get; }

    public Views Views { get; }

    public IViewStore ViewStore { get; }

    /// <summary>For readers whose effects leave the product: their places are kept with the journal.</summary>
    public SqliteFeed Feed { get; }

    /// <summary>For readers that fill views: their places are kept with the views.</summary>
    public SqliteFeed ViewsFeed { get; }

    public void Dispose()
    {
        truth.Dispose();
        shown.Dispose();
    }
}

public static class SqliteRegistration
{
    /// <summary>Journal, documents, views and the feed over one data folder, which several processes may share.</summary>
    public static IServiceCollection AddSqliteStores(this IServiceCollection services, string folder) => services
        .AddSingleton(given => new SqliteStores(folder, given.GetRequiredService<IClock>()))
        .AddSingleton(given => given.GetRequiredService<SqliteStores>().Journal)
        .AddSingleton(given => given.GetRequiredService<SqliteStores>().Documents)
        .AddSingleton(given => given.GetRequiredService<SqliteStores>().Views)
        .AddSingleton(given => given.GetRequiredService<SqliteStores>().ViewStore)
        .AddSingleton<IWholeFeed, SqliteWholeFeed>();
}
