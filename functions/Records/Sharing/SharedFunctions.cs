using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Records.Imports;

namespace VetVisits.Records.Sharing;

/// <summary>The side of whoever holds a link.</summary>
public sealed class SharedFunctions(ICallers callers, Shares shares, ShareLimits limits, RecordDesk desk, ImportDesk imports)
{
    /// <summary>
    /// The record behind a link, without an account. A licensed vet who opens it signed in sees the animal under the usual routes too, while a share of the whole
    /// record lasts.
    /// </summary>
    [Function("OpenShare")]
    [Allows(Role.Anonymous, Role.Vet)]
    [Query("format", "json, html or fhir; without it the Accept header decides.")]
    [Query("kind", "Only these kinds of entries, such as visit,photo.")]
    [Query("from", "From this day on (UTC).")]
    [Query("to", "Up to and including this day (UTC).")]
    [Query("limit", "About how many entries a page has, 1 to 1000.")]
    [Query("cursor", "The next of the page before.")]
    [Answers(200, typeof(RecordPage))]
    [Answers(404, null, "not-found")]
    [Answers(429, null, "too-many-requests")]
    public Task<IResult> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "shared/{token}")] HttpRequest request, string token, CancellationToken stop) =>
        request.Answer(async () =>
        {
            limits.Count(request, ShareToken.Hash(token));
            var caller = await callers.Require(request, stop, Role.Anonymous, Role.Vet);
            var (format, filter) = (RecordFormats.Of(request), RecordFilter.Of(request));
            var (animal, share) = await shares.Open(token, caller, Audit.Origin(request), stop);
            return await desk.Open(request, animal, format, filter.Within(share.Scope), forOthers: true, stop);
        });

    /// <summary>Takes a file that a licensed vet's answer will name: a PDF or a photo (at most 25 MB), or a FHIR R4 Bundle (at most 5 MB), as the raw body. It is kept as received.</summary>
    [Function("SendSharedFile")]
    [Allows(Role.Vet)]
    [Accepts(null, "application/octet-stream", "application/fhir+json", "application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic")]
    [Answers(201, typeof(ImportView))]
    [Answers(400, null, "body-missing")]
    [Answers(403, null, "not-licensed")]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "too-many-imports")]
    [Answers(413, null, "body-too-large", "too-large")]
    [Answers(422, null, "import-unknown", "import-damaged", "not-a-bundle", "idempotency-key-reused")]
    [Answers(429, null, "too-many-requests")]
    public Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "shared/{token}/files")] HttpRequest request, string token, CancellationToken stop) =>
        request.Answer(async () =>
        {
            limits.Count(request, ShareToken.Hash(token));
            var vet = await callers.Require(request, stop, Role.Vet);
            var animal = await shares.Answerable(token, vet, stop);
            var file = await ImportFunctions.File(request, stop);
            return Reply.Created(request, $"/api/shared/{token}", await imports.Take(animal.Id, file, sha => request.Asked(vet, sha[..32]), stop));
        });

    /// <summary>A licensed vet's answer to the owner, through the link: it lands in the record.</summary>
    [Function("AnswerShare")]
    [Allows(Role.Vet)]
    [Accepts(typeof(AnswerShare))]
    [Answers(201, typeof(AnswerView))]
    [Answers(403, null, "not-licensed")]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "too-many-answers")]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    [Answers(429, null, "too-many-requests")]
    public Task<IResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "shared/{token}/answers")] HttpRequest request, string token, CancellationToken stop) =>
        request.Answer(async () =>
        {
            limits.Count(request, ShareToken.Hash(token));
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<AnswerShare>(stop);
            var answer = await shares.Answer(token, vet, body.Value, request.Asked(vet, body.Hash), stop);
            return Reply.Created(request, $"/api/shared/{token}", answer);
        });
}
