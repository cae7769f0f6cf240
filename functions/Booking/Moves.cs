using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>
/// Moves a visit to another time of its vet: holds the new time, then the visit's stream takes it and gives the old one up in the same commit. Until that
/// commit the old time is the visit's, after it the new one: never both, never neither, wherever a crash falls.
/// </summary>
public sealed class Moves(IJournal journal, Streams streams, Holds holds, VisitDoor door, Cases cases, BookingSettings settings, IClock clock)
{
    private const int MostHolds = 3;

    public async Task<Visit> Move(Caller caller, string animalId, string visitId, RescheduleVisit body, Asked asked, CancellationToken stop)
    {
        var problems = new Problems();
        var start = OverrideReasons.Start(problems, body.Start);
        var reason = OverrideReasons.Of(problems, body.Override, caller.Role);
        problems.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        var found = await door.Act(caller, animalId, visitId, stop, [.. Intakes.Last24h(now), Relationships.Stream]);
        if (VisitHistory.Before(found.History, asked) is { } before) return before;
        var visit = found.Visit;
        if (VisitRules.CanMove(visit) is { } fixedNow) throw new RefusedException(fixedNow);
        if (visit.Start == start) return visit;

        var ofVet = await journal.Read(Vet.PartitionOf(visit.VetId), [Offer.Stream, Licences.Stream, .. Slots.DaysAround(start).Select(ScheduleStream.Name)], stop);
        var licences = Licences.Fold.Of(ofVet.Of(Licences.Stream));
        var allowed = BookingRules.Check(new(
            found.Animal, Intakes.From(found.Histories, now), Offer.Fold.Of(ofVet.Of(Offer.Stream)), licences, visit.VetId,
            visit.Service, visit.Region, start, now, settings, reason is null ? null : new(caller.By, reason, [])));
        if (allowed.Refusal is { } no) throw new RefusedException(no);
        var law = await Lawful(found, licences, allowed.Slot!, stop);
        return await Take(caller, visit, allowed, law, ofVet.Of(ScheduleStream.Name(allowed.Slot!.Day)), found.History, asked, stop);
    }

    /// <summary>The law of the new day: a relationship may have lapsed by then, and other rules be in force. Nobody can set it aside, staff neither.</summary>
    private async Task<LawGiven> Lawful(VisitFound found, Licences licences, Opening slot, CancellationToken stop)
    {
        var visit = found.Visit;
        var facts = visit.Law?.Facts ?? new LawFacts();
        var law = await cases.Decide(BookingLaw.Case(
            found.Animal, Relationships.Fold.Of(found.Histories.Of(Relationships.Stream)), licences, visit.VetId, visit.Service, visit.Region, slot, facts), stop);
        return law.Allowed ? LawGiven.Of(law, facts) : throw new RefusedException(law.Refusal());
    }

    private async Task<Visit> Take(
        Caller caller, Visit visit, Allowed allowed, LawGiven law, IReadOnlyList<Commit>? day, IReadOnlyList<Commit>? history, Asked asked, CancellationToken stop)
    {
        var slot = allowed.Slot!;
        for (var attempt = 1; ; attempt++)
        {
            var hold = Holds.IdFor(visit, asked, visit.VetId, slot);
            if (await holds.Hold(caller.By, visit.VetId, new(hold, visit.AnimalId, visit.Id, visit.Service, slot, settings.HoldFor), day, stop) is { } taken)
                throw new RefusedException(taken);
            var moved = new VisitRescheduled(hold, slot.Day, slot.Start, slot.End, visit.Day, visit.Hold, visit.Start, allowed.SetAside, law);
            var ran = await streams.Run(VisitStream.Of(visit.AnimalId, visit.Id), Visit.Fold, asked, (state, _) => VisitRules.Decide(state, moved), history, stop);
            if (ran is not Ran<Visit>.Refused refused) return ran.State;
            if (refused.Refusal.Code == Schedule.Over.Code && attempt < MostHolds)
            {
                (visit, day, history) = (ran.State, null, null);
                continue;
            }
            // Cancelled, stopped or begun meanwhile: the new time is not needed any more, so nobody has to wait until it is overdue.
            await holds.Settle(visit.VetId, slot.Day, hold, VisitStream.Of(visit.AnimalId, visit.Id), stop);
            throw new RefusedException(refused.Refusal);
        }
    }
}
