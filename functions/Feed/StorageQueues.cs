using System.Text;
using Azure.Storage.Queues;

namespace VetVisits.Feed;

/// <summary>Storage Queues, in the one encoding of host.json. The queues exist already: the templates, or the local host at start, make them.</summary>
public sealed class StorageQueues(QueueServiceClient storage) : IQueues
{
    /// <summary>Base64 of this much is the 64 KiB that a message may have.</summary>
    public const int MostBytes = 48 * 1024;

    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    public async Task Send(string queue, string json, CancellationToken stop, TimeSpan? after = null)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length > MostBytes) throw new ArgumentException($"A message of {bytes.Length} bytes does not fit; messages carry ids, not content.", nameof(json));
        await storage.GetQueueClient(queue).SendMessageAsync(Convert.ToBase64String(bytes), after, ForEver, stop);
    }
}
