using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Messages;

/// <summary>Secure text between the owner and the vet of a visit: while it stands, and for a while after its end.</summary>
public sealed class MessageFunctions(MessageDesk desk, ICallers callers)
{
    private const int MostPerPage = 200;

    /// <summary>Writes to the other side. Photos are named by id; they are photos of this animal.</summary>
    [Function("SendMessage")]
    [Allows(Role.Owner, Role.Vet)]
    [Accepts(typeof(SendMessage))]
    [Answers(201, typeof(MessageView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "messages-closed", "visit-waiting", "too-many-messages")]
    [Answers(422, null, Problems.Code, "photo-unknown", "photo-unusable", "idempotency-key-reused")]
    public Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/messages")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
            var body = await request.Body<SendMessage>(stop);
            var problems = new Problems();
            var text = problems.Text("/text", body.Value.Text, MessageRules.MostText);
            var photos = Photos(problems, body.Value.PhotoIds ?? []);
            problems.ThrowIfAny();
            var message = await desk.Send(caller, animalId, visitId, text, photos, request.Asked(caller, body.Hash), stop);
            return Reply.Created(request, $"/api/animals/{animalId}/visits/{visitId}/messages", message);
        });

    /// <summary>The conversation, oldest first, with when each message was read by the other side. Reading here is no receipt; a client sends that when a person has looked.</summary>
    [Function("ListMessages")]
    [Allows(Role.Owner, Role.Vet, Role.Staff)]
    [Query("after", "The id of the last message that you have; from the beginning without it.")]
    [Query("limit", "1 to 200, 100 without it.")]
    [Answers(200, typeof(MessagesPage))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "after-unknown")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/visits/{visitId}/messages")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Staff);
            var (after, asked) = (request.Query["after"].ToString(), request.Query["limit"].ToString());
            var problems = new Problems();
            var limit = problems.Between("?limit", asked.Length == 0 ? 100 : int.TryParse(asked, out var number) ? number : null, 1, MostPerPage);
            problems.ThrowIfAny();
            return Reply.Ok(await desk.List(caller, animalId, visitId, after.Length == 0 ? null : after, limit, stop));
        });

    /// <summary>Says that the caller has read up to this message. It never goes back.</summary>
    [Function("ReadMessages")]
    [Allows(Role.Owner, Role.Vet)]
    [Accepts(typeof(ReadMessages))]
    [Answers(200, typeof(ReadView))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/messages/read")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet);
            var body = await request.Body<ReadMessages>(stop);
            var problems = new Problems();
            var upTo = problems.Id("/upTo", body.Value.UpTo);
            problems.ThrowIfAny();
            return Reply.Ok(new ReadView(await desk.Read(caller, animalId, visitId, upTo, request.Asked(caller, body.Hash), stop)));
        });

    /// <summary>Ends the follow-up before its time; both sides can still read.</summary>
    [Function("CloseMessages")]
    [Allows(Role.Vet)]
    [Answers(200, typeof(ClosedView))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "visit-open")]
    public Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/visits/{visitId}/messages/close")] HttpRequest request,
        string animalId, string visitId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var vet = await callers.Require(request, stop, Role.Vet);
            return Reply.Ok(new ClosedView(await desk.Close(vet, animalId, visitId, request.Asked(vet), stop)));
        });

    private static IReadOnlyList<string> Photos(Problems problems, IReadOnlyList<string?> named)
    {
        problems.If(named.Count > MessageRules.MostPhotos, "/photoIds", $"At most {MessageRules.MostPhotos} photos.");
        problems.If(named.Distinct(StringComparer.Ordinal).Count() != named.Count, "/photoIds", "Name each once.");
        return [.. named.Take(MessageRules.MostPhotos).Select((id, i) => problems.Id($"/photoIds/{i}", id))];
    }
}
