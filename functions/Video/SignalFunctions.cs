using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Video;

/// <summary>A signal as a browser sends it.</summary>
/// <param name="Session">The tab: an id that it made for itself when it opened.</param>
public sealed record SendSignal(string? Session, SignalKind? Kind, JsonElement? Content);

public sealed record SignalTaken(int Number);

/// <param name="Next">Ask again with <c>after</c> at this number.</param>
public sealed record SignalList(IReadOnlyList<Signal> Signals, int Next);

public sealed class SignalFunctions(ICallers callers, VideoDoor door, SignalPost post)
{
    private const int MostContent = 24 * 1024;
    private static readonly Duration LongestWait = Duration.FromSeconds(25);

    /// <summary>Sends a signal (hello, offer, answer, candidate, restart, bye) to the other end of the visit.</summary>
    [Function("SendSignal")]
    [Allows(Role.Owner, Role.Vet)]
    [Accepts(typeof(SendSignal))]
    [Answers(202, typeof(SignalTaken))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "taken-over", "visit-not-open", "too-early", "too-late")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/signals")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        var signal = (await request.Body<SendSignal>(stop, MostContent)).Value;
        var problems = new Problems();
        var session = problems.Id("/session", signal.Session);
        problems.If(signal.Kind is null, "/kind", "One of: hello, offer, answer, candidate, restart, bye.");
        problems.ThrowIfAny();
        var (_, end) = await door.Enter(caller, animalId, visitId, stop);
        return Results.Json(new SignalTaken(await post.Send(visitId, end, session, signal.Kind!.Value, signal.Content, stop)), Json.Options, statusCode: 202);
    });

    /// <summary>What the other end sent after a number, waiting up to 25 seconds for it.</summary>
    [Function("ReadSignals")]
    [Allows(Role.Owner, Role.Vet)]
    [Query("session", "the tab that reads", required: true)]
    [Query("after", "the last number seen; 0 at first")]
    [Query("wait", "seconds to wait, 0 to 25")]
    [Answers(200, typeof(SignalList))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "taken-over", "visit-not-open", "too-early", "too-late")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/signals")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        var problems = new Problems();
        var session = problems.Id("session", request.Query["session"]);
        var after = int.TryParse(request.Query["after"], out var number) ? number : 0;
        var wait = Duration.FromSeconds(int.TryParse(request.Query["wait"], out var seconds) ? Math.Max(0, seconds) : 0);
        problems.ThrowIfAny();
        var (_, end) = await door.Enter(caller, animalId, visitId, stop);
        var signals = await post.Read(visitId, end, session, after, Duration.Min(wait, LongestWait), stop);
        return Reply.Ok(new SignalList(signals, signals.Count == 0 ? after : signals[^1].Number));
    });
}
