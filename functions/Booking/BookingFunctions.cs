using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>Find a time, book it, move it.</summary>
public sealed class BookingFunctions(Bookings bookings, Moves moves, OpeningsSearch openings, Horizon horizon, IClock clock, Interpreter interpreter, ICallers callers)
{
    /// <summary>Free times in one region, soonest first, in pages.</summary>
    [Function("FindOpenings")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Query("region", "Where the animal is: ISO 3166-2, such as US-CA, or GB.", required: true)]
    [Query("species", "The animal's species.", required: true)]
    [Query("service", "Only vets who offer this service.")]
    [Query("vetId", "Only this vet.")]
    [Query("from", "An RFC 3339 time, or a date, which is that UTC day; now without it.")]
    [Query("to", "Exclusive time, or the last UTC date; at most 31 days after from, 7 without it.")]
    [Query("limit", "1 to 200, 50 without it.")]
    [Query("cursor", "The cursor of the page before, with the same question.")]
    [Answers(200, typeof(OpeningsPage))]
    [Answers(422, null, "invalid")]
    public Task<IResult> Find([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openings")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            return Reply.Ok(await openings.Find(OpeningsAsked.Of(request.Query, clock.GetCurrentInstant()), stop));
        });

    /// <summary>Books a visit: holds the vet's time, then opens the visit. The server computes the end.</summary>
    [Function("BookVisit")]
    [Allows(Role.Owner, Role.Staff)]
    [Speaks]
    [Accepts(typeof(BookVisit))]
    [Answers(201, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "slot-taken", "hold-lapsed", "day-full", "busy")]
    [Answers(422, null, "emergency", "in-person-needed", "intake-needed", "vcpr-required", "not-licensed", "not-offered", "outside-hours", "minimum-notice",
        "in-the-past", "too-far-ahead", "animal-died", "phone-missing", "idempotency-key-reused", "invalid")]
    [Answers(429, null, "too-many-holds-of-day")]
    public Task<IResult> Book(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Staff);
            var body = await request.Body<BookVisit>(stop);
            var visit = await interpreter.Refusing(request, caller, () => bookings.Book(caller, animalId, body.Value, request.Asked(caller, body.Hash), stop));
            return Reply.Created(request, $"/api/animals/{animalId}/visits/{visit.Id}", VisitView.Of(visit));
        });

    /// <summary>Moves a visit to another time of the same vet, in one step: never both times, never neither.</summary>
    [Function("RescheduleVisit")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Speaks]
    [Accepts(typeof(RescheduleVisit))]
    [Answers(200, typeof(VisitView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "slot-taken", "hold-lapsed", "day-full", "busy", "visit-checked-in", "visit-started", "visit-ended", "visit-cancelled", "moved-too-often")]
    [Answers(422, null, "emergency", "in-person-needed", "vcpr-required", "same-complaint-only", "telemedicine-not-allowed", "start-must-be-video", "not-licensed", "not-offered",
        "outside-hours", "minimum-notice", "in-the-past", "too-far-ahead", "invalid")]
    [Answers(429, null, "too-many-holds-of-day")]
    public Task<IResult> Reschedule(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/reschedule")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var body = await request.Body<RescheduleVisit>(stop);
            return Reply.Ok(VisitView.Of(await interpreter.Refusing(request, caller, () => moves.Move(caller, animalId, visitId, body.Value, request.Asked(caller, body.Hash), stop))));
        });

    /// <summary>Every hour: the dates that came into the horizon. A run that was missed is made up by the next.</summary>
    [Function("ExtendHorizon")]
    public Task Extend([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken stop) => horizon.Extend(stop);
}
