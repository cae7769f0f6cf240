using NodaTime;
using VetVisits.Documents;
using VetVisits.Vets;

namespace VetVisits.Booking;

/// <summary>
/// One vet's free starts of one UTC date, for owners of one region: a view in partition <c>openings:{region}:{date}</c>, one document a vet. A search is one
/// query of one partition a date, whatever other regions hold. Dates are UTC, so that a searcher's day in any zone is exactly two ranges at most.
/// </summary>
/// <param name="NoticeMinutes">Readers leave out what begins sooner.</param>
/// <param name="Free">Minutes after midnight UTC at which a visit can begin, in order.</param>
/// <param name="Held">Starts that somebody holds at this moment; free again for readers after <c>UntilSecond</c>, should no visit come of it.</param>
public sealed record Openings(
    string VetId, IReadOnlyList<string> Species, IReadOnlyList<string> Services, int SlotMinutes, int NoticeMinutes, int[] Free, HeldStart[] Held)
{
    public static string Partition(string region, LocalDate date) => $"openings:{region}:{date:uuuu'-'MM'-'dd}";

    public static DocumentId At(string region, LocalDate date, string vetId) => new(Partition(region, date), vetId);

    /// <summary>The view of one date, or null when the vet has nothing to offer there. Pure; it says nothing about now.</summary>
    /// <param name="days">What is taken, for every schedule day that <see cref="DaysOf"/> names.</param>
    public static Openings? Render(string vetId, string region, LocalDate date, Offer offer, Licences licences, IReadOnlyDictionary<LocalDate, Day> days)
    {
        if (offer.TimeZone is null || offer.Species.Count == 0 || offer.Services.Count == 0) return null;
        var midnight = date.AtMidnight().InUtc().ToInstant();
        var (free, held) = (new List<int>(), new List<HeldStart>());
        foreach (var slot in DaysOf(date).SelectMany(day => Slots.On(offer, day)).Where(slot => slot.Start.InUtc().Date == date))
        {
            var day = days.GetValueOrDefault(slot.Day) ?? Day.Empty;
            if (!licences.ValidOn(region, slot.Day) || day.IsBlocked(slot.Start, slot.To)) continue;
            var minute = (int)(slot.Start - midnight).TotalMinutes;
            var taken = day.Overlapping(slot.Start, slot.To).ToList();
            if (taken.Count == 0) free.Add(minute);
            else if (taken.TrueForAll(t => !t.Confirmed)) held.Add(new(minute, taken.Max(t => t.Until!.Value).ToUnixTimeSeconds()));
        }
        return free.Count + held.Count == 0
            ? null
            : new(vetId, offer.Species, offer.Services, offer.SlotMinutes, offer.MinimumNoticeMinutes, [.. free], [.. held]);
    }

    /// <summary>The schedule days, in whatever zone, that share time with a UTC date.</summary>
    public static IEnumerable<LocalDate> DaysOf(LocalDate date) => [date.PlusDays(-1), date, date.PlusDays(1)];
}

public sealed record HeldStart(int Minute, long UntilSecond);
