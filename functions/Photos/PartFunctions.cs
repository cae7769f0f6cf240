using Microsoft.Azure.Functions.Worker;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Photos;

/// <summary>A photo through the API in parts, so that a line that breaks costs one part and not the photo.</summary>
public sealed class PartFunctions(ICallers callers, Access access, UploadParts parts)
{
    /// <summary>How much of a photo has arrived: where to go on after the line broke.</summary>
    [Function("GetPhotoParts")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(PhotoParts))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/photos/{photoId}/parts")] HttpRequest request,
        string animalId, string photoId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await access.Seen(await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff), animalId, stop);
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            return Reply.Ok(await parts.Show(animalId, photoId, stop));
        });

    /// <summary>
    /// Sends one part, with <c>Content-Range: bytes from-to/all</c>; parts of 262,144 bytes, the last may be shorter. The part that completes the photo makes it whole.
    /// Sent again, a part replaces itself.
    /// </summary>
    [Function("SendPhotoPart")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Accepts(null, "application/octet-stream")]
    [Answers(200, typeof(PhotoParts))]
    [Answers(400, null, "part-invalid", "upload-cut")]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "already-uploaded")]
    [Answers(413, null, "too-large")]
    public Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "animals/{animalId}/photos/{photoId}/parts")] HttpRequest request,
        string animalId, string photoId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await access.Seen(await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff), animalId, stop);
            var part = PartRange.Read(request.Headers.ContentRange, request.ContentLength);
            return Reply.Ok(await parts.Send(animalId, photoId, part, request.Body, stop));
        });
}
