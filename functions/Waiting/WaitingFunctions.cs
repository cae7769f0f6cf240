using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>A visit now: the owner asks and waits, vets on duty take it.</summary>
public sealed class WaitingFunctions(OnDemand onDemand, Claims claims, WaitingRoom room, OwnersWait waits, DutyDesk duty, Interpreter interpreter, ICallers callers)
{
    /// <summary>Asks for a visit now, with whichever vet is free. It passes the gates of a booking. The answer says at once how the wait stands, also when no vet is on duty.</summary>
    [Function("RequestVisit")]
    [Allows(Role.Owner)]
    [Speaks]
    [Accepts(typeof(RequestVisit))]
    [Answers(201, typeof(RequestedVisit))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "already-waiting", "busy")]
    [Answers(422, null, "emergency", "in-person-needed", "intake-needed", "vcpr-required", "animal-died", "fee-not-agreed", "fee-changed", "phone-missing", "idempotency-key-reused", "invalid")]
    public Task<IResult> Request(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/on-demand-visits")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var body = await request.Body<RequestVisit>(stop);
            var requested = await interpreter.Refusing(request, owner, () => onDemand.Request(owner, animalId, body.Value, request.Asked(owner, body.Hash), stop));
            return Reply.Created(request, $"/api/animals/{animalId}/visits/{requested.Visit.Id}", requested);
        });

    /// <summary>How the wait stands: place, expected time, honest words, and other ways once it is long. With <c>wait</c> it is answered when something is different.</summary>
    [Function("ShowWaiting")]
    [Allows(Role.Owner)]
    [Query("after", "What the last answer gave as after.")]
    [Query("wait", "Seconds to wait for something different, 0 to 25; 0 without it.")]
    [Answers(200, typeof(WaitingView))]
    [Answers(400, null, "wait-invalid")]
    [Answers(404, null, "not-found")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/waiting")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            var wait = request.Query["wait"].ToString();
            if (!byte.TryParse(wait.Length == 0 ? "0" : wait, out var seconds) || seconds > 25)
                throw new RefusedException(new(400, "wait-invalid", "Send `wait` as whole seconds from 0 to 25."));
            return Reply.Ok(await waits.Watch(owner, animalId, visitId, request.Query["after"], TimeSpan.FromSeconds(seconds), stop));
        });

    /// <summary>What waits for this vet: booked visits at their time, then what any vet may take, by urgency and then arrival.</summary>
    [Function("ShowWaitingRoom")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(WaitingRoomView))]
    public Task<IResult> Room([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waiting-room")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () => Reply.Ok(await room.Of(await callers.Require(request, stop, Role.Vet), stop)));

    /// <summary>Takes a visit that waits; also how a vet accepts an offer. Exactly one vet gets it, and nobody books that vet's time for as long as a slot of theirs takes, or until the next visit that is booked.</summary>
    [Function("ClaimVisit")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "already-claimed", "offered-to-another", "offer-over", "more-urgent-waits", "vet-busy", "not-on-duty", "wait-over", "visit-stopped", "busy")]
    [Answers(422, null, "vcpr-required", "idempotency-key-reused")]
    public Task<IResult> Claim(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waiting-room/{visitId}/claim")] HttpRequest request, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            return Reply.Ok(VisitView.Of(await claims.Claim(vet, visitId, request.Asked(vet), stop)));
        });

    /// <summary>Declines an offer: the next vet is asked at once, and this one is not asked again for this visit.</summary>
    [Function("DeclineOffer")]
    [Allows(Role.Vet)]
    [Answers(204)]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "no-offer", "busy")]
    public Task<IResult> Decline(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waiting-room/{visitId}/decline")] HttpRequest request, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            await claims.Decline(vet, visitId, request.Asked(vet), stop);
            return Results.NoContent();
        });

    /// <summary>Whether I take visits on demand, and the one that is offered to me.</summary>
    [Function("GetDuty")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(DutyView))]
    public Task<IResult> Duty([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/me/duty")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () => Reply.Ok(await duty.Show(await callers.Require(request, stop, Role.Vet), stop)));

    /// <summary>Goes on duty until a time, or off. On duty, visits on demand are offered to me one at a time; each offer must be taken within seconds or goes to the next vet.</summary>
    [Function("PutDuty")]
    [Allows(Role.Vet)]
    [Accepts(typeof(PutDuty))]
    [Answers(200, typeof(DutyView))]
    [Answers(409, null, "too-many-changes", "busy")]
    [Answers(422, null, "no-hours", "nothing-offered", "not-licensed", Problems.Code)]
    public Task<IResult> PutDuty([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "vets/me/duty")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<PutDuty>(stop);
            return Reply.Ok(await duty.Put(vet, body.Value, stop));
        });
}
