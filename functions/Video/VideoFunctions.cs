using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Video;

/// <param name="ProposePhone">The picture was bad three times in a row: offer to go on by phone.</param>
public sealed record QualityTaken(bool Bad, bool ProposePhone);

/// <param name="Faltered">The ends that were offered the telephone because the picture was bad.</param>
public sealed record VideoView(ConnectionTested? OwnerTest, ConnectionTested? VetTest, IReadOnlyList<End> Faltered, IReadOnlyList<QualityAt> OwnerQuality, IReadOnlyList<QualityAt> VetQuality);

public sealed class VideoFunctions(ICallers callers, VideoDoor door, VideoSettings settings, VisitDoor visits, Views views, Streams streams, Relay relay, IClock clock)
{
    private const int MostTries = 10;

    /// <summary>STUN and TURN servers with credentials for this visit and this end alone, of two hours and never longer than the room is open.</summary>
    [Function("GetRelay")]
    [Allows(Role.Owner, Role.Vet)]
    [Answers(200, typeof(RelayAccess))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-not-open", "too-early", "too-late")]
    public Task<IResult> GetRelay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/relay")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        var (found, end) = await door.Enter(caller, animalId, visitId, stop);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Reply.Ok(await relay.For($"{visitId}.{end.ToString().ToLowerInvariant()}", settings.Closes(found.Visit), stop));
    });

    /// <summary>Takes a browser's own figures of the last seconds; three bad reports in a row propose the telephone.</summary>
    [Function("ReportQuality")]
    [Allows(Role.Owner, Role.Vet)]
    [Accepts(typeof(Quality))]
    [Answers(200, typeof(QualityTaken))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-not-open", "too-early", "too-late")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Report(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/quality")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        var quality = (await request.Body<Quality>(stop)).Value;
        var problems = new Problems();
        foreach (var (at, value) in new[] { ("/lossPercent", quality.LossPercent), ("/roundTripMs", quality.RoundTripMs), ("/kbit", quality.Kbit), ("/frozenSeconds", quality.FrozenSeconds) })
            problems.If(value is < 0 or > 1e7 or double.NaN, at, "A number, 0 or more.");
        problems.ThrowIfAny();
        var (found, end) = await door.Enter(caller, animalId, visitId, stop);
        var log = await Keep(visitId, end, quality, stop);
        var faltered = log.BadInARow >= QualityLog.BadEnough;
        if (faltered && !VideoFacts.Fold.Of(found.History).Faltered.Contains(end))
            await streams.Run(VisitStream.Of(animalId, visitId), VideoFacts.Fold, Asked.System("video"), (facts, _) =>
                facts.Faltered.Contains(end) ? Decision.Nothing : Decision.Of(new VideoFaltered(end, quality)), stop);
        return Reply.Ok(new QualityTaken(quality.Bad, faltered));
    });

    /// <summary>The visit's connection tests and the quality of its video so far.</summary>
    [Function("GetVideo")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(VideoView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/video")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
        var found = await visits.Act(caller, animalId, visitId, stop);
        var facts = VideoFacts.Fold.Of(found.History);
        var owner = await views.Store.Read<QualityLog>(At(visitId, End.Owner), stop);
        var vet = await views.Store.Read<QualityLog>(At(visitId, End.Vet), stop);
        return Reply.Ok(new VideoView(facts.Owner, facts.Vet, [.. facts.Faltered], owner?.Document.Reports ?? [], vet?.Document.Reports ?? []));
    });

    private async Task<QualityLog> Keep(string visitId, End end, Quality quality, CancellationToken stop)
    {
        var id = At(visitId, end);
        for (var attempt = 1; ; attempt++)
        {
            var stored = await views.Store.Read<QualityLog>(id, stop);
            var next = (stored?.Document ?? QualityLog.Empty).With(quality, clock.GetCurrentInstant());
            if ((await views.Store.Write(id, next, stored?.ETag, stop, Duration.FromDays(30))).Done || attempt == MostTries) return next;
        }
    }

    private static DocumentId At(string visitId, End end) => new($"signals:{visitId}", $"quality-{end.ToString().ToLowerInvariant()}");
}
