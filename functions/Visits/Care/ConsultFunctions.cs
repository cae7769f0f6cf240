using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Photos;

namespace VetVisits.Visits.Care;

/// <summary>A second opinion, vet to vet: asked about one visit, answered into its record.</summary>
public sealed class ConsultFunctions(CareCommands care, ConsultDoor door, PhotoAlbum album, ICallers callers)
{
    /// <summary>Asks another vet or specialist. The asking vet keeps the relationship and the responsibility.</summary>
    [Function("AskConsult")]
    [Allows(Role.Vet)]
    [Accepts(typeof(AskConsult))]
    [Answers(201, typeof(Consult))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "not-started", "consult-open", "too-many-consults")]
    [Answers(422, null, "invalid", "consult-needs-asking-vet")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/consults")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<AskConsult>(stop);
            var problems = new Problems();
            var (whom, question) = (problems.Id("/vetId", body.Value.VetId), problems.Text("/question", body.Value.Question, 5_000));
            problems.ThrowIfAny();
            var asked = request.Asked(vet, body.Hash);
            var course = await care.Ask(vet, animalId, visitId, whom, question, asked, stop);
            return Reply.Created(request, $"/api/animals/{animalId}/visits/{visitId}/consults/{asked.NewId()}", course.Consults[asked.NewId()]);
        });

    /// <summary>The scoped view for the asked vet: the patient, the case and its photos, not who the owner is. What came before is in its record.</summary>
    [Function("GetConsult")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(ConsultView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/consults/{consultId}")] HttpRequest request,
        string animalId, string visitId, string consultId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var found = await door.Open(vet, animalId, visitId, consultId, stop);
            var course = Course.Fold.Of(found.History);
            return Reply.Ok(ConsultView.Of(found, course, consultId, course.Consults[consultId].IsOpen ? await album.OfCase(animalId, visitId, found.Visit.IntakeId, stop) : []));
        });

    /// <summary>The asked vet's opinion, into the record, once.</summary>
    [Function("GiveOpinion")]
    [Allows(Role.Vet)]
    [Accepts(typeof(GiveOpinion))]
    [Answers(200, typeof(Consult))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "consult-answered", "consult-withdrawn")]
    [Answers(422, null, "invalid")]
    public Task<IResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/consults/{consultId}/opinion")] HttpRequest request,
        string animalId, string visitId, string consultId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<GiveOpinion>(stop);
            var problems = new Problems();
            var opinion = problems.Text("/opinion", body.Value.Opinion, 20_000);
            problems.ThrowIfAny();
            return Reply.Ok((await care.Answer(vet, animalId, visitId, consultId, opinion, request.Asked(vet, body.Hash), stop)).Consults[consultId]);
        });

    /// <summary>Takes the question back before it is answered; the view closes.</summary>
    [Function("WithdrawConsult")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(Consult))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "consult-answered")]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/consults/{consultId}/withdraw")] HttpRequest request,
        string animalId, string visitId, string consultId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            return Reply.Ok((await care.Withdraw(vet, animalId, visitId, consultId, request.Asked(vet), stop)).Consults[consultId]);
        });
}
