using System.Text.Json;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Tests.Contracts;

/// <summary>Commits for tests of the stores, which do not look at events: their meaning is in who wrote them and when.</summary>
public static class Sample
{
    public static Instant Noon { get; } = Instant.FromUtc(2026, 11, 23, 12, 0);

    public static StreamId Stream(string name, string? partition = null) => new(partition ?? Partition(), new StreamName(name));

    /// <summary>A partition that no other test uses, even on a real account.</summary>
    public static string Partition() => $"animal:{Guid.NewGuid():N}";

    public static Commit Commit(StreamId stream, int version, Instant? at = null, string? command = null, string by = "owner:o1", string? answer = null) => new(
        stream.Partition, stream.Name.Value, version, at ?? Noon + Duration.FromSeconds(version), by,
        command is null ? null : new CommandTag(command, "hash", answer is null ? null : JsonSerializer.SerializeToElement(answer)), []);

    public static Task<Appended> Append(this IJournal journal, StreamId stream, int version, Instant? at = null, string? command = null, string by = "owner:o1") =>
        journal.Append(stream, version - 1, Commit(stream, version, at, command, by), CancellationToken.None);
}

public sealed record Paper(string Words, int Number = 0);
