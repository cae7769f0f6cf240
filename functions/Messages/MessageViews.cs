using NodaTime;
using VetVisits.Visits;

namespace VetVisits.Messages;

public sealed record SendMessage(string? Text, IReadOnlyList<string?>? PhotoIds = null);

/// <param name="UpTo">The id of the last message that was read.</param>
public sealed record ReadMessages(string? UpTo);

/// <param name="ReadAt">When the other side read it.</param>
public sealed record MessageView(string Id, int Number, Side From, string Text, IReadOnlyList<string> PhotoIds, Instant At, Instant? ReadAt)
{
    public static MessageView Of(Message message, Receipts receipts) =>
        new(message.Id, message.Number, message.From, message.Text, message.PhotoIds, message.At, receipts.ReadAt(message));
}

/// <param name="More">There are later ones: ask again with <c>after</c> the last of these.</param>
/// <param name="Open">Whether either side may still write.</param>
/// <param name="ClosesAt">When the conversation closes, or closed; missing while the visit is still to be held.</param>
public sealed record MessagesPage(IReadOnlyList<MessageView> Messages, bool More, bool Open, Instant? ClosesAt);

/// <param name="Number">The last message that the caller has read, by its number.</param>
public sealed record ReadView(int Number);

public sealed record ClosedView(Instant ClosedAt);
