using Microsoft.Azure.Functions.Worker;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Owners;

public sealed class OwnerFunctions(ICallers callers, IDocuments documents)
{
    /// <summary>Who I am, as an owner.</summary>
    [Function("GetOwner")]
    [Allows(Role.Owner)]
    [Answers(200, typeof(Owner))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "owners/me")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner);
            var owner = await documents.Read<Owner>(Owner.At(caller.Id), stop) ?? throw new RefusedException(Refusal.NotFound("profile yet: PUT it first"));
            return Reply.Ok(request, owner.Document, owner.ETag);
        });

    /// <summary>Says who I am: name, phone (E.164), region (ISO 3166-2), language, reminders, time zone.</summary>
    [Function("PutOwner")]
    [Allows(Role.Owner)]
    [Accepts(typeof(OwnerProfile))]
    [Answers(200, typeof(Owner))]
    [Answers(412, null, "changed-since")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "owners/me")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner);
            var owner = (await request.Body<OwnerProfile>(stop)).Value.Checked(caller.Id);
            var now = await documents.Put<Owner>(Owner.At(caller.Id), there => Matched(request, there, owner), stop);
            return Reply.Ok(request, now.Document, now.ETag);
        });

    private static Owner Matched(HttpRequest request, Stored<Owner>? there, Owner owner)
    {
        request.Matches(there?.ETag);
        return owner;
    }
}
