using Microsoft.Azure.Functions.Worker;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Records.Clinic;

/// <summary>The animal's regular clinic, where that is not one of this system's practices (for those the animal's <c>practiceId</c> is enough).</summary>
public sealed class ClinicFunctions(ICallers callers, Access access, IDocuments documents)
{
    /// <summary>Names the regular clinic. With the consent <c>share-with-clinic</c> it gets a link to the summary of each visit that ends from now on.</summary>
    [Function("NameRegularClinic")]
    [Allows(Role.Owner)]
    [Accepts(typeof(NameClinic))]
    [Answers(200, typeof(RegularClinic))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Name([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "animals/{animalId}/regular-clinic")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<NameClinic>(stop);
            await access.Owned(owner, animalId, stop);
            var clinic = body.Value.Checked();
            return Reply.Ok((await documents.Put<RegularClinic>(RegularClinic.At(owner.Id, animalId), _ => clinic, stop)).Document);
        });

    /// <summary>The regular clinic that the owner named.</summary>
    [Function("GetRegularClinic")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(RegularClinic))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/regular-clinic")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var animal = await access.Seen(caller, animalId, stop);
            var there = await documents.Read<RegularClinic>(RegularClinic.At(animal.OwnerId, animalId), stop) ?? throw new RefusedException(Refusal.NotFound("regular clinic"));
            return Reply.Ok(there.Document);
        });

    /// <summary>Takes the regular clinic back: nothing is sent to it any more. Links that were sent are called back one by one.</summary>
    [Function("ForgetRegularClinic")]
    [Allows(Role.Owner)]
    [Answers(204)]
    [Answers(404, null, "not-found")]
    public Task<IResult> Forget([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "animals/{animalId}/regular-clinic")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            await access.Owned(owner, animalId, stop);
            await documents.Remove<RegularClinic>(RegularClinic.At(owner.Id, animalId), stop);
            return Results.NoContent();
        });
}
