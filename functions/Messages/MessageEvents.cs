using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Messages;

/// <summary>One side wrote to the other. The text is medical content: it stands here and is shown to these two and their practice, nowhere else.</summary>
/// <param name="From">The owner or the vet.</param>
/// <param name="To">The id of the person it is for, as the visit named them then.</param>
/// <param name="PhotoIds">Photos of the same animal; null without any.</param>
public sealed record MessageSent(string MessageId, Side From, string To, string Text, IReadOnlyList<string>? PhotoIds = null) : Event;

/// <summary>A side has read the other's messages up to this one.</summary>
/// <param name="Number">The message's place in the conversation, from 1.</param>
public sealed record MessagesRead(Side By, string UpTo, int Number) : Event;

/// <summary>The vet ended the conversation before its time was over.</summary>
public sealed record MessagesClosed(Side By) : Event;
