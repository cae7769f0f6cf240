using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>What else a vet has to do now: a booked visit that is going on, or that begins before one on demand would be over.</summary>
public sealed class Agenda(VisitLists lists, IJournal journal, BookingSettings booking, WaitingSettings settings, IClock clock)
{
    private static readonly Duration LongestVisit = Duration.FromHours(3);

    /// <returns>The visit that the vet has to attend to; null when there is none.</returns>
    public async Task<VisitLine?> Busy(string vetId, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        // The list may be behind: a visit that has just ended would keep its vet from the next one, and nothing would ask again. So the visit itself has the last word.
        await foreach (var (_, line) in lists.Between(VisitListPlace.OfVet(vetId), now - LongestVisit, now + settings.Typical, stop))
            if (IsBusy(line, booking, now) && await Current(line, stop) is var current && current.VetId == vetId && IsBusy(current, booking, now))
                return current;
        return null;
    }

    /// <summary>Going on; or booked, and not yet missed. Pure.</summary>
    public static bool IsBusy(VisitLine line, BookingSettings booking, Instant now) =>
        line.Status is VisitStatus.Started || (line.Status is VisitStatus.Booked or VisitStatus.CheckedIn && now < line.Start + booking.Grace);

    private async Task<VisitLine> Current(VisitLine line, CancellationToken stop)
    {
        var name = VisitStream.Name(line.Id);
        return VisitLine.Of(Visit.Fold.Of((await journal.Read(VisitStream.Partition(line.AnimalId), [name], stop)).Of(name)));
    }
}
