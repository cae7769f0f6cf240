using Microsoft.Azure.Functions.Worker;
using VetVisits.Booking;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>A visit after its booking: look at it, call it off, begin and end it.</summary>
public sealed class VisitFunctions(VisitCommands visits, VisitDoor door, VisitLists lists, VisitFlags flags, BookingSettings settings, Interpreter interpreter, ICallers callers)
{
    [Function("ListVisits")]
    [Allows(Role.Owner, Role.Vet)]
    [Query("cursor", "The cursor of the page before.")]
    [Query("limit", "1 to 100, 50 without it.")]
    [Answers(200, typeof(VisitsPage))]
    [Answers(422, null, "cursor-invalid", "invalid")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "visits")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
            var list = caller.Role == Role.Vet ? VisitListPlace.OfVet(caller.Id) : VisitListPlace.OfOwner(caller.Id);
            return Reply.Ok(await lists.Page(list, request.Query["cursor"], Limit(request), stop));
        });

    [Function("GetVisit")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Speaks]
    [Answers(200, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var found = await door.See(caller, animalId, visitId, stop);
            return Reply.Ok(VisitView.Of(found.Visit).In(interpreter.For(request, caller)) with { Flags = await flags.Of(found.Visit, stop) });
        });

    /// <summary>The visit for a calendar program: its UID stays and its SEQUENCE grows with every move.</summary>
    [Function("GetVisitCalendar")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(string), ContentType = VisitCalendar.ContentType)]
    [Answers(404, null, "not-found")]
    public Task<IResult> Calendar(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/calendar.ics")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var found = await door.See(caller, animalId, visitId, stop);
            return Results.Text(VisitCalendar.Of(found.Visit, settings), VisitCalendar.ContentType);
        });

    [Function("CancelVisit")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Accepts(typeof(CancelVisit))]
    [Answers(200, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-started", "visit-ended", "visit-stopped", "visit-missed")]
    public Task<IResult> Cancel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/cancel")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var body = await request.Body<CancelVisit>(stop);
            var problems = new Problems();
            var reason = problems.TextOrNull("/reason", body.Value.Reason, 500);
            problems.ThrowIfAny();
            return Reply.Ok(VisitView.Of(await visits.Cancel(caller, animalId, visitId, reason, request.Asked(caller, body.Hash), stop)));
        });

    [Function("StartVisit")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "not-checked-in", "not-licensed", "visit-ended", "visit-cancelled", "visit-stopped", "visit-missed")]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/start")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Vet);
            return Reply.Ok(VisitView.Of(await visits.Start(caller, animalId, visitId, request.Asked(caller), stop)));
        });

    private static int Limit(HttpRequest request)
    {
        if (request.Query["limit"].ToString() is not { Length: > 0 } text) return 50;
        return int.TryParse(text, out var limit) && limit is >= 1 and <= VisitLists.MostPerPage
            ? limit
            : throw new RefusedException(Refusal.Invalid("invalid", $"limit is a whole number from 1 to {VisitLists.MostPerPage}."));
    }
}
