using System.Net.Http.Headers;
using System.Text;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Outreach;

namespace VetVisits.Webhooks;

/// <summary>
/// Writes down, for each webhook that wants it, every fact that vets, pharmacies or payment systems hear of; what is written down is sent by <see cref="WebhookSender"/>,
/// or, while the webhook is disabled, by a replay.
/// </summary>
public sealed class WebhookPublication(IEnumerable<INoticeSource> notices, IEnumerable<IFactSource> facts, IDocuments documents, DueList list, IClock clock) : IPublication
{
    private readonly IReadOnlyList<INoticeSource> notices = [.. notices];
    private readonly IReadOnlyList<IFactSource> facts = [.. facts];

    public bool Concerns(Commit commit) => notices.Any(s => s.Concerns(commit)) || facts.Any(s => s.Concerns(commit));

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        var hooks = new List<Webhook>();
        await foreach (var (_, stored) in documents.List<Webhook>(Webhook.Partition, IdRange.Prefix(Webhook.Prefix), stop)) hooks.Add(stored.Document);
        if (hooks.Count == 0) return;
        foreach (var fact in await Facts(commit, stop))
            foreach (var hook in hooks.Where(h => h.Wants(fact.Type)))
            {
                var key = WebhookDelivery.KeyOf(fact.Time, fact.Id);
                var delivery = new WebhookDelivery(key, fact.Id, fact.Type, Json.Write(fact), clock.GetCurrentInstant(), DeliveryState.Waiting);
                await documents.Write(WebhookDelivery.Place(hook.Id, key), delivery, expected: null, stop, WebhookDelivery.Kept);
                if (hook.DisabledAt is null) await list.Plan(new(WebhookSender.DueKind, clock.GetCurrentInstant(), WebhookDelivery.PartitionOf(hook.Id), key), stop);
            }
    }

    private async Task<IReadOnlyList<CloudEvent>> Facts(Commit commit, CancellationToken stop)
    {
        var told = new List<CloudEvent>();
        foreach (var source in notices.Where(s => s.Concerns(commit)))
            told.AddRange((await source.From(commit, stop)).Select(notice => CloudEvent.Of(notice, commit.Trace)));
        foreach (var source in facts.Where(s => s.Concerns(commit))) told.AddRange(await source.From(commit, stop));
        return told;
    }
}

/// <summary>Sends what waits: signed, at least once, with longer and longer pauses for a day; an address that fails for days is disabled.</summary>
public sealed partial class WebhookSender(IDocuments documents, WebhookKeys keys, IHttpClientFactory http, IClock clock, ILogger<WebhookSender> log) : IDueWork
{
    public const string DueKind = "webhook";
    public const string Client = "webhooks";

    public static readonly Duration GiveUpAfter = Duration.FromDays(1);
    public static readonly Duration DisableAfter = Duration.FromDays(3);

    public string Kind => DueKind;

    public async Task<Instant?> Do(DueEntry due, CancellationToken stop)
    {
        var id = due.Partition["webhook:".Length..];
        var place = new DocumentId(due.Partition, due.Stream);
        if (await documents.Read<Webhook>(Webhook.At(id), stop) is not { Document: { DisabledAt: null } hook }) return null;
        if (await documents.Read<WebhookDelivery>(place, stop) is not { Document: { State: DeliveryState.Waiting } delivery } stored) return null;
        var now = clock.GetCurrentInstant();
        if (hook.NotBefore is { } pause && now < pause) return pause;

        var status = await Post(hook, delivery, now, stop);
        var tried = Tried(delivery, status, now);
        await documents.Write(place, tried, stored.ETag, stop, WebhookDelivery.Kept);
        var after = await documents.Put<Webhook>(Webhook.At(id), there => After(there?.Document ?? hook, tried.State == DeliveryState.Delivered, now), stop);
        if (after.Document.DisabledAt == now) Disabled(log, id);
        return tried.State == DeliveryState.Waiting ? now + Pause(tried.Tries) : null;
    }

    /// <summary>The delivery after one try. Pure.</summary>
    public static WebhookDelivery Tried(WebhookDelivery delivery, int status, Instant now) => delivery with
    {
        Tries = delivery.Tries + 1,
        Status = status,
        TriedAt = now,
        State = status is >= 200 and < 300 ? DeliveryState.Delivered : now - delivery.At >= GiveUpAfter ? DeliveryState.GivenUp : DeliveryState.Waiting,
    };

    /// <summary>The webhook after one try. Pure.</summary>
    public static Webhook After(Webhook hook, bool delivered, Instant now)
    {
        if (delivered) return hook with { FailingSince = null, Failures = 0, NotBefore = null };
        var since = hook.FailingSince ?? now;
        return hook with
        {
            FailingSince = since,
            Failures = hook.Failures + 1,
            NotBefore = now + Duration.Min(Pause(hook.Failures + 1), Duration.FromMinutes(15)),
            DisabledAt = hook.DisabledAt ?? (now - since >= DisableAfter ? now : null),
        };
    }

    /// <summary>One minute, two, four … at most three hours. Pure.</summary>
    public static Duration Pause(int tries) => Duration.FromMinutes(Math.Min(180, 1 << Math.Min(tries - 1, 8)));

    private async Task<int> Post(Webhook hook, WebhookDelivery delivery, Instant now, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new StringContent(delivery.Event, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.Add("Idempotency-Key", delivery.EventId);
        Signature.Sign(request, delivery.Event, Encoding.UTF8.GetBytes(keys.Of(hook.Id)), now);
        using var client = http.CreateClient(Client);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return (int)answer.StatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return 0;
        }
    }

    [LoggerMessage(1401, LogLevel.Error, "Webhook {Id} failed for days and is disabled")]
    private static partial void Disabled(ILogger log, string id);
}
