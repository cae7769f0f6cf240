using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;

namespace VetVisits.Visits;

/// <summary>One visit with its history, the animal, and who acts on it as whom.</summary>
/// <param name="Histories">The visit's stream and the others of the animal that were asked for.</param>
public sealed record VisitFound(Visit Visit, Animal Animal, Side Side, Histories Histories)
{
    public IReadOnlyList<Commit> History => Histories.Of(VisitStream.Name(Visit.Id));
}

/// <summary>Finds a visit for a caller, or answers 404: who sees it is asked of the visit itself, so that its vet need not wait for any view.</summary>
public sealed class VisitDoor(IJournal journal, Access access, Members members)
{
    /// <summary>The visit, if this caller may see it.</summary>
    public async Task<VisitFound> See(Caller caller, string animalId, string visitId, CancellationToken stop, params StreamName[] more)
    {
        if (!Ids.Allows(animalId) || !Ids.Allows(visitId)) throw NotFound();
        var name = VisitStream.Name(visitId);
        var histories = await journal.Read(VisitStream.Partition(animalId), [name, .. more], stop);
        var visit = Visit.Fold.Of(histories.Of(name));
        var animal = await access.Seen(caller, animalId, visit.Exists ? visit.VetId : null, stop);
        if (!visit.Exists) throw NotFound();
        var side = caller.Role switch
        {
            Role.Owner => Side.Owner,
            Role.Vet => Side.Vet,
            _ => Side.Staff,
        };
        return new(visit, animal, side, histories);
    }

    /// <summary>The visit, if this caller may act on it: the owner, the visit's own vet, the staff of that vet's practice.</summary>
    public async Task<VisitFound> Act(Caller caller, string animalId, string visitId, CancellationToken stop, params StreamName[] more)
    {
        var found = await See(caller, animalId, visitId, stop, more);
        var acts = found.Side switch
        {
            Side.Owner => found.Visit.OwnerId == caller.Id,
            Side.Vet => found.Visit.VetId == caller.Id,
            _ => await members.WorksWithAny(caller.Id, [found.Visit.VetId], stop),
        };
        return acts ? found : throw NotFound();
    }

    private static RefusedException NotFound() => new(Refusal.NotFound("visit"));
}
