using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Vcpr;

/// <summary>The law as routes: a stateless decision, the examinations that relationships stand on, and the rules in force as a page.</summary>
public sealed class VcprFunctions(ICallers callers, Laws laws, Examinations examinations, IClock clock)
{
    private const int MostRuleBytes = 2 * 1024 * 1024;

    /// <summary>Answers a question about the law, from the facts in the body alone.</summary>
    [Function("DecideVcpr")]
    [Allows(Role.ApiKey, Role.Owner, Role.Vet, Role.Staff, Role.Admin)]
    [Accepts(typeof(AskLaw))]
    [Answers(200, typeof(Answer))]
    [Answers(422, null, "invalid")]
    public Task<IResult> Decide([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "decisions/vcpr")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.ApiKey, Role.Owner, Role.Vet, Role.Staff, Role.Admin);
            var body = await request.Body<AskLaw>(stop);
            var question = body.Value.ToQuestion(clock.GetCurrentInstant().InUtc().Date);
            return Reply.Ok((await laws.On(question.On, stop)).Decide(question));
        });

    /// <summary>Records an examination in person: it starts or renews the relationship.</summary>
    [Function("RecordExamination")]
    [Allows(Role.Vet)]
    [Accepts(typeof(RecordExamination))]
    [Answers(201, typeof(ExaminationView))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, "invalid", "not-a-member")]
    public Task<IResult> Record(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/examinations")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<RecordExamination>(stop);
            var examined = await examinations.Record(vet, animalId, body.Value, request.Asked(vet, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/examinations/{examined.ExaminationId}", ExaminationView.Of(examined));
        });

    /// <summary>The examinations in person and the electronic starts that the animal's relationships stand on.</summary>
    [Function("ListExaminations")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(RelationshipsView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/examinations")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            return Reply.Ok(RelationshipsView.Of(await examinations.Known(caller, animalId, stop)));
        });

    /// <summary>Takes back an examination that was recorded by mistake. The history keeps both.</summary>
    [Function("WithdrawExamination")]
    [Allows(Role.Vet)]
    [Accepts(typeof(WithdrawExamination))]
    [Answers(204)]
    [Answers(403, null, "not-your-examination")]
    [Answers(404, null, "not-found")]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/examinations/{examinationId}/withdraw")] HttpRequest request,
        string animalId, string examinationId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<WithdrawExamination>(stop);
            await examinations.Withdraw(vet, animalId, examinationId, body.Value, request.Asked(vet, body.Hash), stop);
            return Results.NoContent();
        });

    /// <summary>What may be done in a region, why, since when, from which source; as JSON, or as a page for people.</summary>
    [Function("ReadRules")]
    [Allows(Role.Anonymous)]
    [Query("on", "The day to answer for, yyyy-MM-dd; today if left out.")]
    [Query("format", "`html` for a page; else the Accept header decides.")]
    [Answers(200, typeof(RegionRules))]
    [Answers(422, null, "invalid")]
    public Task<IResult> Rules([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rules/{region}")] HttpRequest request, string region, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var problems = new Problems();
            problems.Region("/region", region);
            var on = request.Query["on"].ToString() is { Length: > 0 } wanted ? LocalDatePattern.Iso.Parse(wanted) : null;
            problems.If(on is { Success: false } || on is { Success: true, Value.Year: < 1990 or > 2200 }, "?on", "A day as yyyy-MM-dd.");
            problems.ThrowIfAny();
            var day = on?.Value ?? clock.GetCurrentInstant().InUtc().Date;
            var rules = RegionRules.Of(await laws.On(day, stop), region, day);
            return RulesPage.Wanted(request) ? Results.Content(RulesPage.Of(rules), "text/html; charset=utf-8") : Reply.Ok(rules);
        });

    /// <summary>Loads a new version of the rule data, which decides from its day on. What was decided before keeps its version.</summary>
    [Function("LoadRules")]
    [Allows(Role.Admin)]
    [Accepts(typeof(LoadRules))]
    [Answers(201, typeof(RulesVersion))]
    [Answers(409, null, "rules-date-taken")]
    [Answers(422, null, "invalid", "rules-invalid", "rules-date-past")]
    public Task<IResult> Load([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "rules")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            var body = await request.Body<LoadRules>(stop, MostRuleBytes);
            var problems = new Problems();
            problems.If(body.Value.From is null, "/from", "The first day on which the version decides, yyyy-MM-dd.");
            problems.If(body.Value.Rules is not { ValueKind: JsonValueKind.Object }, "/rules", "The whole rule file.");
            var reviewer = problems.Text("/reviewedBy", body.Value.ReviewedBy, 200);
            problems.ThrowIfAny();
            var loaded = await laws.Load(admin, body.Value.From!.Value, reviewer, body.Value.Rules!.Value.GetRawText(), request.Asked(admin, body.Hash), stop);
            return Reply.Created(request, "/api/rules", loaded);
        });

    /// <summary>The versions of the rules, each with its first day.</summary>
    [Function("ListRules")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(IReadOnlyList<RulesVersion>))]
    public Task<IResult> Versions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rules")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () => Reply.Ok(await laws.List(stop)));
}
