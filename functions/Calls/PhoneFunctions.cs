using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Video;
using VetVisits.Visits;

namespace VetVisits.Calls;

/// <summary>A call as people see it: no numbers.</summary>
public sealed record CallView(string CallId, CallPurpose Purpose, int Attempt, CallPhase Phase, CallOutcome Outcome, Instant? NotBefore)
{
    public static CallView Of(Call call) => new(call.Request!.CallId, call.Request.Purpose, call.Request.Attempt, call.Phase, call.Outcome, call.Request.NotBefore);
}

public sealed record CallList(IReadOnlyList<CallView> Calls);

public sealed record NumberCode(string? Code);

/// <param name="Verified">The number of the profile is proved to be the caller's own.</param>
public sealed record NumberChecked(bool Verified);

public sealed class PhoneFunctions(ICallers callers, VisitDoor door, VideoDoor room, VisitCalls calls, PhoneBook book, NumberChecks checks)
{
    /// <summary>Goes on by phone, while the visit's room is open: the vet is dialled, then the owner, who presses 1; both are joined. While a call is going on, that one is answered.</summary>
    [Function("ContinueByPhone")]
    [Allows(Role.Owner, Role.Vet)]
    [Answers(202, typeof(CallView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-not-open", "visit-waiting", "too-early", "too-late", "phone-unverified", "other-phone-unverified", "too-many-calls")]
    [Answers(422, null, "backup-phone-not-agreed")]
    public Task<IResult> Continue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/calls")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        var found = await door.Act(caller, animalId, visitId, stop);
        // Who waits for a vet is told so by the call itself.
        if (found.Visit.HasVet) room.MustBeOpen(found.Visit);
        if (found.Visit is { HasVet: true, BackupPhoneAgreed: true }) await book.MustReach(found.Visit, caller, stop);
        var call = await calls.Continue(found.Visit, request.Asked(caller), 1, null, stop);
        return Results.Json(CallView.Of(call), Json.Options, statusCode: 202);
    });

    /// <summary>The calls of a visit, reminders among them, with every attempt and how it came out.</summary>
    [Function("ListCalls")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Answers(200, typeof(CallList))]
    [Answers(404, null, "not-found")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/calls")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
        var found = await door.Act(caller, animalId, visitId, stop);
        return Reply.Ok(new CallList([.. (await calls.All(found.Visit, stop)).Select(CallView.Of)]));
    });

    /// <summary>Has the number of the caller's profile rung and a code of six digits spoken.</summary>
    [Function("RingNumber")]
    [Allows(Role.Owner, Role.Vet)]
    [Answers(202, typeof(NumberChecked))]
    [Answers(422, null, "phone-missing")]
    [Answers(429, null, "too-many-checks")]
    public Task<IResult> Ring(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "phone/check")] HttpRequest request, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        await checks.Ring(caller, request.Asked(caller), stop);
        return Results.Json(new NumberChecked(false), Json.Options, statusCode: 202);
    });

    /// <summary>Takes the code that was spoken.</summary>
    [Function("ConfirmNumber")]
    [Allows(Role.Owner, Role.Vet)]
    [Accepts(typeof(NumberCode))]
    [Answers(200, typeof(NumberChecked))]
    [Answers(409, null, "no-check")]
    [Answers(422, null, "code-wrong", Problems.Code)]
    public Task<IResult> Confirm(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "phone/confirm")] HttpRequest request, CancellationToken stop) => request.Answer(async () =>
    {
        var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
        var body = (await request.Body<NumberCode>(stop)).Value;
        var problems = new Problems();
        var code = problems.Text("/code", body.Code, 6);
        problems.ThrowIfAny();
        await checks.Confirm(caller, code, stop);
        return Reply.Ok(new NumberChecked(true));
    });
}
