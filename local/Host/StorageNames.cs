using Azure.Storage.Queues;
using VetVisits.Feed;

namespace VetVisits.Local.Host;

/// <summary>The queues that the templates make on Azure, made here at start.</summary>
public static class StorageNames
{
    public static IEnumerable<string> Queues => [.. QueueNames.All, .. QueueNames.All.Select(QueueNames.PoisonOf), BlobTrigger.PoisonQueue];

    public static Task Make(IServiceProvider services, CancellationToken stop)
    {
        var storage = services.GetRequiredService<QueueServiceClient>();
        var asked = services.GetRequiredService<IReadOnlyList<Found>>()
            .Select(f => f.Trigger).OfType<Microsoft.Azure.Functions.Worker.QueueTriggerAttribute>().Select(q => q.QueueName).Where(q => q[0] != '%');
        return Task.WhenAll(Queues.Union(asked).Select(name => storage.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: stop)));
    }
}
