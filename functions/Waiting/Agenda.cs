using NodaTime;
using VetVisits.Booking;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>What else a vet has to do now: a booked visit that is going on, or that begins before one on demand would be over.</summary>
public sealed class Agenda(VisitLists lists, BookingSettings booking, WaitingSettings settings, IClock clock)
{
    private static readonly Duration LongestVisit = Duration.FromHours(3);

    /// <returns>The visit that the vet has to attend to; null when there is none.</returns>
    public async Task<VisitLine?> Busy(string vetId, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        await foreach (var (_, line) in lists.Between(VisitListPlace.OfVet(vetId), now - LongestVisit, now + settings.Typical, stop))
            if (IsBusy(line, booking, now)) return line;
        return null;
    }

    /// <summary>Going on; or booked, and not yet missed. Pure.</summary>
    public static bool IsBusy(VisitLine line, BookingSettings booking, Instant now) =>
        line.Status is VisitStatus.Started || (line.Status is VisitStatus.Booked or VisitStatus.CheckedIn && now < line.Start + booking.Grace);
}
