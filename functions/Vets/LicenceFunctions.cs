using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Vets;

public sealed class LicenceFunctions(ICallers callers, Roster roster)
{
    /// <summary>Records a licence that an admin saw in the region's register, or its renewal.</summary>
    [Function("VerifyLicence")]
    [Allows(Role.Admin)]
    [Accepts(typeof(VerifyLicence))]
    [Answers(201, typeof(Licence))]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    public Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "vets/{vetId}/licences")] HttpRequest request, string vetId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            var body = await request.Body<VerifyLicence>(stop);
            var licence = await roster.Verify(vetId, body.Value, request.Asked(admin, body.Hash), stop);
            return Reply.Created(request, $"/api/vets/{vetId}/licences", licence);
        });

    /// <summary>Ends a licence at once: the vet is neither offered nor bookable there any more.</summary>
    [Function("RevokeLicence")]
    [Allows(Role.Admin)]
    [Accepts(typeof(RevokeLicence))]
    [Answers(200, typeof(Licence))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    public Task<IResult> Revoke(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "vets/{vetId}/licences/{region}/revoke")] HttpRequest request,
        string vetId, string region, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            var body = await request.Body<RevokeLicence>(stop);
            return Reply.Ok(await roster.Revoke(vetId, region, body.Value, request.Asked(admin, body.Hash), stop));
        });

    /// <summary>My licences.</summary>
    [Function("ListMyLicences")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(LicenceList))]
    public Task<IResult> Mine(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/me/licences")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            return Reply.Ok(LicenceList.Of(await roster.LicencesOf(vet.Id, stop)));
        });

    /// <summary>A vet's licences.</summary>
    [Function("ListVetLicences")]
    [Allows(Role.Admin)]
    [Answers(200, typeof(LicenceList))]
    public Task<IResult> Of(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/{vetId}/licences")] HttpRequest request, string vetId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Admin);
            return Reply.Ok(LicenceList.Of(await roster.LicencesOf(vetId, stop)));
        });
}
