using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>Before the visit begins: what is asked, what helps, and the check-in itself.</summary>
public sealed class CheckInFunctions(CheckIns checkIns, CheckInSheets sheets, Interpreter interpreter, ICallers callers)
{
    /// <summary>The safety questions and the tips that fit this case; the visit's vet sees the answers.</summary>
    [Function("ShowCheckIn")]
    [Allows(Role.Owner, Role.Vet)]
    [Answers(200, typeof(CheckInSheet))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/check-in")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            return Reply.Ok(await sheets.Of(caller, animalId, visitId, stop));
        });

    /// <summary>The owner is there; the red flags are asked again. A new emergency stops the visit: the answer then says what to do now.</summary>
    [Function("CheckInVisit")]
    [Allows(Role.Owner)]
    [Speaks]
    [Accepts(typeof(CheckInVisit))]
    [Answers(200, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "too-early", "driving", "animal-not-here", "elsewhere", "visit-started", "visit-ended", "visit-cancelled", "visit-stopped", "visit-missed")]
    [Answers(422, null, "invalid")]
    public Task<IResult> CheckIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/check-in")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<CheckInVisit>(stop);
            return Reply.Ok(VisitView.Of(await checkIns.CheckIn(owner, animalId, visitId, body.Value, request.Asked(owner, body.Hash), stop)).In(interpreter.For(request, owner)));
        });
}
