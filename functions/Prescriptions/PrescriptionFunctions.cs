using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Prescriptions;

/// <summary>Prescriptions as a vet writes them, and as owner and vet read them.</summary>
public sealed class PrescriptionFunctions(PrescriptionDesk desk, Seal seal, ICallers callers)
{
    /// <summary>Prescribes in a visit.</summary>
    [Function("WritePrescription")]
    [Allows(Role.Vet)]
    [Accepts(typeof(WritePrescription))]
    [Answers(201, typeof(PrescriptionView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-not-open", "too-many-prescriptions")]
    [Answers(422, null, "invalid", "species-danger", "excipients-unread", "controlled-unsaid", "antimicrobial-unsaid", "prescribing-not-allowed", "controlled-barred", "human-drug-barred", "compounded-barred",
        "feed-directive-barred", "extralabel-barred", "too-many-days", "too-many-renewals", "antimicrobial-limit", "too-long", "weight-missing", "dose-unusual", "dose-absurd", "vcpr-steps-missing")]
    public Task<IResult> Write(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/prescriptions")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<WritePrescription>(stop);
            var written = await desk.Write(vet, animalId, visitId, body.Value.ToEvent(), request.Asked(vet, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/prescriptions/{written.Written.PrescriptionId}", await View(animalId, written, stop));
        });

    [Function("ListPrescriptions")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(IReadOnlyList<PrescriptionView>))]
    [Answers(404, null, "not-found")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/prescriptions")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var book = await desk.Book(caller, animalId, stop);
            return Reply.Ok<IReadOnlyList<PrescriptionView>>([.. book.ById.Values.OrderByDescending(p => p.At).Select(desk.View)]);
        });

    /// <summary>One prescription, with its verification link; as JSON, or as the signed page to print.</summary>
    [Function("GetPrescription")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Query("format", "`html` for the page to print.")]
    [Answers(200, typeof(PrescriptionView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/prescriptions/{prescriptionId}")] HttpRequest request,
        string animalId, string prescriptionId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var (animal, there) = await desk.Written(caller, animalId, prescriptionId, stop);
            var view = await View(animalId, there, stop);
            return request.Query["format"] == "html"
                ? new HtmlPage(await desk.Page(animal, there, view, new Uri(request.Address(), view.VerifyPath), stop), PrescriptionPage.Style)
                : Reply.Ok(view);
        });

    [Function("CancelPrescription")]
    [Allows(Role.Vet)]
    [Accepts(typeof(CancelPrescription))]
    [Answers(200, typeof(PrescriptionView))]
    [Answers(403, null, "not-your-prescription")]
    [Answers(404, null, "not-found")]
    [Answers(422, null, "invalid")]
    public Task<IResult> Cancel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/prescriptions/{prescriptionId}/cancel")] HttpRequest request,
        string animalId, string prescriptionId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<CancelPrescription>(stop);
            var problems = new Problems();
            var reason = problems.Text("/reason", body.Value.Reason, 500);
            problems.ThrowIfAny();
            return Reply.Ok(desk.View(await desk.Cancel(vet, animalId, prescriptionId, reason, request.Asked(vet, body.Hash), stop)));
        });

    /// <summary>What a pharmacy sees by the link on the paper: whether it still stands, and what it says.</summary>
    [Function("VerifyPrescription")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(VerifiedPrescription))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Verify([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "prescriptions/verify/{token}")] HttpRequest request, string token, CancellationToken stop) =>
        request.Answer(async () =>
        {
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            var there = Seal.Parse(token) is var (animalId, id, mac) && await desk.Find(animalId, id, stop) is { } found && await seal.Holds(animalId, found.Written, mac, stop) ? found : null;
            if (there is null) throw new Journal.RefusedException(Journal.Refusal.NotFound("prescription"));
            var (name, licence) = await desk.Prescriber(there.Written, stop);
            var w = there.Written;
            return Reply.Ok(new VerifiedPrescription(desk.View(there).Status, w.Species, w.WeightKg, w.Drug, w.Dosing, w.Supply, there.RefillsLeft, there.Granted, w.On, w.ExpiresOn, name, licence, w.Region));
        });

    private async Task<PrescriptionView> View(string animalId, Prescription there, CancellationToken stop) =>
        desk.View(there) with { VerifyPath = $"/api/prescriptions/verify/{await seal.Token(animalId, there.Written, stop)}" };
}
