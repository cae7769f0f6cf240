using System.Diagnostics;
using Azure.Storage.Queues.Models;
using NodaTime;

namespace VetVisits.Feed;

/// <summary>A message between two functions of the product. What it says besides is each queue's own.</summary>
public interface IHandedOn
{
    /// <summary>W3C traceparent of whoever sent it; null in messages of releases that did not say it.</summary>
    string? Trace { get; }

    /// <summary>When it was to be taken; null at once.</summary>
    Instant? Due => null;
}

/// <summary>What every queue function does around its work.</summary>
public static class Taken
{
    /// <summary>Reads the message, measures how long it waited past its time, and goes on in the trace of whoever sent it.</summary>
    /// <param name="queue">One of <see cref="QueueNames"/>.</param>
    public static async Task Take<T>(this QueueMessage message, string queue, IClock clock, Func<T, Task> work) where T : IHandedOn
    {
        var said = Json.Read<T>(message.Body.ToString());
        using var traced = Telemetry.Continue($"queue {queue}", said.Trace, ActivityKind.Consumer);
        if (message.InsertedOn is { } sent)
        {
            var due = Instant.Max(Instant.FromDateTimeOffset(sent), said.Due ?? Instant.MinValue);
            Telemetry.Dequeued(queue, Duration.Max(clock.GetCurrentInstant() - due, Duration.Zero).ToTimeSpan());
        }
        await work(said);
    }
}
