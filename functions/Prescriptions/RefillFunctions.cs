using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Prescriptions;

/// <summary>Refills: the owner asks, the rule refuses what nobody could grant, the vet decides the rest.</summary>
public sealed class RefillFunctions(PrescriptionDesk desk, ICallers callers)
{
    /// <summary>Asks for a refill. A refusal by the rule is an answer too: it stands in the prescription with its reason.</summary>
    [Function("AskRefill")]
    [Allows(Role.Owner)]
    [Answers(201, typeof(PrescriptionView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "refill-pending", "too-many-refills-asked")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/prescriptions/{prescriptionId}/refills")] HttpRequest request,
        string animalId, string prescriptionId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var asked = await desk.AskRefill(owner, animalId, prescriptionId, request.Asked(owner), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/prescriptions/{prescriptionId}", desk.View(asked));
        });

    [Function("DecideRefill")]
    [Allows(Role.Vet)]
    [Accepts(typeof(DecideRefill))]
    [Answers(200, typeof(PrescriptionView))]
    [Answers(403, null, "not-your-prescription")]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "refill-decided", "prescription-cancelled", "prescription-expired", "no-refills-left")]
    [Answers(422, null, "invalid", "controlled-barred", "human-drug-barred", "compounded-barred", "feed-directive-barred", "extralabel-barred", "too-many-renewals", "too-many-days",
        "antimicrobial-limit", "too-long", "species-danger", "excipients-unread", "prescribing-not-allowed", "vcpr-required", "not-licensed")]
    public Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/prescriptions/{prescriptionId}/refills/{refillId}")] HttpRequest request,
        string animalId, string prescriptionId, string refillId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<DecideRefill>(stop);
            var problems = new Problems();
            problems.If(body.Value.Grant is null, "/grant", "true or false.");
            var refusal = body.Value.Grant is true ? null : problems.Text("/reason", body.Value.Reason, 500);
            problems.ThrowIfAny();
            return Reply.Ok(desk.View(await desk.DecideRefill(vet, animalId, prescriptionId, refillId, refusal, request.Asked(vet, body.Hash), stop)));
        });
}
