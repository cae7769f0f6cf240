using NodaTime;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Calls;
using VetVisits.Fees;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>
/// Asks for a visit now. It passes the same gates as a booking: triage, law, fee; the licence and the law of the very vet are asked when one is offered the visit, and when one takes it.
/// Nobody on duty is no refusal: the owner is told, and may wait.
/// </summary>
public sealed class OnDemand(
    IJournal journal, Streams streams, Access access, Cases cases, PhoneBook phones, FeeSettings fees, VisitLists lists, WaitingRoom room, WaitingSettings settings, IClock clock)
{
    /// <summary>The law is asked of at most so many vets whom the animal, or the rota, knows.</summary>
    private const int MostVetsAsked = 20;

    public async Task<RequestedVisit> Request(Caller owner, string animalId, RequestVisit body, Asked asked, CancellationToken stop)
    {
        var wanted = Wanted(body);
        var animal = await access.Owned(owner, animalId, stop);
        var now = clock.GetCurrentInstant();
        var visitId = asked.NewId();
        var stream = VisitStream.Of(animalId, visitId);
        var ofAnimal = await journal.Read(stream.Partition, [.. Intakes.Last24h(now), Relationships.Stream, stream.Name], stop);
        var known = ofAnimal.Of(stream.Name);
        if (VisitHistory.Before(known, asked) is { } before) return await Answer(animal, before, stop);

        var intakes = Intakes.From(ofAnimal, now);
        if (BookingRules.Health(animal, intakes, wanted.Service, now) is { } unwell) throw new RefusedException(unwell);
        var intake = BookingRules.Booked(intakes, wanted.IntakeId, now) ?? throw new RefusedException(BookingRules.IntakeNeeded);
        var region = intake.Taken.Region;
        await NotWaitingAlready(owner.Id, animalId, now, stop);
        var requested = new VisitRequested(
            visitId, animalId, animal.OwnerId, wanted.Service, animal.Species, region, intake.Taken.IntakeId, Standing.MostUrgent(intakes, now)!.Level, wanted.Reason,
            body.BackupPhoneAgreed, BookingLaw.Facts(intake, wanted.FollowUpOf), fees.Terms(region, wanted.Service));
        await SomebodyMay(Visit.Fold.Of([new(stream.Partition, stream.Name.Value, 1, now, asked.By, null, [requested])]), animal, ofAnimal, now, stop);
        if (FeeRules.Agreed(requested.Fee!, body.Fee) is { } disagreed) throw new RefusedException(disagreed);
        if (await phones.Backup(animal.OwnerId, body.BackupPhoneAgreed, stop) is { } phoneless) throw new RefusedException(phoneless);
        var ran = await streams.Run(stream, Visit.Fold, asked, (state, _) => WaitingRules.Request(state, requested), known, stop);
        return await Answer(animal, ran.OrThrow(), stop);
    }

    private async Task<RequestedVisit> Answer(Animal animal, Visit visit, CancellationToken stop) => new(VisitView.Of(visit), await room.View(animal, visit, stop));

    /// <summary>One animal waits once. The list follows the feed; two requests within its delay are two visits, which the owner sees and can cancel.</summary>
    private async Task NotWaitingAlready(string ownerId, string animalId, Instant now, CancellationToken stop)
    {
        await foreach (var (_, line) in lists.Between(VisitListPlace.OfOwner(ownerId), now - settings.GiveUp - Duration.FromHours(1), now + Duration.FromMinutes(1), stop))
            if (line.AnimalId == animalId && line.Status == VisitStatus.Waiting)
                throw new RefusedException(Refusal.Conflict("already-waiting", "This animal waits already. Its place is at GET /api/animals/{id}/visits/{visitId}/waiting.")
                with
                { More = new Dictionary<string, object?>(StringComparer.Ordinal) { ["visitId"] = line.Id } });
    }

    /// <summary>The law, of a vet whom the animal never met; where it says no, of those whom it knows or who are on duty.</summary>
    private async Task SomebodyMay(Visit visit, Animal animal, Histories ofAnimal, Instant now, CancellationToken stop)
    {
        var relationships = Relationships.Fold.Of(ofAnimal.Of(Relationships.Stream));
        var today = now.InUtc().Date;
        var anyLicence = new Licences(new Dictionary<string, Licence>(StringComparer.Ordinal) { [visit.Region] = new(visit.Region, "", today.PlusYears(1), now, null) });
        var law = await cases.Decide(OnDemandCase.Of(visit, animal, relationships, anyLicence, "any-vet", today, now), stop);
        if (law.Allowed) return;
        var onDuty = (await room.OnDutyFor(visit.Region, visit.Species, visit.Service, stop)).Select(vet => vet.VetId);
        foreach (var vetId in relationships.Examinations.Select(e => e.VetId).Concat(relationships.Starts.Select(s => s.VetId)).Concat(onDuty).Distinct(StringComparer.Ordinal).Take(MostVetsAsked))
        {
            var licences = Licences.Fold.Of((await journal.Read(Vet.PartitionOf(vetId), [Licences.Stream], stop)).Of(Licences.Stream));
            if ((await cases.Decide(OnDemandCase.Of(visit, animal, relationships, licences, vetId, today, now), stop)).Allowed) return;
        }
        throw new RefusedException(law.Refusal());
    }

    private static (string IntakeId, string Service, string? Reason, string? FollowUpOf) Wanted(RequestVisit body)
    {
        var problems = new Problems();
        var wanted = (
            body.IntakeId is null ? "" : problems.Id("/intakeId", body.IntakeId),
            problems.OneOf("/service", body.Service, CareServices.All),
            problems.TextOrNull("/reason", body.Reason, 2000),
            body.FollowUpOf is null ? null : problems.Id("/followUpOf", body.FollowUpOf));
        problems.ThrowIfAny();
        return wanted;
    }
}
