using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Records.Custody;

/// <summary>What an operator does with records by law: take one out, hold one, erase an owner. The host keeps every route that begins with admin for itself.</summary>
public sealed class CustodyFunctions(ICallers callers, Custodian custody, Export export, Erasure erasure, Audit audit)
{
    /// <summary>Everything that is kept of an animal, as one JSON: what it is, every entry of every kind, who looked, and links that read its pictures and files for an hour.</summary>
    [Function("ExportRecord")]
    [Allows(Role.Admin)]
    [Accepts(typeof(CustodyMatter))]
    [Answers(200, typeof(AnimalExport))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/export")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            var matter = (await request.Body<CustodyMatter>(stop)).Value.Checked();
            var animal = await custody.Export(animalId, matter, admin.By, stop);
            await audit.Read(request, admin, animalId, "export", stop);
            return export.Of(animal);
        });

    /// <summary>Everything that is kept of an owner, as one JSON: the person as they said who they are, and each of their animals as its own export has it.</summary>
    [Function("ExportOwner")]
    [Allows(Role.Admin)]
    [Accepts(typeof(CustodyMatter))]
    [Answers(200, typeof(OwnerExport))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> ExportOwner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "owners/{ownerId}/export")] HttpRequest request, string ownerId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            var matter = (await request.Body<CustodyMatter>(stop)).Value.Checked();
            var (person, animalIds) = await export.Found(Ids.Of("owner", ownerId), stop);
            var animals = new List<Animal>();
            foreach (var animalId in animalIds)
            {
                if (await custody.Exported(animalId, matter, admin.By, stop) is not { } animal) continue;
                await audit.Read(request, admin, animalId, "export", stop);
                animals.Add(animal);
            }
            return export.Of(ownerId, person, animals);
        });

    /// <summary>Places a legal hold, or lifts it: while one stands, nothing of the record is erased.</summary>
    [Function("HoldRecord")]
    [Allows(Role.Admin)]
    [Accepts(typeof(HoldRecord))]
    [Answers(200, typeof(HoldsView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "too-many-holds")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Hold(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/legal-hold")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            var body = (await request.Body<HoldRecord>(stop)).Value;
            return Reply.Ok(await custody.Hold(animalId, new CustodyMatter(body.Matter).Checked(), body.Lift == true, admin.By, stop));
        });

    /// <summary>Erases an owner: profile at once, links called back, each animal's record when its retention ends. Asking again carries on where it stopped.</summary>
    [Function("EraseOwner")]
    [Allows(Role.Admin)]
    [Accepts(typeof(CustodyMatter))]
    [Answers(200, typeof(ErasureView))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Erase(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "owners/{ownerId}/erase")] HttpRequest request, string ownerId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            (await request.Body<CustodyMatter>(stop)).Value.Checked();
            return Reply.Ok(await erasure.Erase(Ids.Of("owner", ownerId), admin.By, stop));
        });
}

/// <param name="Matter">The number of the request or the case, as the operator files it; no name.</param>
public sealed record CustodyMatter(string? Matter)
{
    /// <exception cref="RefusedException">422 <c>invalid</c>.</exception>
    public string Checked()
    {
        var problems = new Problems();
        var matter = problems.Id("/matter", Matter);
        problems.ThrowIfAny();
        return matter;
    }
}

public sealed record HoldRecord(string? Matter, bool? Lift);

public sealed record HoldsView(IReadOnlyList<string> Holds);

/// <param name="EndsAt">When the record goes, unless a hold keeps it.</param>
public sealed record PlannedErasure(string AnimalId, Instant EndsAt, bool Held);

public sealed record ErasureView(string OwnerId, Instant ErasedAt, IReadOnlyList<PlannedErasure> Records);

/// <summary>The operator's commands on one record.</summary>
public sealed class Custodian(IDocuments documents, Streams streams)
{
    public async Task<HoldsView> Hold(string animalId, string matter, bool lift, string by, CancellationToken stop)
    {
        await Find(animalId, stop);
        var ran = await streams.Run(CustodyState.StreamOf(animalId), CustodyState.Fold, new Asked(by), (now, _) => lift ? CustodyState.Lift(now, matter) : CustodyState.Place(now, matter), stop);
        return new([.. ran.OrThrow().Holds]);
    }

    /// <summary>Writes down that the record was taken out.</summary>
    public async Task<Animal> Export(string animalId, string matter, string by, CancellationToken stop)
    {
        var animal = await Find(animalId, stop);
        (await streams.Run(CustodyState.StreamOf(animalId), CustodyState.Fold, new Asked(by), (_, _) => Decision.Of(new RecordExported(matter)), stop)).OrThrow();
        return animal;
    }

    /// <returns>Null for an animal whose record has gone.</returns>
    public async Task<Animal?> Exported(string animalId, string matter, string by, CancellationToken stop) =>
        await documents.Read<Animal>(Animal.At(animalId), stop) is null ? null : await Export(animalId, matter, by, stop);

    private async Task<Animal> Find(string animalId, CancellationToken stop) =>
        Ids.Allows(animalId) && await documents.Read<Animal>(Animal.At(animalId), stop) is { } stored ? stored.Document : throw new RefusedException(Refusal.NotFound("animal"));
}
