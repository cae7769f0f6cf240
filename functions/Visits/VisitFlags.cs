using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Visits;

/// <summary>
/// What has become wrong with a standing visit because its vet's hours, services or licences changed since. The visit stays; people decide. It is worked out
/// when somebody looks, so it is never out of date.
/// </summary>
public sealed class VisitFlags(IJournal journal)
{
    public async Task<IReadOnlyList<string>> Of(Visit visit, CancellationToken stop)
    {
        if (visit.Status is not (VisitStatus.Booked or VisitStatus.CheckedIn)) return [];
        var ofVet = await journal.Read(Vet.PartitionOf(visit.VetId), [Offer.Stream, Licences.Stream], stop);
        return Of(Offer.Fold.Of(ofVet.Of(Offer.Stream)), Licences.Fold.Of(ofVet.Of(Licences.Stream)), visit.Wait is null ? visit.Start : null, visit.Day, visit.Species, visit.Service, visit.Region);
    }

    /// <param name="start">Null for a visit that its vet took from the waiting room: it keeps to no hours.</param>
    public static IReadOnlyList<string> Of(Offer offer, Licences licences, Instant? start, LocalDate day, string species, string service, string region)
    {
        var flags = new List<string>();
        if (start is { } begins && !Slots.Cover(offer, begins)) flags.Add("outside-hours");
        if (!offer.Serves(species, service)) flags.Add("service-withdrawn");
        if (!licences.ValidOn(region, day)) flags.Add("licence-missing");
        return flags;
    }
}
