using System.Buffers;
using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Video;

public sealed record SinkTook(long Bytes);

public sealed class ConnectionFunctions(ICallers callers, VisitDoor door, Streams streams)
{
    private const int MostTests = 20;
    private const int MostProbe = 1024 * 1024;
    private const int MostSink = 2 * 1024 * 1024;
    private static readonly byte[] Probe = Random(MostProbe);

    /// <summary>Judges what a client measured and keeps it in the visit, for the vet to see.</summary>
    [Function("TestConnection")]
    [Allows(Role.Owner, Role.Vet)]
    [Accepts(typeof(Measured))]
    [Answers(201, typeof(ConnectionJudged))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-not-open", "too-many-tests")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Test(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/connection-tests")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        var body = await request.Body<Measured>(stop);
        var measured = Checked(body.Value);
        var found = await door.Act(caller, animalId, visitId, stop);
        var judged = ConnectionRules.Judge(measured);
        var end = found.Side == Side.Vet ? End.Vet : End.Owner;
        (await streams.Run(VisitStream.Of(animalId, visitId), Visit.Fold, request.Asked(caller, body.Hash), (visit, _) => !visit.IsOpen ? Decision.No(Refusal.Conflict("visit-not-open", "This visit is over or was called off."))
            : found.History.Count(c => c.Events.Any(e => e is ConnectionTested)) >= MostTests ? Decision.No(Refusal.Conflict("too-many-tests", "This visit's connection was tested often enough; the last result stands."))
            : Decision.Of(new ConnectionTested(end, measured, judged.Verdict)), found.History, stop)).OrThrow();
        return Results.Json(judged, Json.Options, statusCode: 201);
    });

    /// <summary>Bytes to measure a download with: random, at most 1 MiB, never cached.</summary>
    [Function("ProbeConnection")]
    [Allows(Role.Anonymous)]
    [Query("bytes", "how many, 1 to 1048576; 262144 when left out")]
    [Answers(200, ContentType = "application/octet-stream")]
    public Task<IResult> Download(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "connection-test/probe")] HttpRequest request, CancellationToken stop) => request.Answer(async () =>
    {
        await callers.Require(request, stop, Role.Anonymous);
        var bytes = int.TryParse(request.Query["bytes"], out var wanted) ? Math.Clamp(wanted, 1, MostProbe) : 256 * 1024;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(Probe.AsMemory(0, bytes), "application/octet-stream");
    });

    /// <summary>Takes bytes to measure an upload with, at most 2 MiB, and keeps none of them.</summary>
    [Function("SinkConnection")]
    [Allows(Role.Anonymous)]
    [Accepts(null, "application/octet-stream")]
    [Answers(200, typeof(SinkTook))]
    [Answers(413, null, "body-too-large")]
    public Task<IResult> Upload(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "connection-test/sink")] HttpRequest request, CancellationToken stop) => request.Answer(async () =>
    {
        await callers.Require(request, stop, Role.Anonymous);
        var took = 0L;
        var part = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(part, stop)) > 0)
                if ((took += read) > MostSink)
                    throw new RefusedException(new(413, "body-too-large", "Send at most 2 MiB to measure with."));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Reply.Ok(new SinkTook(took));
    });

    private static Measured Checked(Measured m)
    {
        var problems = new Problems();
        foreach (var (at, value, most) in new (string, double?, double)[]
                 { ("/upKbit", m.UpKbit, 1e7), ("/downKbit", m.DownKbit, 1e7), ("/roundTripMs", m.RoundTripMs, 60_000), ("/jitterMs", m.JitterMs, 60_000), ("/lossPercent", m.LossPercent, 100) })
            problems.If(value is < 0 || value > most || value is double.NaN, at, $"A number from 0 to {most}.");
        var browser = problems.TextOrNull("/browser", m.Browser, 200);
        problems.ThrowIfAny();
        return m with { Browser = browser };
    }

    private static byte[] Random(int count)
    {
        var bytes = new byte[count];
        System.Random.Shared.NextBytes(bytes);
        return bytes;
    }
}
