using NodaTime;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>
/// A vet takes a visit that waits, or declines the offer of it. First the vet's time is held and the vet engaged, then the visit's stream decides: a crash in between leaves a
/// hold and an engagement that the stream does not know, and that are set aside when their time is over.
/// </summary>
public sealed class Claims(
    IJournal journal, Streams streams, Views views, IDocuments documents, Cases cases, Engagements engagements, ClaimedTime times, Agenda agenda, WaitingRoom room,
    WaitingSettings settings, IClock clock)
{
    public async Task<Visit> Claim(Caller vet, string visitId, Asked asked, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var animalId = await AnimalOf(visitId, stop);
        var name = VisitStream.Name(visitId);
        var ofAnimal = await journal.Read(VisitStream.Partition(animalId), [name, Relationships.Stream, .. Intakes.Last24h(now)], stop);
        var history = ofAnimal.Of(name);
        if (VisitHistory.Before(history, asked) is { } before) return before;
        var visit = Visit.Fold.Of(history);
        var ofVet = await journal.Read(Vet.PartitionOf(vet.Id), [Offer.Stream, Licences.Stream, .. Duty.StreamsAt(now), .. Slots.DaysAround(now).Select(ScheduleStream.Name)], stop);
        var (offer, licences) = (Offer.Fold.Of(ofVet.Of(Offer.Stream)), Licences.Fold.Of(ofVet.Of(Licences.Stream)));
        var today = Today(offer, now);
        if (!MayServe(offer, licences, visit, now)) throw NotFound();

        var offered = visit.Wait?.OpenOffer(now) is { } open && open.VetId == vet.Id ? open : null;
        var intakes = Intakes.From(ofAnimal, now);
        LawGiven? law = null;
        if (visit.Status == VisitStatus.Waiting)
        {
            if (!Duty.From(ofVet, now).On(now)) throw new RefusedException(NotOnDuty);
            // Said before anything about the vet's own day: whoever lets an offer pass may have the next one already.
            if (WaitingRules.AskedElsewhere(visit, vet.Id, now) is { } elsewhere) throw new RefusedException(elsewhere);
            law = await Law(visit, vet.Id, ofAnimal, licences, today, now, stop);
            if (offered is null) await InOrder(vet.Id, visit, offer, licences, now, stop);
        }
        var waits = visit.Status == VisitStatus.Waiting;
        var zone = offer.TimeZone ?? DateTimeZone.Utc;
        var length = offer.SlotMinutes > 0 ? Duration.FromMinutes(offer.SlotMinutes) : settings.Typical;
        var (engagement, hold) = (offered?.Hold ?? asked.NewId(), Guid.NewGuid().ToString("N"));
        var parts = Slots.Parts(zone, now, length, Duration.FromMinutes(offer.BufferMinutes)).ToList();
        // Who was asked was free then, for as long as a visit takes; what was booked since is in the way.
        var freeUntil = Instant.Max(now + Duration.Epsilon, (offered?.At ?? now) + settings.Typical);
        if (waits && await times.Keep(vet.By, vet.Id, hold, visit, parts, freeUntil, ofVet.Of(ScheduleStream.Name(today)), stop) is { } no)
            throw new RefusedException(no.Code == Schedule.Taken.Code ? Busy : no);
        var engaged = waits && offered is null;
        if (engaged && !await engagements.Engage(vet.Id, engagement, visit, stop))
        {
            await times.GiveBack(vet.Id, hold, parts, stop);
            throw new RefusedException(Busy);
        }
        var wanted = new VisitClaimed(vet.Id, hold, today, zone.Id, now, now + length, OwnerThere: false, law, engagement);
        var ran = await streams.Run(VisitStream.Of(animalId, visitId), Visit.Fold, asked, (state, at) => WaitingRules.Claim(state, wanted with { Start = at, End = at + length }, Emergency(intakes, now), at), history, stop);
        var taken = ran is not Ran<Visit>.Refused && ran.State.VetId == vet.Id;
        if (engaged) await engagements.ReleaseUnlessBound(vet.Id, engagement, ran.State, stop);
        if (waits && ran.State.StandingOf(hold) != HoldStanding.Owned) await times.GiveBack(vet.Id, hold, parts, stop);
        var state = ran.OrThrow();
        return taken ? state : throw new RefusedException(Refusal.Conflict("visit-stopped", "An emergency was reported for this animal; the owner was sent to a clinic."));
    }

    public async Task<Visit> Decline(Caller vet, string visitId, Asked asked, CancellationToken stop)
    {
        var ran = await streams.Run(VisitStream.Of(await AnimalOf(visitId, stop), visitId), Visit.Fold, asked, (state, at) => WaitingRules.Decline(state, vet.Id, at), stop);
        // Whoever could never be asked hears what they hear of a visit that is not there.
        if (ran is Ran<Visit>.Refused && !await MayServe(vet.Id, ran.State, stop)) throw NotFound();
        return ran.OrThrow();
    }

    private async Task<bool> MayServe(string vetId, Visit visit, CancellationToken stop)
    {
        var ofVet = await journal.Read(Vet.PartitionOf(vetId), [Offer.Stream, Licences.Stream], stop);
        return MayServe(Offer.Fold.Of(ofVet.Of(Offer.Stream)), Licences.Fold.Of(ofVet.Of(Licences.Stream)), visit, clock.GetCurrentInstant());
    }

    private static bool MayServe(Offer offer, Licences licences, Visit visit, Instant now) =>
        offer.Serves(visit.Species, visit.Service) && licences.ValidOn(visit.Region, Today(offer, now));

    private static LocalDate Today(Offer offer, Instant now) => now.InZone(offer.TimeZone ?? DateTimeZone.Utc).Date;

    private async Task<string> AnimalOf(string visitId, CancellationToken stop) =>
        (Ids.Allows(visitId) ? await views.Read<WaitingPlace>(WaitingPlace.At(visitId), stop) : null)?.AnimalId ?? throw NotFound();

    private async Task<LawGiven> Law(Visit visit, string vetId, Histories ofAnimal, Licences licences, LocalDate today, Instant now, CancellationToken stop)
    {
        var animal = (await documents.Read<Animal>(Animal.At(visit.AnimalId), stop))?.Document ?? throw NotFound();
        var law = await cases.Decide(OnDemandCase.Of(visit, animal, Relationships.Fold.Of(ofAnimal.Of(Relationships.Stream)), licences, vetId, today, now), stop);
        return law.Allowed ? LawGiven.Of(law, OnDemandCase.Facts(visit)) : throw new RefusedException(law.Refusal());
    }

    /// <summary>Who takes a visit without being asked takes no less urgent one while a more urgent one waits, and none beside a booked one.</summary>
    private async Task InOrder(string vetId, Visit visit, Offer offer, Licences licences, Instant now, CancellationToken stop)
    {
        if (WaitingRules.MoreUrgent(await room.MayTake(offer, licences, stop), visit, vetId, now) is { } first)
            throw new RefusedException(Refusal.Conflict("more-urgent-waits", "A more urgent animal waits that you may take. Take that one first.")
            with
            { More = new Dictionary<string, object?>(StringComparer.Ordinal) { ["visitId"] = first.VisitId } });
        if (await agenda.Busy(vetId, stop) is not null) throw new RefusedException(Busy);
    }

    private static CheckInFinding Emergency(Intakes intakes, Instant now) =>
        Standing.Counting(intakes, now).FirstOrDefault() is { Taken.Answer.Level: var level } worst && level.IsEmergency()
            ? new(level, worst.Taken.IntakeId, BookingRules.DoNow(worst))
            : CheckInFinding.Well;

    private static Refusal NotOnDuty { get; } = Refusal.Conflict("not-on-duty", "Go on duty first: PUT /api/vets/me/duty with on: true.");

    private static Refusal Busy { get; } = Refusal.Conflict("vet-busy", "You have another visit, or an offer of one. Finish or decline it first; a booked visit that is about to begin counts too.");

    private static RefusedException NotFound() => new(Refusal.NotFound("visit in the waiting room"));
}
