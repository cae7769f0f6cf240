using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Booking;

/// <summary>What of one vet's day is taken: the state of the stream <c>schedule:{yyyy-MM-dd}</c> in <c>vet:{vetId}</c>.</summary>
/// <param name="Slots">By hold id; released slots are gone from it.</param>
/// <param name="Released">Holds that are over for good: none of them can be held again.</param>
/// <param name="AskedBy">How many holds each caller has asked for on this day, given up or not.</param>
/// <param name="Commits">How long the history is; a stream ends at 500.</param>
public sealed record Day(ImmutableDictionary<string, Slot> Slots, ImmutableHashSet<string> Released, ImmutableDictionary<string, Block> Blocks, ImmutableDictionary<string, int> AskedBy,
    int Commits)
{
    public static Day Empty { get; } = new(
        ImmutableDictionary.Create<string, Slot>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Block>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal),
        0);

    public Slot? HeldFor(string hold) => Slots.GetValueOrDefault(hold);

    /// <summary>The slots that share time with this one, buffers included.</summary>
    public IEnumerable<Slot> Overlapping(Instant from, Instant to) => Slots.Values.Where(slot => slot.From < to && from < slot.To);

    public bool IsBlocked(Instant from, Instant to) => Blocks.Values.Any(block => block.From < to && from < block.To);
}

/// <summary>A visit's time in a vet's day, with its buffers; <c>Until</c> is null once the visit is known to own it.</summary>
/// <param name="OnDemand">Taken from the waiting room, so it keeps to no hours.</param>
public sealed record Slot(
    string Hold, string AnimalId, string VisitId, string Service, Instant Start, Instant End, Instant From, Instant To, Instant? Until, bool OnDemand = false)
{
    public bool Confirmed => Until is null;

    /// <summary>The hold's time is over and nobody has settled it yet.</summary>
    public bool IsOverdue(Instant now) => Until <= now;

    public StreamId Visit => Visits.VisitStream.Of(AnimalId, VisitId);
}

public sealed record Block(string Id, Instant From, Instant To);

/// <summary>Where a vet's days are.</summary>
public static class ScheduleStream
{
    public const string Prefix = "schedule:";

    public static string Partition(string vetId) => $"vet:{vetId}";

    /// <param name="day">The local date in the vet's fixed zone.</param>
    public static StreamName Name(LocalDate day) => new($"{Prefix}{day:uuuu'-'MM'-'dd}");

    public static StreamId Of(string vetId, LocalDate day) => new(Partition(vetId), Name(day));

    /// <returns>The vet's id, or null when the partition is none of a vet.</returns>
    public static string? VetId(string partition) => partition.StartsWith("vet:", StringComparison.Ordinal) ? partition["vet:".Length..] : null;

    /// <returns>The local date, or null when the stream is none of a schedule.</returns>
    public static LocalDate? Day(string stream) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) && NodaTime.Text.LocalDatePattern.Iso.Parse(stream[Prefix.Length..]) is { Success: true } parsed
            ? parsed.Value
            : null;
}
