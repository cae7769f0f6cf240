using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Visits.Care;

namespace VetVisits.Records;

/// <summary>What came before the case, for the vet who is asked for a second opinion.</summary>
public sealed class ConsultRecordFunctions(ICallers callers, ConsultDoor door, RecordDesk desk, Audit audit)
{
    /// <summary>The animal's medical record without its owner, while the question waits for its answer; what owner and vet wrote to each other and paid is not in it.</summary>
    [Function("GetConsultRecord")]
    [Allows(Role.Vet)]
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
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/consults/{consultId}/record")] HttpRequest request,
        string animalId, string visitId, string consultId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var (format, filter) = (RecordFormats.Of(request), RecordFilter.Of(request));
            var found = await door.Waiting(vet, animalId, visitId, consultId, stop);
            await audit.Read(request, vet, animalId, "consult-record", stop);
            return await desk.Open(request, found.Animal, format, filter.Within(RecordFilter.ForOthers), forOthers: true, stop);
        });
}
