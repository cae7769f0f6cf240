using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;

namespace VetVisits.Animals;

/// <summary>
/// Who sees an animal: its owner; a vet, and the staff of the vet's practice, by a booked visit, as the practice of record or by a share; the device that is bound to it.
/// Nobody else, and for them it is the same 404 after the same reads, whether the animal exists or not.
/// </summary>
public sealed class Access(IDocuments documents, Views views, Members members, IClock clock)
{
    /// <summary>The animal, if it is this owner's.</summary>
    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<Animal> Owned(Caller caller, string animalId, CancellationToken stop) =>
        await Read(animalId, stop) is { Document: var animal } && caller.Role == Role.Owner && animal.OwnerId == caller.Id ? animal : throw Nothing();

    /// <summary>The animal, if this caller may see it.</summary>
    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public Task<Animal> Seen(Caller caller, string animalId, CancellationToken stop) => Seen(caller, animalId, vetOfVisit: null, stop);

    /// <summary>
    /// The same for routes under a visit, where the visit's own stream says whose it is: the view of booked visits follows the feed, and its vet need not wait for it.
    /// </summary>
    /// <param name="vetOfVisit">The vet of the visit that the route names, when that visit is booked.</param>
    public async Task<Animal> Seen(Caller caller, string animalId, string? vetOfVisit, CancellationToken stop) =>
        (await Find(caller, animalId, vetOfVisit, stop)).Document;

    /// <summary>The same, with the ETag that a change of the animal must match.</summary>
    public Task<Stored<Animal>> SeenWithETag(Caller caller, string animalId, CancellationToken stop) => Find(caller, animalId, vetOfVisit: null, stop);

    private async Task<Stored<Animal>> Find(Caller caller, string animalId, string? vetOfVisit, CancellationToken stop)
    {
        if (!Ids.Allows(animalId)) throw Nothing();
        // Both are read at once and always, so that the time of the answer tells nothing either.
        var reading = Read(animalId, stop);
        var vets = await Booked(animalId, caller, stop);
        var stored = await reading;
        var animal = stored?.Document;
        if (vetOfVisit is not null) vets.Add(vetOfVisit);
        // An animal without a practice, or none at all, is asked for at no practice: the same read.
        var practiceId = animal?.PracticeId ?? "none";
        var sees = caller.Role switch
        {
            Role.Owner => animal?.OwnerId == caller.Id,
            Role.Device => caller.AnimalId == animalId,
            Role.Vet => vets.Contains(caller.Id) || await members.IsMember(practiceId, caller.Id, stop),
            Role.Staff => await members.IsMember(practiceId, caller.Id, stop) || await members.WorksWithAny(caller.Id, vets, stop),
            Role.Anonymous or Role.Admin or Role.ApiKey or _ => false,
        };
        return sees && stored is not null ? stored : throw Nothing();
    }

    /// <summary>The vets who are in by a booked visit or a share: all for a vet's staff, else only whether the caller is one of them.</summary>
    private async Task<HashSet<string>> Booked(string animalId, Caller caller, CancellationToken stop)
    {
        var ids = caller.Role == Role.Staff ? IdRange.Prefix(BookedVet.Prefix) : IdRange.Prefix(BookedVet.PrefixOf(caller.Id));
        var vets = new HashSet<string>(StringComparer.Ordinal);
        var now = clock.GetCurrentInstant();
        await foreach (var (_, booked) in views.List<BookedVet>(Animal.PartitionOf(animalId), ids, stop))
            if (booked.Until is null || now < booked.Until) vets.Add(booked.VetId);
        return vets;
    }

    private async Task<Stored<Animal>?> Read(string animalId, CancellationToken stop) =>
        Ids.Allows(animalId) ? await documents.Read<Animal>(Animal.At(animalId), stop) : null;

    private static RefusedException Nothing() => new(Refusal.NotFound("animal"));
}
