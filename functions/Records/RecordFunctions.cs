using Microsoft.Azure.Functions.Worker;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Records;

public sealed class RecordFunctions(ICallers callers, Access access, RecordDesk desk, Audit audit)
{
    /// <summary>All that happened to an animal, oldest first: as JSON, as a page to print, or as a FHIR R4 Bundle.</summary>
    [Function("GetRecord")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Query("format", "json, html or fhir; without it the Accept header decides.")]
    [Query("kind", "Only these kinds of entries, such as visit,photo.")]
    [Query("from", "From this day on (UTC).")]
    [Query("to", "Up to and including this day (UTC).")]
    [Query("limit", "About how many entries a page has, 1 to 1000; without it all are streamed.")]
    [Query("cursor", "The next of the page before.")]
    [Answers(200, typeof(RecordPage))]
    [Answers(404, null, "not-found")]
    [Answers(406, null, "no-such-format")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/record")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var animal = await access.Seen(caller, animalId, stop);
            var (format, filter) = (RecordFormats.Of(request), RecordFilter.Of(request));
            await audit.Read(request, caller, animalId, "record", stop);
            return await desk.Open(request, animal, format, filter, forOthers: false, stop);
        });
}
