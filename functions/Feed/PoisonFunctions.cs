using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace VetVisits.Feed;

/// <summary>Every queue that the product takes from has a poison queue, and every poison queue a function that keeps what falls in. Not <c>vet-notifications</c>: that one is the startup's.</summary>
public sealed class PoisonFunctions(Poison poison)
{
    /// <summary>A commit may be named twice, when a host died while it set it aside; it is kept once.</summary>
    [Function("KeepPoisonedFeed")]
    public Task Feed([QueueTrigger(QueueNames.FeedPoison)] QueueMessage message, CancellationToken stop) =>
        poison.Keep(QueueNames.FeedPoison, message.Body.ToString(), message.Body.ToString(), stop);

    [Function("KeepPoisonedBlob")]
    public Task Blob([QueueTrigger(Poison.BlobQueue, Connection = Connections.Photos)] QueueMessage message, CancellationToken stop) => Keep(Poison.BlobQueue, message, stop);

    [Function("KeepPoisonedOwnerMessage")]
    public Task OwnerMessage([QueueTrigger(QueueNames.OwnerMessages + "-poison")] QueueMessage message, CancellationToken stop) => Keep(QueueNames.OwnerMessages, message, stop);

    [Function("KeepPoisonedCall")]
    public Task Call([QueueTrigger(QueueNames.Calls + "-poison")] QueueMessage message, CancellationToken stop) => Keep(QueueNames.Calls, message, stop);

    [Function("KeepPoisonedBilling")]
    public Task Billing([QueueTrigger(QueueNames.Billing + "-poison")] QueueMessage message, CancellationToken stop) => Keep(QueueNames.Billing, message, stop);

    [Function("KeepPoisonedPharmacy")]
    public Task Pharmacy([QueueTrigger(QueueNames.Pharmacy + "-poison")] QueueMessage message, CancellationToken stop) => Keep(QueueNames.Pharmacy, message, stop);

    /// <summary>Every quarter of an hour: how much of it still waits for somebody, for the alert that does not fall silent by itself.</summary>
    [Function("CountPoison")]
    public async Task Count([TimerTrigger("20 */15 * * * *")] TimerInfo timer, CancellationToken stop)
    {
        foreach (var queue in Poison.Queues) Telemetry.PoisonWaits(queue, (await poison.List(queue, stop)).Count);
    }

    private Task Keep(string queue, QueueMessage message, CancellationToken stop) => poison.Keep(queue, message.MessageId, message.Body.ToString(), stop);
}
