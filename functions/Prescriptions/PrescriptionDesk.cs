using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Readings;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Prescriptions;

/// <summary>Writes prescriptions and decides refills: finds the case, asks the law, runs the pure rules on the animal's one stream of prescriptions.</summary>
public sealed class PrescriptionDesk(VisitDoor door, Access access, Streams streams, IJournal journal, IDocuments documents, Cases cases, ReadingHistory readings, IClock clock)
{
    /// <summary>A weight that was measured at home so lately counts before what the owner once said of the animal.</summary>
    private static readonly Duration WeightCounts = Duration.FromDays(60);

    /// <summary>How long after a visit its vet may still write.</summary>
    public static readonly Duration AfterTheEnd = Duration.FromHours(72);

    public async Task<Prescription> Write(Caller vet, string animalId, string visitId, PrescriptionWritten said, Asked asked, CancellationToken stop)
    {
        var found = await door.Act(vet, animalId, visitId, stop, Relationships.Stream, PrescriptionBook.Stream);
        var history = found.Histories.Of(PrescriptionBook.Stream);
        if (asked.FindIn(history) is null) MayWrite(found.Visit, clock.GetCurrentInstant());
        var relationships = Relationships.Fold.Of(found.Histories.Of(Relationships.Stream));
        if (found.Visit.Law?.Start is { } start && relationships.Starts.All(s => s.VisitId != visitId))
            throw new RefusedException(new(422, "vcpr-steps-missing", "This visit begins the relationship. Confirm the steps with POST .../relationship, then prescribe.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["confirm"] = start.Confirm }));
        var visit = found.Visit;
        // The visit's day is the vet's, and so is the day of what is written in it: a relationship that the visit began this morning exists this morning.
        var today = Today(visit.Zone);
        var law = await cases.Decide(new(found.Animal, relationships, await LicencesOf(vet.Id, stop), vet.Id, visit.Service, visit.Region, today,
            visit.Law?.Facts?.ConsentOn ?? visit.BookedAt.InUtc().Date, visit.Law?.Facts?.Complaint ?? visit.IntakeId), stop);
        var wanted = said with
        {
            PrescriptionId = asked.NewId(),
            VisitId = visitId,
            VetId = vet.Id,
            Region = visit.Region,
            Species = found.Animal.Species,
            WeightKg = await Weighed(animalId, stop) ?? found.Animal.WeightKg,
            On = today,
            Zone = visit.Zone,
            How = law.Prescribing.RelationshipHow ?? CameAbout.InPerson,
            RulesVersion = law.RulesVersion,
        };
        var ran = await streams.Run(PrescriptionBook.StreamId(animalId), PrescriptionBook.Fold, asked, (book, _) => PrescriptionRules.Write(book, wanted, law), history, stop);
        return ran.OrThrow().ById[wanted.PrescriptionId];
    }

    public async Task<Prescription> Cancel(Caller vet, string animalId, string prescriptionId, string reason, Asked asked, CancellationToken stop)
    {
        var (_, there) = await Written(vet, animalId, prescriptionId, stop);
        if (there.Written.VetId != vet.Id) throw new RefusedException(new(403, "not-your-prescription", "Only the vet who wrote a prescription can cancel it."));
        return await Run(animalId, prescriptionId, asked, book => PrescriptionRules.Cancel(book, new(prescriptionId, vet.Id, reason)), stop);
    }

    public async Task<Prescription> AskRefill(Caller owner, string animalId, string prescriptionId, Asked asked, CancellationToken stop)
    {
        var (animal, there) = await Written(owner, animalId, prescriptionId, stop);
        var law = await RefillLaw(animal, there.Written, stop);
        return await Run(animalId, prescriptionId, asked, book => PrescriptionRules.Ask(book, new(asked.NewId(), prescriptionId), law, Today(there.Written.Zone)), stop);
    }

    public async Task<Prescription> DecideRefill(Caller vet, string animalId, string prescriptionId, string refillId, string? refusal, Asked asked, CancellationToken stop)
    {
        var (animal, there) = await Written(vet, animalId, prescriptionId, stop);
        if (there.Written.VetId != vet.Id) throw new RefusedException(new(403, "not-your-prescription", "The vet who wrote the prescription decides its refills."));
        var law = await RefillLaw(animal, there.Written, stop);
        return await Run(animalId, prescriptionId, asked, book => refusal is null
            ? PrescriptionRules.Grant(book, new(refillId, prescriptionId, vet.Id, Today(there.Written.Zone)), law)
            : PrescriptionRules.Refuse(book, new(refillId, prescriptionId, vet.Id, "refused-by-vet", refusal)), stop);
    }

    public async Task<PrescriptionBook> Book(Caller caller, string animalId, CancellationToken stop)
    {
        var animal = await access.Seen(caller, animalId, stop);
        return await Book(animal.Id, stop);
    }

    /// <summary>For the verification link, where no caller is known.</summary>
    public async Task<Prescription?> Find(string animalId, string prescriptionId, CancellationToken stop) => (await Book(animalId, stop)).ById.GetValueOrDefault(prescriptionId);

    public async Task<(Animal Animal, Prescription Prescription)> Written(Caller caller, string animalId, string prescriptionId, CancellationToken stop)
    {
        var animal = await access.Seen(caller, animalId, stop);
        var there = (await Book(animal.Id, stop)).ById.GetValueOrDefault(prescriptionId) ?? throw new RefusedException(Refusal.NotFound("prescription"));
        return (animal, there);
    }

    /// <summary>Where the prescription stands today, in the zone that its days are counted in.</summary>
    public PrescriptionView View(Prescription there) => PrescriptionView.Of(there, Today(there.Written.Zone));

    private LocalDate Today(string? zone) =>
        clock.GetCurrentInstant().InZone((zone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)) ?? DateTimeZone.Utc).Date;

    public async Task<(string? Name, string? Licence)> Prescriber(PrescriptionWritten written, CancellationToken stop)
    {
        var vet = await documents.Read<Vet>(Vet.At(written.VetId), stop);
        return (vet?.Document.Name, (await LicencesOf(written.VetId, stop)).ByRegion.GetValueOrDefault(written.Region)?.Number);
    }

    public async Task<string> Page(Animal animal, Prescription there, PrescriptionView view, Uri link, CancellationToken stop) => PrescriptionPage.Of(
        animal, (await documents.Read<Owner>(Owner.At(animal.OwnerId), stop))?.Document.Name, there, await Prescriber(there.Written, stop), view, link.AbsoluteUri);

    private static void MayWrite(Visit visit, Instant now)
    {
        var ended = visit.Status == VisitStatus.Ended && visit.Outcome is "treated" or "watch-at-home" or "see-in-person" && visit.EndedAt + AfterTheEnd >= now;
        if (visit.Status != VisitStatus.Started && !ended)
            throw new RefusedException(Refusal.Conflict("visit-not-open", $"A prescription is written while the visit runs, or up to {AfterTheEnd.TotalHours:0} hours after it ended with treatment."));
    }

    private async Task<decimal?> Weighed(string animalId, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var last = await readings.Page(animalId, new Wanted(Measure.Weight), new Span(now - WeightCounts, now + Duration.Epsilon), cursor: null, limit: 1, stop);
        return last.Readings is [var weight] ? weight.Value : null;
    }

    /// <summary>The law of where the animal lives now, as its owner's profile says: whoever moved takes no relationship and no vet's licence along.</summary>
    private async Task<Answer> RefillLaw(Animal animal, PrescriptionWritten written, CancellationToken stop)
    {
        var relationships = Relationships.Fold.Of((await journal.Read(Animal.PartitionOf(animal.Id), [Relationships.Stream], stop)).Of(Relationships.Stream));
        var complaint = relationships.Examinations.LastOrDefault(e => e.VetId == written.VetId && e.On <= written.On)?.Complaint;
        var region = (await documents.Read<Owner>(Owner.At(animal.OwnerId), stop))?.Document.Region ?? written.Region;
        return await cases.Decide(new(animal, relationships, await LicencesOf(written.VetId, stop), written.VetId, ServiceIds.Refill, region, Today(written.Zone), written.On, complaint), stop);
    }

    private async Task<Licences> LicencesOf(string vetId, CancellationToken stop) =>
        Licences.Fold.Of((await journal.Read(Vet.PartitionOf(vetId), [Licences.Stream], stop)).Of(Licences.Stream));

    private async Task<PrescriptionBook> Book(string animalId, CancellationToken stop) =>
        PrescriptionBook.Fold.Of((await journal.Read(Animal.PartitionOf(animalId), [PrescriptionBook.Stream], stop)).Of(PrescriptionBook.Stream));

    private async Task<Prescription> Run(string animalId, string prescriptionId, Asked asked, Func<PrescriptionBook, Decision> decide, CancellationToken stop) =>
        (await streams.Run(PrescriptionBook.StreamId(animalId), PrescriptionBook.Fold, asked, (book, _) => decide(book), stop)).OrThrow().ById[prescriptionId];
}
