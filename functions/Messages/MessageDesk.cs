using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Photos;
using VetVisits.Visits;

namespace VetVisits.Messages;

/// <summary>The conversation of a visit, for its owner, its vet, and the staff of the vet's practice, who read along. For everybody else there is no such visit.</summary>
public sealed class MessageDesk(VisitDoor door, Streams streams, MessageSettings settings, IClock clock)
{
    /// <param name="after">The id of the last message that the caller has; null for the beginning.</param>
    public async Task<MessagesPage> List(Caller caller, string animalId, string visitId, string? after, int limit, CancellationToken stop)
    {
        var (found, talk, receipts) = await Open(caller, animalId, visitId, [], stop);
        if (after is not null && talk.Find(after) is null)
            throw new RefusedException(Refusal.Invalid("after-unknown", "There is no message of that id here. Leave after out to read from the beginning."));
        var rest = talk.Messages.Skip(after is null ? 0 : talk.Find(after)!.Number).ToList();
        return new(
            [.. rest.Take(limit).Select(m => MessageView.Of(m, receipts))], rest.Count > limit,
            MessageRules.IsOpen(found.Visit, talk, settings, clock.GetCurrentInstant()), MessageRules.ClosesAt(found.Visit, talk, settings));
    }

    public async Task<MessageView> Send(Caller caller, string animalId, string visitId, string text, IReadOnlyList<string> photoIds, Asked asked, CancellationToken stop)
    {
        var (found, _, receipts) = await Open(caller, animalId, visitId, photoIds, stop);
        var visit = found.Visit;
        var side = SideOf(found);
        var sent = new MessageSent(asked.NewId(), side, side == Side.Owner ? visit.VetId : visit.OwnerId, text, photoIds.Count == 0 ? null : photoIds);
        var photos = photoIds.ToDictionary(id => id, id => Photo.Fold.Of(found.Histories.Of(PhotoStream.Name(id))), StringComparer.Ordinal);
        var name = MessageStream.Name(visitId);
        // A repeat is found in the stream before anything is decided, so it has its answer also after the conversation closed.
        var ran = await streams.Run(new StreamId(found.Histories.Partition, name), Conversation.Fold, asked,
            (talk, now) => MessageRules.Send(visit, talk, sent, photos, settings, now), found.Histories.Of(name), stop);
        return MessageView.Of(ran.OrThrow().Find(sent.MessageId)!, receipts);
    }

    /// <returns>The number of the last message that the caller has read now.</returns>
    public async Task<int> Read(Caller caller, string animalId, string visitId, string upTo, Asked asked, CancellationToken stop)
    {
        var (found, talk, _) = await Open(caller, animalId, visitId, [], stop);
        var side = SideOf(found);
        var name = MessageStream.ReadsName(visitId);
        var ran = await streams.Run(new StreamId(found.Histories.Partition, name), Receipts.Fold, asked,
            (receipts, _) => MessageRules.Read(talk, receipts, side, upTo), found.Histories.Of(name), stop);
        return ran.OrThrow().UpTo(side);
    }

    /// <returns>When the conversation closed, now or before.</returns>
    public async Task<Instant> Close(Caller vet, string animalId, string visitId, Asked asked, CancellationToken stop)
    {
        var (found, _, _) = await Open(vet, animalId, visitId, [], stop);
        if (SideOf(found) != Side.Vet) throw NotTheirs();
        var name = MessageStream.Name(visitId);
        var ran = await streams.Run(new StreamId(found.Histories.Partition, name), Conversation.Fold, asked,
            (talk, now) => MessageRules.Close(found.Visit, talk, settings, now), found.Histories.Of(name), stop);
        return MessageRules.ClosesAt(found.Visit, ran.OrThrow(), settings)!.Value;
    }

    private async Task<(VisitFound Found, Conversation Talk, Receipts Receipts)> Open(
        Caller caller, string animalId, string visitId, IReadOnlyList<string> photoIds, CancellationToken stop)
    {
        Ids.Of("visit", visitId);
        var (name, reads) = (MessageStream.Name(visitId), MessageStream.ReadsName(visitId));
        var found = await door.Act(caller, animalId, visitId, stop, [name, reads, .. photoIds.Select(PhotoStream.Name)]);
        return (found, Conversation.Fold.Of(found.Histories.Of(name)), Receipts.Fold.Of(found.Histories.Of(reads)));
    }

    private static Side SideOf(VisitFound found) =>
        found.Side is Side.Owner or Side.Vet ? found.Side : throw NotTheirs();

    private static RefusedException NotTheirs() => new(Refusal.NotFound("conversation"));
}
