using System.Text.Json.Serialization;

namespace VetVisits.Triage;

/// <summary>How soon the animal must be seen, most urgent first: a smaller value is more urgent.</summary>
public enum Level
{
    /// <summary>Leave for an emergency clinic this minute.</summary>
    [JsonStringEnumMemberName("immediate")]
    Immediate = 1,

    /// <summary>Go to a clinic now, within the hour.</summary>
    [JsonStringEnumMemberName("emergency")]
    Emergency = 2,

    /// <summary>Be seen in person today.</summary>
    [JsonStringEnumMemberName("urgent-same-day")]
    UrgentSameDay = 3,

    /// <summary>Be seen, or book a consultation, within 1 to 3 days.</summary>
    [JsonStringEnumMemberName("soon-1-3-days")]
    Soon = 4,

    /// <summary>Home care or a planned appointment.</summary>
    [JsonStringEnumMemberName("routine")]
    Routine = 5,
}

public static class Levels
{
    /// <summary>Whether nothing may be booked at this level: the animal has to go to a clinic now.</summary>
    public static bool IsEmergency(this Level level) => level <= Level.Emergency;

    /// <summary>The more urgent of the two.</summary>
    public static Level OrMoreUrgent(this Level level, Level other) => level < other ? level : other;

    /// <summary>As the rule data, JSON and streams spell it.</summary>
    public static string Id(this Level level) => level switch
    {
        Level.Immediate => "immediate",
        Level.Emergency => "emergency",
        Level.UrgentSameDay => "urgent-same-day",
        Level.Soon => "soon-1-3-days",
        Level.Routine => "routine",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    public static Level? Parse(string id) => id switch
    {
        "immediate" => Level.Immediate,
        "emergency" => Level.Emergency,
        "urgent-same-day" => Level.UrgentSameDay,
        "soon-1-3-days" => Level.Soon,
        "routine" => Level.Routine,
        _ => null,
    };
}
