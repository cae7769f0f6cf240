using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Readings;

/// <summary>
/// One animal's readings of one UTC day: the state of the stream <c>readings:{yyyy-MM-dd}</c> in <c>animal:{animalId}</c>. A set by id, so the order in which readings
/// come, and how often, changes nothing.
/// </summary>
/// <param name="Told">By measure: how urgent the last alarm was that people were told of, and when.</param>
public sealed record ReadingDay(ImmutableDictionary<string, Taken> ById, int Commits, ImmutableDictionary<string, (Level Level, Instant At)> Told)
{
    /// <summary>The most readings kept of one day; more often than every 20 seconds is no home measurement.</summary>
    public const int MostReadings = 5000;

    /// <summary>The most commits of one day's stream.</summary>
    public const int MostCommits = 500;

    /// <summary>Of these, a device leaves the last to people: a device that chatters must not shut the owner out.</summary>
    public const int MostCommitsOfDevices = 400;

    public const string Prefix = "readings:";

    /// <summary>People hear of the same measure again when it grows worse, or after this time.</summary>
    private static readonly Duration Quiet = Duration.FromHours(1);

    /// <summary>What was measured longer ago is history, not an alarm that somebody must hear of now.</summary>
    private static readonly Duration Fresh = Duration.FromHours(24);

    public static ReadingDay None { get; } = new(
        ImmutableDictionary.Create<string, Taken>(StringComparer.Ordinal), 0, ImmutableDictionary.Create<string, (Level, Instant)>(StringComparer.Ordinal));

    public static Fold<ReadingDay> Fold { get; } = new(None, Evolve);

    public static StreamName StreamFor(LocalDate utcDay) => new(FormattableString.Invariant($"{Prefix}{utcDay.Year:0000}-{utcDay.Month:00}-{utcDay.Day:00}"));

    public static bool IsRecent(Reading reading, Instant now) => now - reading.At <= Fresh;

    /// <summary>Takes what is new of these readings of this day, all in one commit. Pure.</summary>
    /// <param name="readings">Of one day and one sender, already judged, each id once.</param>
    public Decision Take(string by, IReadOnlyList<Reading> readings, string rulesHash, Attending? attending, Instant now)
    {
        var fresh = readings.Where(r => !ById.ContainsKey(r.Id)).ToList();
        if (fresh.Count == 0) return Decision.Nothing;
        var isDevice = by.StartsWith("device:", StringComparison.Ordinal);
        if (Commits >= (isDevice ? MostCommitsOfDevices : MostCommits) || ById.Count + fresh.Count > MostReadings) return Decision.No(Full);
        return Decision.Of(new ReadingsTaken(by, fresh, rulesHash, Raise(fresh, attending, now)));
    }

    public static Refusal Full { get; } = new(429, "too-many-readings",
        $"This day holds as many readings as are kept, {MostReadings} in {MostCommits} requests. Send fewer, many together. If the animal is worse, do not measure on: call a clinic.");

    private AlarmRaised? Raise(List<Reading> fresh, Attending? attending, Instant now)
    {
        var tell = attending?.VetToTell(now);
        var alarms = fresh.Where(r => r.Alarm is { IsLoud: true } && IsRecent(r, now) && !WasTold(r, now)).OrderBy(r => r.Alarm!.Level).ThenByDescending(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
        return alarms.Count == 0 ? null
            : new(tell?.VetId, tell?.VisitId, alarms[0].Alarm!.Level, [.. alarms.Select(r => r.Kind).Distinct().Order(StringComparer.Ordinal)], alarms[0].Id);
    }

    private bool WasTold(Reading reading, Instant now) =>
        Told.TryGetValue(reading.Kind, out var told) && told.Level <= reading.Alarm!.Level && now - told.At < Quiet;

    private static ReadingDay Evolve(ReadingDay day, Event happened, Instant at)
    {
        if (happened is not ReadingsTaken taken) return day;
        var byId = day.ById.ToBuilder();
        foreach (var reading in taken.Readings) byId.TryAdd(reading.Id, new(reading, taken.By));
        var told = taken.Raised is { } raised ? day.Told.SetItems(raised.Kinds.Select(k => KeyValuePair.Create(k, (Worst(taken, k, at) ?? raised.Level, at)))) : day.Told;
        return new(byId.ToImmutable(), day.Commits + 1, told);
    }

    /// <summary>The most urgent alarm of one measure in this commit: each measure is told at its own level, or a worse one that follows would be taken for a repeat.</summary>
    private static Level? Worst(ReadingsTaken taken, string kind, Instant at) =>
        taken.Readings.Where(r => r.Kind == kind && r.Alarm is { IsLoud: true } && IsRecent(r, at)).Min(r => r.Alarm?.Level);
}

/// <summary>A reading and who sent it.</summary>
public sealed record Taken(Reading Reading, string By);
