using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Triage;

namespace VetVisits.Intake;

/// <summary>What is wrong, and how urgent it is.</summary>
public sealed class IntakeFunctions(ICallers callers, IntakeDesk desk, SignPages signs, CaseReader cases, TriageRules rules, Interpreter interpreter, IClock clock)
{
    private static readonly Role[] Anyone = [Role.Anonymous, Role.Owner, Role.Vet, Role.Staff, Role.Admin, Role.Device, Role.ApiKey];

    /// <summary>The questions that triage understands for a species, the facts of each, and what can be measured at home.</summary>
    [Function("ListSigns")]
    [Allows(Role.Anonymous)]
    [Speaks]
    [Query("species", "One of dog, cat, rabbit, guinea-pig, ferret, bird, reptile, horse.", required: true)]
    [Answers(200, typeof(SignPage))]
    [Answers(304)]
    [Answers(422, null, "invalid")]
    public Task<IResult> Signs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "intake/signs")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Anyone);
            return signs.For(request.Query["species"], interpreter.For(request, caller));
        });

    /// <summary>Takes an intake and answers at once how urgent it is, why, and what the owner may do next.</summary>
    [Function("TakeIntake")]
    [Allows(Role.Owner)]
    [Speaks]
    [Accepts(typeof(TakeIntake))]
    [Answers(201, typeof(IntakeView))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, "invalid", "idempotency-key-reused")]
    [Answers(429, null, "too-many-intakes")]
    public Task<IResult> Take([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/intakes")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<TakeIntake>(stop);
            var taken = await desk.Take(owner, animalId, body.Value, request.Asked(owner, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/intakes/{taken.Taken.IntakeId}", IntakeView.Of(animalId, taken).In(interpreter.For(request, owner)));
        });

    /// <summary>An intake with its answer, as it was given.</summary>
    [Function("ReadIntake")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Speaks]
    [Answers(200, typeof(IntakeView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/intakes/{intakeId}")] HttpRequest request, string animalId, string intakeId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            return Reply.Ok(IntakeView.Of(animalId, await desk.Read(caller, animalId, intakeId, stop)).In(interpreter.For(request, caller)));
        });

    /// <summary>A vet who sees the animal sets an intake aside, with the reason.</summary>
    [Function("CloseIntake")]
    [Allows(Role.Vet)]
    [Accepts(typeof(CloseIntake))]
    [Answers(200, typeof(IntakeView))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, "invalid", "idempotency-key-reused")]
    public Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/intakes/{intakeId}/close")] HttpRequest request, string animalId, string intakeId,
        CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<CloseIntake>(stop);
            return Reply.Ok(IntakeView.Of(animalId, await desk.Close(vet, animalId, intakeId, body.Value, request.Asked(vet, body.Hash), stop)));
        });

    /// <summary>The rules alone, for other booking systems: the animal's facts come in the body and nothing is kept.</summary>
    [Function("DecideTriage")]
    [Allows(Role.ApiKey, Role.Owner, Role.Vet, Role.Staff, Role.Admin, Role.Device)]
    [Speaks]
    [Accepts(typeof(DecideTriage))]
    [Answers(200, typeof(TriageView))]
    [Answers(422, null, "invalid")]
    public Task<IResult> Decide([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "decisions/triage")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.ApiKey, Role.Owner, Role.Vet, Role.Staff, Role.Admin, Role.Device);
            var body = (await request.Body<DecideTriage>(stop)).Value;
            var problems = new Problems();
            var asked = cases.Read(CaseReader.Read(body.Animal, clock.GetCurrentInstant().InUtc().Date, problems), body.Signs, body.Vitals, problems);
            problems.ThrowIfAny();
            return Reply.Ok(TriageView.Of(rules.Answer(asked), rules.Hash).In(interpreter.For(request, caller)));
        });
}
