using System.Text.Json.Serialization;
using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Readings;

/// <summary>One measurement at home, in the unit that its measure is kept in.</summary>
/// <param name="Id">Made from who sent it and its own name or time, so that the same reading sent twice is one.</param>
/// <param name="Value">Null for an observation in words.</param>
/// <param name="Diastolic">The lower value of a blood pressure; <c>Value</c> is the systolic one.</param>
/// <param name="Method">How it was taken, in the sender's words: <c>rectal</c>, <c>asleep</c>.</param>
/// <param name="Sent">The value as it was sent, where its unit was another.</param>
public sealed record Reading(
    string Id, string Kind, decimal? Value, string Unit, Instant At, string? Method = null, string? Note = null, decimal? Diastolic = null, SentAs? Sent = null,
    ReadingAlarm? Alarm = null)
{
    /// <summary>The stream day that it belongs to, in UTC.</summary>
    [JsonIgnore]
    public LocalDate Day => At.InUtc().Date;

    /// <summary>Whether both say the same of the animal; what was made of it does not count.</summary>
    public bool SaysTheSame(Reading other) => this with { Alarm = null, Sent = null } == other with { Alarm = null, Sent = null };

    /// <param name="own">The sender's own id of the reading, unique within a UTC day; null names it by its kind and time.</param>
    public static string IdOf(Caller caller, string animalId, string kind, Instant at, string? own)
    {
        var name = own is null ? $"{kind}\n{at.ToUnixTimeTicks()}" : $"own\n{own}";
        return Uuid.V5($"{caller.By}\n{animalId}\n{at.InUtc().Date:uuuu'-'MM'-'dd}\n{name}").ToString("N");
    }
}

/// <summary>A value as it came, before it was converted.</summary>
public sealed record SentAs(decimal Value, string Unit, decimal? Diastolic = null);

/// <summary>A reading that needs somebody: how soon, why, and the pages that say so.</summary>
/// <param name="PlanVisitId">The visit whose plan set the limit that was crossed; null when only published ranges speak.</param>
public sealed record ReadingAlarm(Level Level, IReadOnlyList<string> Why, IReadOnlyList<string> Sources, string? PlanVisitId = null)
{
    /// <summary>Whether people should hear of it. A value that is only somewhat unusual is for who measured it to measure again.</summary>
    [JsonIgnore]
    public bool IsLoud => PlanVisitId is not null || Level <= Level.UrgentSameDay;
}

/// <summary>
/// Readings of one UTC day, taken together. Judged when they were taken: each carries its alarm, and <c>Raised</c> says who hears of it.
/// </summary>
/// <param name="By">Who sent them: <c>owner:…</c>, <c>vet:…</c>, <c>device:…</c>.</param>
/// <param name="RulesHash">The published ranges that they were judged by.</param>
public sealed record ReadingsTaken(string By, IReadOnlyList<Reading> Readings, string RulesHash, AlarmRaised? Raised = null) : Event;

/// <summary>An alarm that people hear of, one for all alarming readings of one commit: the owner, and the vet who follows the animal.</summary>
/// <param name="VetId">Null when no vet follows it.</param>
/// <param name="ReadingId">The most urgent of them.</param>
public sealed record AlarmRaised(string? VetId, string? VisitId, Level Level, IReadOnlyList<string> Kinds, string ReadingId);
