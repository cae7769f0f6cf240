using NodaTime;

namespace VetVisits.Outreach;

/// <summary>A letter as it is handed over.</summary>
/// <param name="Id">Stable: it becomes the Message-ID, so that a letter that was sent twice is seen to be one.</param>
/// <param name="Language">Such as <c>en</c>.</param>
public sealed record Letter(string Id, string To, string Subject, string Text, string Html, string Language, Instant At);

/// <summary>A text message as it is handed over.</summary>
/// <param name="Id">Stable: the other side can tell a repeat by it.</param>
public sealed record TextMessage(string Id, string To, string Text);

/// <summary>How handing over came out. What may pass by itself is an exception: the queue gives the message again.</summary>
public enum Delivery
{
    Taken,

    /// <summary>The provider will never take this one: the address does not exist, or is no address.</summary>
    Refused,

    /// <summary>No provider is set up.</summary>
    NotConfigured,
}

/// <summary>Sends letters.</summary>
public interface IMail
{
    Task<Delivery> Send(Letter letter, CancellationToken stop);
}

/// <summary>Sends text messages to telephones.</summary>
public interface ITextMessages
{
    Task<Delivery> Send(TextMessage message, CancellationToken stop);
}

/// <summary>Where nothing is set up: nothing is sent, and the log says so.</summary>
public sealed class NotConfigured : IMail, ITextMessages
{
    public Task<Delivery> Send(Letter letter, CancellationToken stop) => Task.FromResult(Delivery.NotConfigured);

    public Task<Delivery> Send(TextMessage message, CancellationToken stop) => Task.FromResult(Delivery.NotConfigured);
}
