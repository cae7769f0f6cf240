using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Records.Imports;

/// <summary>Files of other clinics: kept as received, marked as foreign, handed out as downloads only.</summary>
public sealed class ImportFunctions(ICallers callers, ImportDesk desk)
{
    /// <summary>
    /// Takes a file of the regular vet into the record: a FHIR R4 Bundle as JSON (at most 5 MB), a PDF or a photo (at most 25 MB), as the raw body. What it is, its own bytes say.
    /// </summary>
    [Function("ImportFile")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Accepts(null, "application/octet-stream", "application/fhir+json", "application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic")]
    [Answers(201, typeof(ImportView))]
    [Answers(400, null, "body-missing")]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "too-many-imports")]
    [Answers(413, null, "body-too-large", "too-large")]
    [Answers(422, null, "import-unknown", "import-damaged", "not-a-bundle", "idempotency-key-reused")]
    public Task<IResult> Take([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/imports")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var file = await File(request, stop);
            var taken = await desk.Take(caller, animalId, file, sha => request.Asked(caller, sha[..32]), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/imports", taken);
        });

    /// <summary>What other clinics sent, the newest first.</summary>
    [Function("ListImports")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(ImportList))]
    [Answers(404, null, "not-found")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/imports")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            return Reply.Ok(new ImportList(await desk.List(caller, animalId, stop)));
        });

    /// <summary>The file as it was received, as a download: no browser shows it under this address.</summary>
    [Function("GetImportContent")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(string), ContentType = Download.ContentType)]
    [Answers(404, null, "not-found")]
    public Task<IResult> Content(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/imports/{importId}/content")] HttpRequest request,
        string animalId, string importId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var (received, bytes) = await desk.Open(caller, animalId, importId, stop);
            return new Download(bytes, received);
        });

    /// <summary>The body's bytes, whatever they are said to be.</summary>
    internal static async Task<byte[]> File(HttpRequest request, CancellationToken stop) =>
        await request.Bytes(ForeignFile.MostBytes, stop) is { Length: > 0 } file ? file
            : throw new Journal.RefusedException(new(400, "body-missing", "Send the file's bytes as the body."));
}
