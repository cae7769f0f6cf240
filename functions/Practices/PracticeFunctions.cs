using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Practices;

public sealed class PracticeFunctions(ICallers callers, PracticeDirectory practices, Members members)
{
    /// <summary>Opens a practice.</summary>
    [Function("OpenPractice")]
    [Allows(Role.Admin)]
    [Accepts(typeof(OpenPractice))]
    [Answers(201, typeof(PracticeView))]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    public Task<IResult> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "practices")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var admin = await callers.Require(request, stop, Role.Admin);
            var body = await request.Body<OpenPractice>(stop);
            var practice = await practices.Open(body.Value, request.Asked(admin, body.Hash), stop);
            return Reply.Created(request, $"/api/practices/{practice.Id}", PracticeView.Of(practice));
        });

    /// <summary>The practices of one region: what an owner chooses the practice of record from.</summary>
    [Function("ListPractices")]
    [Allows(Role.Owner, Role.Vet, Role.Staff, Role.Admin)]
    [Query("region", "ISO 3166-2 code, such as US-CA", required: true)]
    [Answers(200, typeof(PracticeList))]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "practices")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff, Role.Admin);
            var problems = new Problems();
            var region = problems.Region("region", request.Query["region"]);
            problems.ThrowIfAny();
            return Reply.Ok(new PracticeList([.. (await practices.In(region, stop)).Select(PracticeView.Of)]));
        });

    /// <summary>One practice.</summary>
    [Function("GetPractice")]
    [Allows(Role.Owner, Role.Vet, Role.Staff, Role.Admin)]
    [Answers(200, typeof(PracticeView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "practices/{practiceId}")] HttpRequest request, string practiceId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff, Role.Admin);
            return Reply.Ok(PracticeView.Of(await practices.Find(practiceId, stop)));
        });

    /// <summary>
    /// Adds a member of staff, or changes what somebody is here; vets are added by an admin alone, for through a vet the practice's staff see the vet's patients.
    /// </summary>
    [Function("AddMember")]
    [Allows(Role.Admin, Role.Vet, Role.Staff)]
    [Accepts(typeof(AddMember))]
    [Answers(201, typeof(Member))]
    [Answers(403, null, "vets-by-admin")]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    public Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "practices/{practiceId}/members")] HttpRequest request, string practiceId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Admin, Role.Vet, Role.Staff);
            var body = await request.Body<AddMember>(stop);
            await practices.Governed(caller, practiceId, stop);
            var wanted = body.Value.Checked();
            if (wanted.Kind == MemberKind.Vet && caller.Role != Role.Admin && await members.Of(practiceId, wanted.PersonId, stop) is not { Kind: MemberKind.Vet })
                throw new RefusedException(new(403, "vets-by-admin", "A vet is added by an admin, who asked the vet."));
            var member = await members.Add(practiceId, wanted, request.Asked(caller, body.Hash), stop);
            return Reply.Created(request, $"/api/practices/{practiceId}/members/{member.PersonId}", member);
        });

    /// <summary>Who belongs to a practice.</summary>
    [Function("ListMembers")]
    [Allows(Role.Admin, Role.Vet, Role.Staff)]
    [Answers(200, typeof(MemberList))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Listed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "practices/{practiceId}/members")] HttpRequest request, string practiceId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Admin, Role.Vet, Role.Staff);
            await practices.Joined(caller, practiceId, stop);
            return Reply.Ok(new MemberList(await members.At(practiceId, stop)));
        });

    /// <summary>Somebody leaves: what they saw through the practice they see no longer.</summary>
    [Function("RemoveMember")]
    [Allows(Role.Admin, Role.Vet, Role.Staff)]
    [Answers(204)]
    [Answers(404, null, "not-found")]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "practices/{practiceId}/members/{personId}")] HttpRequest request,
        string practiceId, string personId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Admin, Role.Vet, Role.Staff);
            await practices.Governed(caller, practiceId, stop);
            await members.Remove(practiceId, Ids.Of("member", personId), stop);
            return Results.NoContent();
        });
}
