using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Vets;

public sealed class VetFunctions(ICallers callers, Roster roster)
{
    /// <summary>Who I am, what I offer and when.</summary>
    [Function("GetMyVet")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(VetView))]
    public Task<IResult> Me(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/me")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var (profile, offer) = await roster.Me(vet, stop);
            var view = VetView.Of(vet.Id, profile?.Document, offer);
            return profile is null ? Reply.Ok(view) : Reply.Ok(request, view, profile.ETag);
        });

    /// <summary>Says who I am and what I offer: species and services.</summary>
    [Function("PutMyVet")]
    [Allows(Role.Vet)]
    [Accepts(typeof(VetProfile))]
    [Answers(200, typeof(VetView))]
    [Answers(412, null, "changed-since")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "vets/me")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<VetProfile>(stop);
            var (profile, offer) = await roster.Put(vet, body.Value, request.Matches, stop);
            return Reply.Ok(request, VetView.Of(vet.Id, profile.Document, offer), profile.ETag);
        });

    /// <summary>My hours.</summary>
    [Function("GetAvailability")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(AvailabilityView))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Hours(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/me/availability")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var (_, offer) = await roster.Me(vet, stop);
            return AvailabilityView.Of(offer) is { } hours
                ? Reply.Ok(request, hours, Roster.ETagOf(offer)!.Value)
                : throw new Journal.RefusedException(Journal.Refusal.NotFound("availability yet: PUT it first"));
        });

    /// <summary>Says when I work: a weekly pattern in one time zone (fixed once set), dates that differ, slot, buffer and notice in minutes.</summary>
    [Function("PutAvailability")]
    [Allows(Role.Vet)]
    [Accepts(typeof(AvailabilityProfile))]
    [Answers(200, typeof(AvailabilityView))]
    [Answers(412, null, "changed-since")]
    [Answers(422, null, Problems.Code, "zone-fixed")]
    public Task<IResult> PutHours(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "vets/me/availability")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            var body = await request.Body<AvailabilityProfile>(stop);
            var offer = await roster.Put(vet, body.Value, request.Matches, stop);
            return Reply.Ok(request, AvailabilityView.Of(offer), Roster.ETagOf(offer)!.Value);
        });

    /// <summary>A vet, as anyone who is signed in may see it.</summary>
    [Function("GetVet")]
    [Allows(Role.Owner, Role.Vet, Role.Staff, Role.Admin)]
    [Answers(200, typeof(VetCard))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vets/{vetId}")] HttpRequest request, string vetId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff, Role.Admin);
            return Reply.Ok(await roster.Card(vetId, stop));
        });
}
