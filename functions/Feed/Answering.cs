using Azure;
using Azure.Storage.Queues;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>The journal, the documents and the views give an answer: that nothing is there is one.</summary>
public sealed class StoreAnswers(IJournal journal, IDocuments documents, Views views) : IDependency
{
    private static readonly DocumentId Probe = new("health", "probe");

    public string Name => "store";

    public async Task<string?> Ask(CancellationToken stop)
    {
        await Task.WhenAll(
            journal.Read(Probe.Partition, [new StreamName(Probe.Id)], stop),
            documents.Read<Health>(Probe, stop),
            views.Store.Read<Health>(Probe, stop));
        return null;
    }
}

/// <summary>Every queue that something is sent to is there.</summary>
public sealed class QueuesAnswer(IServiceProvider services) : IDependency
{
    // The client is made when it is asked for: a host without storage starts, and is not ready.
    public string Name => "queue storage";

    public async Task<string?> Ask(CancellationToken stop)
    {
        var storage = services.GetRequiredService<QueueServiceClient>();
        var missing = (await Task.WhenAll(QueueNames.All.Select(name => Missing(storage, name, stop)))).OfType<string>().ToList();
        return missing.Count == 0 ? null : $"These queues do not exist: {string.Join(", ", missing)}.";
    }

    private static async Task<string?> Missing(QueueServiceClient storage, string name, CancellationToken stop)
    {
        try
        {
            await storage.GetQueueClient(name).GetPropertiesAsync(stop);
            return null;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return name;
        }
    }
}

/// <summary>Neither reader of the feed has a long way before it. Whether they come on at all is the alerts' to say, which see time pass.</summary>
public sealed class FeedKeepsUp(IWholeFeed feed, FeedSettings settings) : IDependency
{
    public string Name => "feed";

    public async Task<string?> Ask(CancellationToken stop)
    {
        var behind = await Task.WhenAll(FeedReaders.All.Select(async reader => (Reader: reader, Commits: await feed.Behind(reader, stop))));
        var late = behind.Where(b => b.Commits > settings.MostBehind).Select(b => $"The feed reader {b.Reader} is {b.Commits} commits behind.").ToList();
        return late.Count == 0 ? null : string.Join(" ", late);
    }
}
