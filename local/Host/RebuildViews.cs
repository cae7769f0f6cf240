using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Storage;

namespace VetVisits.Local.Host;

/// <summary><c>rebuild-views</c>: over the data folder, or over the Cosmos DB account that the settings name, by whoever is signed in.</summary>
public static class RebuildViews
{
    /// <returns>0 when every commit was rendered, 1 when some were set aside.</returns>
    public static async Task<int> Run(LocalOptions options, TextWriter page, CancellationToken stop = default)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder([.. options.Arguments]);
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var aside = new SetAside(page);
        builder.Services.AddVetVisits();
        builder.Services.AddSingleton<IQueues>(aside);
        var azure = builder.Configuration.GetSection(Connections.Cosmos).GetChildren().Any() || builder.Configuration[Connections.Cosmos] is { Length: > 0 };
        if (azure) builder.Services.AddCosmosStoresAlone(builder.Configuration);
        else builder.Services.AddSqliteStores(options.Data);
        await using var services = builder.Services.BuildServiceProvider();
        page.WriteLine($"Rebuilding the views of {(azure ? "the Cosmos DB account" : options.Data)}.");
        var done = await services.GetRequiredService<Rebuild>().Run(new Told(page), stop);
        page.WriteLine($"{done.ThrownAway} views were thrown away and {done.Commits} commits rendered; {aside.Count} could not be.");
        return aside.Count == 0 ? 0 : 1;
    }

    private sealed class Told(TextWriter page) : IProgress<long>
    {
        private const long Every = 10_000;
        private long next = Every;

        public void Report(long value)
        {
            if (value < next) return;
            next = value + Every;
            page.WriteLine($"  {value} commits");
        }
    }

    /// <summary>Projections send nothing; what is set aside is for whoever looks at this page.</summary>
    private sealed class SetAside(TextWriter page) : IQueues
    {
        private int count;

        public int Count => count;

        public Task Send(string queue, string json, CancellationToken stop, TimeSpan? after = null)
        {
            Interlocked.Increment(ref count);
            lock (page) page.WriteLine($"  set aside: {json}");
            return Task.CompletedTask;
        }
    }
}
