using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Webhooks;

public sealed class WebhookFunctions(ICallers callers, IDocuments documents, WebhookKeys keys, DueList list, IClock clock)
{
    private const int MostHooks = 50;
    private const int MostAtOnce = 200;

    /// <summary>Registers an https address for facts. The signing key is in the answer, here alone.</summary>
    [Function("AddWebhook")]
    [Allows(Role.Admin)]
    [Accepts(typeof(AddWebhook))]
    [Answers(201, typeof(WebhookView))]
    [Answers(409, null, "too-many-webhooks")]
    [Answers(422, null, Problems.Code, "address-not-public", "webhooks-not-configured", "idempotency-key-reused")]
    public Task<IResult> Add([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks")] HttpRequest request, CancellationToken stop) => request.Answer(async () =>
    {
        var admin = await callers.Require(request, stop, Role.Admin);
        var body = await request.Body<AddWebhook>(stop);
        var asked = request.Asked(admin, body.Hash);
        var hook = body.Value.Checked(asked, clock.GetCurrentInstant());
        var key = keys.Of(hook.Id);
        if (!await PublicNetwork.Resolves(new Uri(hook.Address), stop)) throw new RefusedException(AddWebhook.NotPublic);
        if ((await All(stop)).Count(h => h.Id != hook.Id) >= MostHooks) throw new RefusedException(Refusal.Conflict("too-many-webhooks", "Remove a webhook before you add another."));
        var made = (await documents.Make(Webhook.At(hook.Id), hook, stop)).Document;
        return Reply.Created(request, $"/api/webhooks/{made.Id}", WebhookView.Of(made) with { SigningKey = key });
    });

    /// <summary>All webhooks, with how they fare.</summary>
    [Function("ListWebhooks")]
    [Allows(Role.Admin)]
    [Answers(200, typeof(WebhookList))]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks")] HttpRequest request, CancellationToken stop) => request.Answer(async () =>
    {
        await callers.Require(request, stop, Role.Admin);
        return Reply.Ok(new WebhookList([.. (await All(stop)).Select(WebhookView.Of)]));
    });

    /// <summary>Removes a webhook; what waited for it is not sent.</summary>
    [Function("RemoveWebhook")]
    [Allows(Role.Admin)]
    [Answers(204)]
    [Answers(404, null, "not-found")]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "webhooks/{webhookId}")] HttpRequest request, string webhookId, CancellationToken stop) => request.Answer(async () =>
    {
        await callers.Require(request, stop, Role.Admin);
        await Find(webhookId, stop);
        await documents.Remove<Webhook>(Webhook.At(webhookId), stop);
        return Results.NoContent();
    });

    /// <summary>The delivery log, oldest first, after a cursor.</summary>
    [Function("ListDeliveries")]
    [Allows(Role.Admin)]
    [Query("after", "The key of the last delivery that was read.")]
    [Answers(200, typeof(DeliveryList))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Deliveries(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/{webhookId}/deliveries")] HttpRequest request, string webhookId, CancellationToken stop) => request.Answer(async () =>
    {
        await callers.Require(request, stop, Role.Admin);
        await Find(webhookId, stop);
        var page = await Page(webhookId, request.Query["after"].ToString(), stop);
        return Reply.Ok(new DeliveryList([.. page.Select(d => DeliveryView.Of(d.Document))]));
    });

    /// <summary>Sends again what the log holds after a cursor, up to 200 at once, and enables a webhook that was disabled. Receivers tell a repeat by the event's id.</summary>
    [Function("ReplayDeliveries")]
    [Allows(Role.Admin)]
    [Query("after", "The key of the last delivery that needs no replay; without it, from the oldest.")]
    [Answers(202, typeof(DeliveryList))]
    [Answers(404, null, "not-found")]
    public Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{webhookId}/replay")] HttpRequest request, string webhookId, CancellationToken stop) => request.Answer(async () =>
    {
        await callers.Require(request, stop, Role.Admin);
        await Find(webhookId, stop);
        var now = clock.GetCurrentInstant();
        await documents.Put<Webhook>(Webhook.At(webhookId), there => (there?.Document ?? throw new RefusedException(Refusal.NotFound("webhook")))
            with
        { DisabledAt = null, FailingSince = null, Failures = 0, NotBefore = null }, stop);
        var page = await Page(webhookId, request.Query["after"].ToString(), stop);
        foreach (var one in page)
        {
            var place = WebhookDelivery.Place(webhookId, one.Document.Key);
            // A conflict is a try that is being made at this moment: as good as the replay.
            await documents.Write(place, one.Document with { State = DeliveryState.Waiting, At = now, Tries = 0 }, one.ETag, stop, WebhookDelivery.Kept);
            await list.Plan(new(WebhookSender.DueKind, now, place.Partition, place.Id), stop);
        }
        return Results.Json(new DeliveryList([.. page.Select(d => DeliveryView.Of(d.Document))]), Json.Options, statusCode: 202);
    });

    private async Task<List<Webhook>> All(CancellationToken stop)
    {
        var all = new List<Webhook>();
        await foreach (var (_, stored) in documents.List<Webhook>(Webhook.Partition, IdRange.Prefix(Webhook.Prefix), stop)) all.Add(stored.Document);
        return all;
    }

    private async Task<Webhook> Find(string id, CancellationToken stop) =>
        (await documents.Read<Webhook>(Webhook.At(Ids.Of("webhook", id)), stop))?.Document ?? throw new RefusedException(Refusal.NotFound("webhook"));

    private async Task<List<Stored<WebhookDelivery>>> Page(string id, string after, CancellationToken stop)
    {
        var page = new List<Stored<WebhookDelivery>>();
        var range = Names.Allows(after) ? IdRange.After(after) : IdRange.All;
        await foreach (var (_, stored) in documents.List<WebhookDelivery>(WebhookDelivery.PartitionOf(id), range, stop))
        {
            page.Add(stored);
            if (page.Count == MostAtOnce) break;
        }
        return page;
    }
}
