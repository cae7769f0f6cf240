using NodaTime;
using VetVisits.Booking;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Visits;

/// <summary>
/// A licence that is revoked or shortened after a visit was booked: the visit cannot be held lawfully, so it is called off, its time is free again, and both sides hear of it.
/// The vet's days are read, not a view: what was booked a moment ago is in them. A booking that slips in between is stopped at its start.
/// </summary>
public sealed class LicenceLapse(IJournal journal, Streams streams, BookingSettings settings, IClock clock) : IPublication
{
    public bool AtAnyAge => true;

    public const string Reason = "licence-lapsed";

    public bool Concerns(Commit commit) => commit.Stream == Licences.Stream.Value && commit.Events.Any(e => e is LicenceRevoked or LicenceVerified);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        var licences = Licences.Fold.Of((await journal.Read(commit.Partition, [Licences.Stream], stop)).Of(Licences.Stream));
        var now = clock.GetCurrentInstant();
        var today = now.InUtc().Date;
        // A day before and after the horizon, because the vet's days are cut by the vet's zone.
        var days = Enumerable.Range(-1, settings.HorizonDays + 3).Select(today.PlusDays).ToArray();
        var histories = await journal.Read(commit.Partition, [.. days.Select(ScheduleStream.Name)], stop);
        foreach (var slot in days.SelectMany(day => Schedule.Fold.Of(histories.Of(ScheduleStream.Name(day))).Slots.Values))
        {
            var history = (await journal.Read(VisitStream.Partition(slot.AnimalId), [VisitStream.Name(slot.VisitId)], stop)).Of(VisitStream.Name(slot.VisitId));
            var visit = Visit.Fold.Of(history);
            if (visit.Hold != slot.Hold || licences.ValidOn(visit.Region, visit.Day)) continue;
            if (visit.Status is not (VisitStatus.Booked or VisitStatus.CheckedIn)) continue;
            await streams.Run(VisitStream.Of(slot.AnimalId, slot.VisitId), Visit.Fold, Asked.System("licences"),
                (state, at) => state.Status is VisitStatus.Booked or VisitStatus.CheckedIn ? VisitRules.Cancel(state, Side.System, Reason, settings, at) : Decision.Nothing, history, stop);
        }
    }
}
