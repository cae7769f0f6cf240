using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Visits.Care;

/// <summary>The examination at home: the vet sends steps, the owner's findings become observations of the visit.</summary>
public sealed class HomeExaminationFunctions(CareCommands care, ICallers callers)
{
    [Function("ListExaminationSteps")]
    [Allows(Role.Anonymous)]
    [Query("species", "Only the steps for this species.")]
    [Answers(200, typeof(HomeExamination))]
    [Answers(422, null, "invalid")]
    public Task<IResult> Library([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "home-examination")] HttpRequest request, CancellationToken stop) =>
        request.Answer(() =>
        {
            var species = request.Query["species"].ToString() is { Length: > 0 } wanted ? wanted : null;
            var problems = new Problems();
            if (species is not null) problems.OneOf("?species", species, (IReadOnlyCollection<string>)Animals.Species.All);
            problems.ThrowIfAny();
            var library = HomeExamination.Embedded;
            return Task.FromResult(Reply.Ok(library with { Steps = [.. library.For(species)] }));
        });

    /// <summary>Sends steps to the owner.</summary>
    [Function("SendExaminationSteps")]
    [Allows(Role.Vet)]
    [Accepts(typeof(SendSteps))]
    [Answers(201, typeof(IReadOnlyList<HomeStep>))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "not-started", "too-many-steps")]
    [Answers(422, null, "invalid")]
    public Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/home-examination")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<SendSteps>(stop);
            var problems = new Problems();
            problems.If(body.Value.Steps is null or { Count: 0 or > 12 }, "/steps", "1 to 12 steps.");
            var known = HomeExamination.Embedded.Steps.Select(s => s.Id).ToArray();
            var steps = (body.Value.Steps ?? []).Take(12).Select((s, i) => (problems.OneOf($"/steps/{i}/stepId", s.StepId, known), problems.TextOrNull($"/steps/{i}/note", s.Note, 500))).ToArray();
            problems.ThrowIfAny();
            var course = await care.Send(vet, animalId, visitId, steps, request.Asked(vet, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/visits/{visitId}/care", CareSteps(course));
        });

    /// <summary>Reports what the owner found at one step.</summary>
    [Function("ReportFinding")]
    [Allows(Role.Owner)]
    [Accepts(typeof(ReportFinding))]
    [Answers(201, typeof(HomeStep))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "finding-reported", "visit-ended")]
    [Answers(422, null, "invalid", "finding-invalid")]
    public Task<IResult> Report(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/home-examination/{sendId}")] HttpRequest request,
        string animalId, string visitId, string sendId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<ReportFinding>(stop);
            var problems = new Problems();
            var finding = new HomeFindingReported(sendId, "", body.Value.Number, null, problems.TextOrNull("/choice", body.Value.Choice, 60), problems.TextOrNull("/words", body.Value.Words, 2_000));
            problems.ThrowIfAny();
            var course = await care.Find(owner, animalId, visitId, finding, request.Asked(owner, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/visits/{visitId}/care", course.Steps[sendId]);
        });

    private static HomeStep[] CareSteps(Course course) => [.. course.Steps.Values.OrderBy(s => s.SentAt).ThenBy(s => s.SendId, StringComparer.Ordinal)];
}
