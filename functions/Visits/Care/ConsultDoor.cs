using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Vcpr;
using VetVisits.Vets;

namespace VetVisits.Visits.Care;

/// <summary>Lets the asked vet into the scoped view of one visit, and nobody else; and asks the law whether a consult may be asked for.</summary>
public sealed class ConsultDoor(IJournal journal, IDocuments documents, Cases cases)
{
    /// <summary>The visit, for the vet who was asked about it. A question that was taken back closes the door.</summary>
    /// <exception cref="RefusedException">404 for everybody else, and when there is no such visit.</exception>
    public async Task<VisitFound> Open(Caller vet, string animalId, string visitId, string consultId, CancellationToken stop)
    {
        if (!Ids.Allows(animalId) || !Ids.Allows(visitId)) throw Nothing();
        var name = VisitStream.Name(visitId);
        var histories = await journal.Read(VisitStream.Partition(animalId), [name], stop);
        var animal = await documents.Read<Animal>(Animal.At(animalId), stop);
        var consult = Course.Fold.Of(histories.Of(name)).Consults.GetValueOrDefault(consultId);
        if (animal is null || consult is null || consult.AskedVetId != vet.Id || consult.Withdrawn) throw Nothing();
        return new(Visit.Fold.Of(histories.Of(name)), animal.Document, Side.Vet, histories);
    }

    /// <summary>The same, for as long as the question waits for its answer.</summary>
    public async Task<VisitFound> Waiting(Caller vet, string animalId, string visitId, string consultId, CancellationToken stop)
    {
        var found = await Open(vet, animalId, visitId, consultId, stop);
        return Course.Fold.Of(found.History).Consults[consultId].IsOpen ? found : throw Nothing();
    }

    /// <summary>A consult stands on the asking vet's relationship with the animal; the asked vet needs none.</summary>
    /// <exception cref="RefusedException">404 when there is no such vet; 422 with the law's reasons.</exception>
    public async Task Lawful(VisitFound found, string askedVetId, CancellationToken stop)
    {
        if (await documents.Read<Vet>(Vet.At(askedVetId), stop) is null) throw new RefusedException(Refusal.NotFound("vet"));
        var licences = Licences.Fold.Of((await journal.Read(Vet.PartitionOf(askedVetId), [Licences.Stream], stop)).Of(Licences.Stream));
        var relationships = Relationships.Fold.Of(found.Histories.Of(Relationships.Stream));
        var visit = found.Visit;
        var answer = await cases.Decide(new(
            found.Animal, relationships, licences, askedVetId, ServiceIds.Teleconsulting, visit.Region, visit.Day, ReferredBy: visit.VetId), stop);
        if (!answer.Allowed) throw new RefusedException(answer.Refusal());
    }

    private static RefusedException Nothing() => new(Refusal.NotFound("consult"));
}
