using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Records.Sharing;

/// <summary>The owner's side of shares.</summary>
public sealed class ShareFunctions(ICallers callers, Access access, Shares shares, IClock clock)
{
    /// <summary>Makes a link that shows my animal's record to any vet who holds it. The link is told once and kept nowhere.</summary>
    [Function("MakeShare")]
    [Allows(Role.Owner)]
    [Accepts(typeof(MakeShare))]
    [Answers(201, typeof(ShareView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "share-told-often")]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    public Task<IResult> Make(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/shares")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<MakeShare>(stop);
            await access.Owned(owner, animalId, stop);
            var (share, token) = await shares.Make(owner, animalId, body.Value, request.Asked(owner, body.Hash), stop);
            var link = new Uri(request.Address(), $"api/shared/{token}").AbsoluteUri;
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            return Reply.Created(request, $"/api/animals/{animalId}/shares", ShareView.Of(share, clock.GetCurrentInstant()) with { Link = link, Token = token });
        });

    /// <summary>My animal's shares: until when, how often opened, and whether still open.</summary>
    [Function("ListShares")]
    [Allows(Role.Owner)]
    [Answers(200, typeof(ShareList))]
    [Answers(404, null, "not-found")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/shares")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            await access.Owned(owner, animalId, stop);
            var now = clock.GetCurrentInstant();
            return Reply.Ok(new ShareList([.. (await shares.Of(animalId, stop)).Select(s => ShareView.Of(s, now))]));
        });

    /// <summary>Calls a link back: it opens nothing from now on, and vets who came in by it are out.</summary>
    [Function("RevokeShare")]
    [Allows(Role.Owner)]
    [Answers(200, typeof(ShareView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Revoke(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/shares/{shareId}/revoke")] HttpRequest request,
        string animalId, string shareId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            await access.Owned(owner, animalId, stop);
            return Reply.Ok(ShareView.Of(await shares.Revoke(owner, animalId, shareId, stop), clock.GetCurrentInstant()));
        });
}
