using Microsoft.Azure.Functions.Worker;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Visits.Care;

/// <summary>What an owner agrees to for an animal, and takes back.</summary>
public sealed class ConsentFunctions(IJournal journal, Streams streams, Access access, ICallers callers)
{
    [Function("GiveConsent")]
    [Allows(Role.Owner)]
    [Accepts(typeof(GiveConsent))]
    [Answers(200, typeof(ConsentsView))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, "invalid")]
    public Task<IResult> Give([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/consents")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<GiveConsent>(stop);
            var animal = await access.Owned(owner, animalId, stop);
            var problems = new Problems();
            var given = new ConsentGiven(problems.OneOf("/what", body.Value.What, (IReadOnlyCollection<string>)Consents.All), problems.Text("/textVersion", body.Value.TextVersion, 60));
            problems.ThrowIfAny();
            return await Run(animal.Id, request.Asked(owner, body.Hash), known => Consents.Decide(known, given), stop);
        });

    [Function("WithdrawConsent")]
    [Allows(Role.Owner)]
    [Answers(200, typeof(ConsentsView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/consents/{what}/withdraw")] HttpRequest request,
        string animalId, string what, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var animal = await access.Owned(owner, animalId, stop);
            return await Run(animal.Id, request.Asked(owner), known => Consents.Decide(known, new ConsentWithdrawn(what)), stop);
        });

    [Function("ListConsents")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(ConsentsView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/consents")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var animal = await access.Seen(caller, animalId, stop);
            var known = Consents.Fold.Of((await journal.Read(Animal.PartitionOf(animal.Id), [Consents.Stream], stop)).Of(Consents.Stream));
            return Reply.Ok(new ConsentsView([.. known.Standing.Values]));
        });

    private async Task<IResult> Run(string animalId, Asked asked, Func<Consents, Decision> decide, CancellationToken stop)
    {
        var ran = await streams.Run(new(Animal.PartitionOf(animalId), Consents.Stream), Consents.Fold, asked, (known, _) => decide(known), stop);
        return Reply.Ok(new ConsentsView([.. ran.OrThrow().Standing.Values]));
    }
}
