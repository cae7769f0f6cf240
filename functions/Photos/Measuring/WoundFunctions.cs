using Microsoft.Azure.Functions.Worker;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Photos.Measuring;

public sealed class WoundFunctions(ICallers callers, Access access, WoundBook wounds)
{
    /// <summary>Measures a wound on a photo by the vet's outline and the printed marker in view.</summary>
    [Function("MeasureWound")]
    [Allows(Role.Vet)]
    [Accepts(typeof(MeasureWound))]
    [Answers(201, typeof(MeasurementView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "photo-not-ready")]
    [Answers(422, null, Problems.Code, "marker-missing", "marker-too-small", "tilted", "marker-too-far", "line-disagrees", "outline-invalid", "idempotency-key-reused")]
    public Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/photos/{photoId}/measurements")] HttpRequest request,
        string animalId, string photoId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<MeasureWound>(stop);
            await access.Seen(vet, animalId, stop);
            var made = await wounds.Add(vet, animalId, photoId, body.Value, request.Asked(vet, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/wounds/{made.WoundId}", made);
        });

    /// <summary>A wound over time: every measurement, its change where it is beyond the error, and the trend.</summary>
    [Function("GetWound")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(WoundView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/wounds/{woundId}")] HttpRequest request,
        string animalId, string woundId, CancellationToken stop) =>
        request.Answer(async () => Reply.Ok(WoundView.Of(woundId, await Seen(request, animalId, woundId, stop))));

    /// <summary>The wound's area over time as a drawing.</summary>
    [Function("GetWoundChart")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(string), ContentType = "image/svg+xml")]
    [Answers(404, null, "not-found")]
    public Task<IResult> Chart(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/wounds/{woundId}/chart.svg")] HttpRequest request,
        string animalId, string woundId, CancellationToken stop) =>
        request.Answer(async () => Results.Text(HealingPictures.Chart(await Seen(request, animalId, woundId, stop)), "image/svg+xml"));

    /// <summary>The first and the last photo of the wound side by side, in one scale.</summary>
    [Function("GetWoundComparison")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(byte[]), ContentType = "image/jpeg")]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "photo-not-ready")]
    public Task<IResult> Compare(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/wounds/{woundId}/comparison.jpg")] HttpRequest request,
        string animalId, string woundId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var wound = await Seen(request, animalId, woundId, stop);
            return Results.Bytes(await wounds.SideBySide(animalId, wound, stop), "image/jpeg");
        });

    /// <summary>The printable marker in true size.</summary>
    [Function("PhotoMarker")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(string), ContentType = "image/svg+xml")]
    public Task<IResult> Marker([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "photo-marker.svg")] HttpRequest request, CancellationToken stop) =>
        request.Answer(() => Task.FromResult(Results.Text(MarkerPage.Svg(), "image/svg+xml")));

    private async Task<Wound> Seen(HttpRequest request, string animalId, string woundId, CancellationToken stop)
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
        await access.Seen(caller, animalId, stop);
        return await wounds.Read(animalId, woundId, stop);
    }
}
