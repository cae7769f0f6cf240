using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;

namespace VetVisits.Booking;

/// <summary>A vet's day, for the vet and for the staff who answer the telephone.</summary>
public sealed class VetDayFunctions(VetDays days, Members members, ICallers callers)
{
    [Function("ShowMyDay")]
    [Allows(Role.Vet)]
    [Query("date", "The local date in the vet's zone; today without it.")]
    [Answers(200, typeof(VetDayView))]
    [Answers(422, null, "no-hours", "invalid")]
    public Task<IResult> Mine([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/me/day")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            return Reply.Ok(await days.Show(vet.Id, Date(request.Query["date"]), stop));
        });

    [Function("ShowVetDay")]
    [Allows(Role.Staff)]
    [Query("date", "The local date in the vet's zone; today without it.")]
    [Answers(200, typeof(VetDayView))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, "no-hours", "invalid")]
    public Task<IResult> OfVet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/{vetId}/day")] HttpRequest request, string vetId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var staff = await callers.Require(request, stop, Role.Staff);
            if (!await members.WorksWithAny(staff.Id, [Ids.Of("vet of your practice", vetId)], stop)) throw new RefusedException(Refusal.NotFound("vet of your practice"));
            return Reply.Ok(await days.Show(vetId, Date(request.Query["date"]), stop));
        });

    /// <summary>Takes time out of the vet's day. Visits that stand in it stay.</summary>
    [Function("BlockTime")]
    [Allows(Role.Vet)]
    [Accepts(typeof(BlockVetTime))]
    [Answers(201, typeof(BlockView))]
    [Answers(409, null, "day-full")]
    [Answers(422, null, "across-days", "no-hours", "idempotency-key-reused", "invalid")]
    public Task<IResult> Block([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "vets/me/blocks")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<BlockVetTime>(stop);
            var block = await days.Block(vet.Id, body.Value, request.Asked(vet, body.Hash), stop);
            return Reply.Created(request, $"/api/vets/me/blocks/{LocalDatePattern.Iso.Format(block.Day)}/{block.Id}", block);
        });

    [Function("UnblockTime")]
    [Allows(Role.Vet)]
    [Answers(204)]
    [Answers(404, null, "not-found")]
    public Task<IResult> Unblock(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "vets/me/blocks/{date}/{blockId}")] HttpRequest request, string date, string blockId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            if (LocalDatePattern.Iso.Parse(date) is not { Success: true } day) throw new RefusedException(Refusal.NotFound("block"));
            await days.Unblock(vet.Id, day.Value, Ids.Of("block", blockId), request.Asked(vet), stop);
            return Results.NoContent();
        });

    private static LocalDate? Date(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return LocalDatePattern.Iso.Parse(text) is { Success: true } date && date.Value.Year is > 2000 and < 2200
            ? date.Value
            : throw new RefusedException(Refusal.Invalid("invalid", "date is a local date such as 2026-11-23."));
    }
}
