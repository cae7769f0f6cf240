using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>Where a call's stream is: with the animal whose visit it serves, or with the person whose number is verified.</summary>
public readonly record struct CallAddress(string Partition, string CallId)
{
    private const string Prefix = "call:";

    public StreamId Stream => new(Partition, new StreamName(Prefix + CallId));

    public static CallAddress OfVisit(string animalId, string callId) => new($"animal:{animalId}", callId);

    /// <summary>The address that a stream's name says, or false when the stream is none of a call.</summary>
    public static bool TryParse(string partition, string stream, [NotNullWhen(true)] out CallAddress? address)
    {
        address = stream.StartsWith(Prefix, StringComparison.Ordinal) && Names.Allows(partition) && Names.Allows(stream) ? new(partition, stream[Prefix.Length..]) : null;
        return address is not null;
    }
}

/// <summary>The message in the <c>calls</c> queue: look at this call and take its next steps.</summary>
public sealed record CallDue(string Partition, string CallId, Instant? Due = null, [property: JsonPropertyName("traceparent")] string? Trace = null) : IHandedOn;
