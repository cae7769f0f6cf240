using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using VetVisits.Feed;

namespace VetVisits.Outreach;

public sealed class OutreachFunctions(Messenger messenger)
{
    /// <summary>Tells an owner: by letter or by text message.</summary>
    [Function("TellOwner")]
    public Task Tell([QueueTrigger(QueueNames.OwnerMessages, Connection = Connections.Queues)] QueueMessage message, CancellationToken stop) =>
        messenger.Send(Json.Read<OwnerMessage>(message.Body.ToString()), stop);
}
