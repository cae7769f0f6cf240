using Microsoft.Azure.Functions.Worker;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Photos;

public sealed class PhotoFunctions(ICallers callers, Access access, Uploading uploading, PhotoAlbum album)
{
    /// <summary>Asks for a way to upload a photo of an animal: straight to storage, by a one-time link, or through the API.</summary>
    [Function("RequestPhoto")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Accepts(typeof(PhotoWanted))]
    [Answers(201, typeof(WaysToUpload))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "visit-unknown", "idempotency-key-reused")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/photos")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var body = await request.Body<PhotoWanted>(stop);
            await access.Seen(caller, animalId, stop);
            var ways = await uploading.Request(caller, animalId, body.Value.Checked(), request.Asked(caller, body.Hash), request.Address(), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/photos/{ways.PhotoId}", ways);
        });

    /// <summary>Sends the photo's bytes through the API: at most 25 MB, whole or not at all.</summary>
    [Function("SendPhoto")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Accepts(null, "application/octet-stream", "image/jpeg", "image/heic", "image/png", "image/webp")]
    [Answers(202, typeof(Uploaded))]
    [Answers(400, null, "body-missing", "upload-cut")]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "already-uploaded")]
    [Answers(413, null, "too-large")]
    public Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "animals/{animalId}/photos/{photoId}/content")] HttpRequest request,
        string animalId, string photoId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            await access.Seen(caller, animalId, stop);
            await uploading.Send(animalId, photoId, request.Body, request.ContentLength, stop);
            return request.Accepted($"/api/animals/{animalId}/photos/{photoId}", new Uploaded(photoId, PhotoStatus.Working));
        });

    /// <summary>Where a photo stands: its verdict with words for the owner, and links to its pictures that work for some minutes.</summary>
    [Function("GetPhoto")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(PhotoView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/photos/{photoId}")] HttpRequest request,
        string animalId, string photoId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            await access.Seen(caller, animalId, stop);
            var photo = await album.One(animalId, photoId, stop);
            if (photo.Status is PhotoStatus.AwaitingUpload or PhotoStatus.Working) request.HttpContext.Response.Headers.RetryAfter = "1";
            return Reply.Ok(photo);
        });

    /// <summary>The photos of an animal, newest first.</summary>
    [Function("ListPhotos")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Query("visitId", "Only those of this visit.")]
    [Query("series", "Only those of this series.")]
    [Answers(200, typeof(PhotoList))]
    [Answers(404, null, "not-found")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/photos")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            await access.Seen(caller, animalId, stop);
            return Reply.Ok(await album.All(animalId, request.Query["visitId"], request.Query["series"], stop));
        });

    /// <summary>What to photograph, and how, for a complaint.</summary>
    [Function("PhotoGuide")]
    [Allows(Role.Anonymous)]
    [Query("complaint", "One of the complaints that the guide knows; another gives the general guide.")]
    [Answers(200, typeof(Guide))]
    public Task<IResult> Guidance([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "photo-guide")] HttpRequest request, CancellationToken stop) =>
        request.Answer(() => Task.FromResult(Reply.Ok(PhotoGuide.For(request.Query["complaint"]))));
}
