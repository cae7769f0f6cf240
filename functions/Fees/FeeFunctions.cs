using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Fees;

/// <summary>What a visit will cost, what it did cost and why.</summary>
public sealed class FeeFunctions(FeeSettings settings, VisitDoor door, Streams streams, ICallers callers)
{
    /// <summary>The quote: what will be charged in which case. The owner agrees to it with the booking.</summary>
    [Function("QuoteFee")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Query("region", "Where the animal is, ISO 3166-2.", required: true)]
    [Query("service", "The service to be booked.", required: true)]
    [Answers(200, typeof(FeeTerms))]
    [Answers(422, null, "invalid")]
    public Task<IResult> Quote([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fees/quote")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var problems = new Problems();
            var region = problems.Region("?region", request.Query["region"]);
            var service = problems.OneOf("?service", request.Query["service"], (IReadOnlyCollection<string>)CareServices.All);
            problems.ThrowIfAny();
            return Reply.Ok(settings.Terms(region, service));
        });

    /// <summary>The fee of a visit: what was agreed, what was decided and why.</summary>
    [Function("GetFee")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(FeeView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/fee")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var found = await door.Act(caller, animalId, visitId, stop, Fee.Name(Ids.Of("visit", visitId)));
            return Reply.Ok(FeeView.Of(found.Visit, Fee.Fold.Of(found.Histories.Of(Fee.Name(visitId)))));
        });

    /// <summary>Lets a charge go, with a reason; by the vet or the staff of the practice.</summary>
    [Function("WaiveFee")]
    [Allows(Role.Vet, Role.Staff)]
    [Accepts(typeof(WaiveFee))]
    [Answers(200, typeof(FeeView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "fee-undecided", "nothing-charged")]
    [Answers(422, null, "invalid")]
    public Task<IResult> Waive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/fee/waive")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Vet, Role.Staff);
            var body = await request.Body<WaiveFee>(stop);
            var problems = new Problems();
            var reason = problems.Text("/reason", body.Value.Reason, 500);
            problems.ThrowIfAny();
            var found = await door.Act(caller, animalId, visitId, stop);
            var ran = await streams.Run(Fee.Of(animalId, visitId), Fee.Fold, request.Asked(caller, body.Hash), (fee, _) => FeeRules.LetGo(fee, visitId, reason), stop);
            return Reply.Ok(FeeView.Of(found.Visit, ran.OrThrow()));
        });
}

public sealed record WaiveFee(string? Reason);

/// <param name="Owed">What the owner owes for the visit now, in minor units; null while it is not decided.</param>
public sealed record FeeView(FeeTerms? Agreed, FeeKind? Kind, long? AmountMinor, string? Currency, string? Reason, Instant? DecidedAt, bool LetGo, string? LetGoReason, long? Owed)
{
    public static FeeView Of(Visit visit, Fee fee) => new(
        visit.Fee, fee.Decided?.Kind, fee.Decided?.AmountMinor, fee.Decided?.Currency, fee.Decided?.Reason, fee.At, fee.LetGo is not null, fee.LetGo?.Reason,
        fee.Decided is null ? null : fee.LetGo is null ? fee.Decided.AmountMinor : 0);
}
