using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Messages;

/// <summary>What owner and vet wrote to each other about one visit: the state of the stream <c>messages:{visitId}</c> in <c>animal:{animalId}</c>.</summary>
public sealed record Conversation(ImmutableList<Message> Messages, Instant? ClosedAt)
{
    public static Conversation None { get; } = new([], null);

    public static Fold<Conversation> Fold { get; } = new(None, Evolve);

    public Message? Find(string messageId) => Messages.Find(m => m.Id == messageId);

    private static Conversation Evolve(Conversation talk, Event happened, Instant at) => happened switch
    {
        MessageSent e => talk with { Messages = talk.Messages.Add(new(e.MessageId, talk.Messages.Count + 1, e.From, e.Text, e.PhotoIds ?? [], at)) },
        MessagesClosed => talk with { ClosedAt = talk.ClosedAt ?? at },
        _ => talk,
    };
}

/// <param name="Number">Its place in the conversation, from 1.</param>
public sealed record Message(string Id, int Number, Side From, string Text, IReadOnlyList<string> PhotoIds, Instant At);

/// <summary>
/// Who has read how far: the state of the stream <c>message-reads:{visitId}</c>. It is a stream of its own so that reading never stands in the way of writing,
/// and neither stream grows long.
/// </summary>
public sealed record Receipts(ImmutableList<Receipt> All)
{
    public static Receipts None { get; } = new([]);

    public static Fold<Receipts> Fold { get; } = new(None, (known, happened, at) =>
        happened is MessagesRead e ? new(known.All.Add(new(e.By, e.Number, at))) : known);

    /// <summary>The number of the last message that this side has read; 0 before any.</summary>
    public int UpTo(Side side) => All.Where(r => r.By == side).Select(r => r.Number).DefaultIfEmpty(0).Max();

    /// <summary>When the other side read the message; null when it has not.</summary>
    public Instant? ReadAt(Message message) => All.Find(r => r.By != message.From && r.Number >= message.Number)?.At;
}

public sealed record Receipt(Side By, int Number, Instant At);

/// <summary>Where conversations are.</summary>
public static class MessageStream
{
    public static StreamName Name(string visitId) => new($"messages:{visitId}");

    public static StreamName ReadsName(string visitId) => new($"message-reads:{visitId}");
}
