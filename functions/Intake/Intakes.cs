using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Intake;

/// <summary>One animal's intakes of one UTC day, or of several days folded together.</summary>
public sealed record Intakes(ImmutableDictionary<string, Intakes.One> ById)
{
    /// <summary>The most intakes that are taken of one animal in one UTC day.</summary>
    public const int MostPerDay = 50;

    public static Intakes None { get; } = new(ImmutableDictionary.Create<string, One>(StringComparer.Ordinal));

    /// <summary>Events of any number of days fold together: ids are unique across days.</summary>
    public static Fold<Intakes> Fold { get; } = new(None, Evolve);

    /// <summary>One intake and, when a vet set it aside, by whom and why.</summary>
    public sealed record One(IntakeTaken Taken, Instant At, IntakeClosed? Closed = null);

    /// <summary>The stream, in partition <c>animal:{id}</c>, of all intakes of a UTC day.</summary>
    public static StreamName StreamFor(LocalDate utcDay) => new(FormattableString.Invariant($"intakes:{utcDay.Year:0000}-{utcDay.Month:00}-{utcDay.Day:00}"));

    /// <summary>The streams that hold every intake of the 24 hours before <paramref name="now"/>, oldest first.</summary>
    public static IReadOnlyList<StreamName> Last24h(Instant now)
    {
        var today = now.InUtc().Date;
        return [StreamFor(today.PlusDays(-1)), StreamFor(today)];
    }

    /// <summary>Reads <see cref="Last24h"/> out of histories that the caller asked for, often together with its own streams.</summary>
    public static Intakes From(Histories histories, Instant now) => Fold.Of(Last24h(now).SelectMany(histories.Of));

    private static Intakes Evolve(Intakes intakes, Event happened, Instant at) => happened switch
    {
        IntakeTaken taken when !intakes.ById.ContainsKey(taken.IntakeId) => new(intakes.ById.Add(taken.IntakeId, new One(taken, at))),
        IntakeClosed closed when intakes.ById.TryGetValue(closed.IntakeId, out var one) && one.Closed is null =>
            new(intakes.ById.SetItem(closed.IntakeId, one with { Closed = closed })),
        _ => intakes,
    };
}

/// <summary>
/// The intake that decides what may be booked: the most urgent of the last 24 hours that no vet closed. A milder second intake does not open the door.
/// </summary>
public sealed record Standing(string IntakeId, Level Level, bool TelemedicineSuitable, bool InPersonLikely, string Region, Instant At)
{
    private static readonly Duration Counts = Duration.FromHours(24);

    /// <summary>Null when the animal has no unclosed intake of the last 24 hours.</summary>
    public static Standing? MostUrgent(Intakes intakes, Instant now) => Counting(intakes, now).Select(Of).FirstOrDefault();

    /// <summary>Every intake of the last 24 hours that no vet closed, the one that stands first.</summary>
    public static IEnumerable<Intakes.One> Counting(Intakes intakes, Instant now) =>
        intakes.ById.Values
            .Where(one => one.Closed is null && one.At > now - Counts)
            .OrderBy(one => one.Taken.Answer.Level)
            .ThenBy(one => one.Taken.Answer.TelemedicineSuitable)
            .ThenByDescending(one => one.At)
            .ThenBy(one => one.Taken.IntakeId, StringComparer.Ordinal);

    public static Standing Of(Intakes.One one) =>
        new(one.Taken.IntakeId, one.Taken.Answer.Level, one.Taken.Answer.TelemedicineSuitable, one.Taken.Answer.InPersonLikely, one.Taken.Region, one.At);
}
