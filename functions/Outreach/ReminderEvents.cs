using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using VetVisits.Journal;
using VetVisits.Owners;

namespace VetVisits.Outreach;

/// <summary>The owner is reminded of the visit; what is sent or dialled follows from this.</summary>
/// <param name="Key">Which reminder of which of the visit's times: see <see cref="ReminderKey"/>.</param>
public sealed record VisitReminded(string Key, int LeadMinutes, ReminderChannel Channel) : Event;

/// <summary>The owner said that they will be there: pressed 1 in a reminder call.</summary>
public sealed record VisitConfirmed(string CallId) : Event;

/// <summary>One reminder of a visit: how long before, and after how many moves, so that a visit that moves is reminded of anew. Written <c>r{minutes}-{moves}</c>.</summary>
public readonly record struct ReminderKey(int LeadMinutes, int Moves)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"r{LeadMinutes}-{Moves}");

    public static bool TryParse(string text, [NotNullWhen(true)] out ReminderKey? key)
    {
        key = text is ['r', .. var rest] && rest.Split('-') is [var lead, var moves]
            && int.TryParse(lead, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            && int.TryParse(moves, NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? new(minutes, times) : null;
        return key is not null;
    }
}
