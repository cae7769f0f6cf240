using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Animals;

public sealed class AnimalFunctions(ICallers callers, Keeping keeping, Access access)
{
    /// <summary>Adds an animal of mine.</summary>
    [Function("AddAnimal")]
    [Allows(Role.Owner)]
    [Accepts(typeof(AnimalProfile))]
    [Answers(201, typeof(AnimalView))]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    public Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<AnimalProfile>(stop);
            var animal = await keeping.Add(owner, body.Value, request.Asked(owner, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animal.Id}", AnimalView.Of(animal));
        });

    /// <summary>My animals.</summary>
    [Function("ListAnimals")]
    [Allows(Role.Owner)]
    [Answers(200, typeof(AnimalList))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            return Reply.Ok(new AnimalList([.. (await keeping.Of(owner.Id, stop)).Select(AnimalView.Of)]));
        });

    /// <summary>One animal, for whoever may see it.</summary>
    [Function("GetAnimal")]
    [Allows(Role.Owner, Role.Vet, Role.Staff, Role.Device)]
    [Answers(200, typeof(AnimalView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff, Role.Device);
            var animal = await access.SeenWithETag(caller, animalId, stop);
            return Reply.Ok(request, AnimalView.Of(animal.Document), animal.ETag);
        });

    /// <summary>Says anew what an animal of mine is: the whole profile, the practice of record included. If-Match keeps two clients from undoing each other.</summary>
    [Function("PutAnimal")]
    [Allows(Role.Owner)]
    [Accepts(typeof(AnimalProfile))]
    [Answers(200, typeof(AnimalView))]
    [Answers(404, null, "not-found")]
    [Answers(412, null, "changed-since")]
    [Answers(422, null, Problems.Code, "species-fixed")]
    public Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "animals/{animalId}")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<AnimalProfile>(stop);
            await access.Owned(owner, animalId, stop);
            var animal = await keeping.Change(animalId, body.Value, there => request.Matches(there), stop);
            return Reply.Ok(request, AnimalView.Of(animal.Document), animal.ETag);
        });
}
