using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace VetVisits.Journal;

/// <summary>
/// What one command made happen to one stream, written once and never altered: the unit of the journal.
/// <c>At</c> never decreases within a stream. <c>By</c> is who asked (<c>owner:…</c>, <c>vet:…</c>, <c>system:…</c>). <c>Trace</c> is the W3C traceparent of the request.
/// </summary>
public sealed record Commit(
    string Partition, string Stream, int Version, [property: JsonConverter(typeof(CommitTime))] Instant At, string By,
    CommandTag? Command, IReadOnlyList<Event> Events, string? Trace = null)
{
    /// <summary>The document's id: <c>{stream}~{version:000000}</c>. Create-only on this id is the stream's whole concurrency control.</summary>
    public string Id => IdOf(Stream, Version);

    public static string IdOf(string stream, int version) => $"{stream}~{version:000000}";

    /// <summary>Whether both are one commit, to the last member: how a writer knows its own after an answer was lost.</summary>
    public bool IsSame(Commit other) => Json.Write(this) == Json.Write(other);

    /// <summary>What every adapter asks before it writes.</summary>
    /// <exception cref="ArgumentException">The commit says another place than the one it is appended to, or its id is no allowed name.</exception>
    public void MustBe(StreamId stream, int expectedVersion)
    {
        if (Partition != stream.Partition || Stream != stream.Name.Value || Version != expectedVersion + 1)
            throw new ArgumentException($"The commit {Partition}/{Id} is not the one after version {expectedVersion} of {stream}.", nameof(stream));
        Names.Checked(Id);
    }
}

/// <summary>
/// The command that a commit answers: its id (scoped to the caller), the hash of the body it came with, and the answer given.
/// The same id seen again with the same hash returns the answer; with another hash it is refused.
/// </summary>
public sealed record CommandTag(string Id, string BodyHash, JsonElement? Answer = null);

/// <summary>A pointer to a commit: all that the change feed hands on.</summary>
public sealed record CommitRef(string Partition, string Stream, int Version);
