using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Vcpr;

namespace VetVisits.Visits.Care;

/// <summary>The end of a visit, what leads up to it and what comes after: nothing is ever edited.</summary>
public sealed class CareFunctions(CareCommands care, VisitDoor door, ICallers callers)
{
    /// <summary>Ends the visit: an outcome, always; assessment, differential, instructions and plan as the case needs.</summary>
    [Function("EndVisit")]
    [Allows(Role.Vet)]
    [Accepts(typeof(EndVisit))]
    [Answers(200, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "not-started", "visit-ended", "visit-cancelled", "visit-stopped", "visit-missed")]
    [Answers(422, null, "invalid", "urgency-missing", "urgency-unfitting", "plan-missing", "vcpr-steps-missing")]
    public Task<IResult> End(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/end")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<EndVisit>(stop);
            return Reply.Ok(VisitView.Of(await care.End(vet, animalId, visitId, Ending.Of(body.Value), request.Asked(vet, body.Hash), stop)));
        });

    /// <summary>All that was done in the visit.</summary>
    [Function("GetCare")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(CareView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/care")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var found = await door.See(caller, animalId, visitId, stop);
            return Reply.Ok(CareView.Of(found.Visit, Course.Fold.Of(found.History)));
        });

    /// <summary>Confirms identity, consent, examination and what else the law asks: by it the visit begins the relationship.</summary>
    [Function("ConfirmRelationship")]
    [Allows(Role.Vet)]
    [Accepts(typeof(ConfirmRelationship))]
    [Answers(201, typeof(StartedView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "vcpr-not-started-here", "not-started")]
    [Answers(422, null, "invalid", "vcpr-steps-missing", "not-a-member")]
    public Task<IResult> Confirm(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/relationship")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<ConfirmRelationship>(stop);
            var problems = new Problems();
            var confirmed = problems.SomeOf("/confirmed", body.Value.Confirmed, [.. RowChecks.KnownSteps.Keys]);
            var practice = body.Value.PracticeId is null ? null : problems.Id("/practiceId", body.Value.PracticeId);
            problems.ThrowIfAny();
            var known = await care.Confirm(vet, animalId, visitId, confirmed, practice, request.Asked(vet, body.Hash), stop);
            var start = known.Starts.Last(s => s.VisitId == visitId);
            return Reply.Created(request, $"/api/animals/{animalId}/examinations", new StartedView(visitId, start.By, start.On, start.RulesVersion, start.SeeInPersonBy));
        });

    /// <summary>Adds to a visit that is over.</summary>
    [Function("WriteAddendum")]
    [Allows(Role.Vet)]
    [Accepts(typeof(WriteAddendum))]
    [Answers(201, typeof(IReadOnlyList<Addendum>))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-open", "too-many-addenda")]
    [Answers(422, null, "invalid")]
    public Task<IResult> Addendum(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/addenda")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<WriteAddendum>(stop);
            var problems = new Problems();
            var text = problems.Text("/text", body.Value.Text, 20_000);
            problems.ThrowIfAny();
            var course = await care.Add(vet, animalId, visitId, text, request.Asked(vet, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/visits/{visitId}/care", course.Addenda);
        });
}
