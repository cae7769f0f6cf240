using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Feed;

namespace VetVisits.Outreach;

public sealed class OutreachFunctions(Messenger messenger, IClock clock)
{
    /// <summary>Tells an owner: by letter or by text message.</summary>
    [Function("TellOwner")]
    public Task Tell([QueueTrigger(QueueNames.OwnerMessages, Connection = Connections.Queues)] QueueMessage message, CancellationToken stop) =>
        message.Take<OwnerMessage>(QueueNames.OwnerMessages, clock, told => messenger.Send(told, stop));
}
