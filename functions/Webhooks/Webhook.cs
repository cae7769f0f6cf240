using System.Security.Cryptography;
using System.Text;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Webhooks;

/// <summary>An address of the startup's own systems that is told of facts: document <c>hook:{id}</c> of partition <c>webhooks</c>.</summary>
/// <param name="Types">CloudEvents types such as <c>visit.booked</c>; <c>*</c> is all of them.</param>
/// <param name="FailingSince">Since when nothing has got through; null while it works.</param>
/// <param name="NotBefore">While an address fails, nothing else is tried before then: one that hangs must not hold up other work.</param>
/// <param name="DisabledAt">After days of failure nothing is sent any more; what happens meanwhile is kept for a replay.</param>
public sealed record Webhook(
    string Id, string Address, IReadOnlyList<string> Types, Instant Since, Made Made, Instant? FailingSince = null, int Failures = 0, Instant? NotBefore = null, Instant? DisabledAt = null) : IMade
{
    public const string Partition = "webhooks";
    public const string Prefix = "hook:";

    public static DocumentId At(string id) => new(Partition, Prefix + id);

    public bool Wants(string type) => Types.Contains("*") || Types.Contains(type);
}

/// <summary>One fact on its way to one webhook: document <c>{time}~{event}</c> of partition <c>webhook:{id}</c>, kept for a month. All of them together are the delivery log.</summary>
/// <param name="Event">The CloudEvent, byte for byte as it is sent.</param>
/// <param name="Status">The last answer's HTTP status; 0 when none came.</param>
public sealed record WebhookDelivery(string Key, string EventId, string Type, string Event, Instant At, DeliveryState State, int Tries = 0, int? Status = null, Instant? TriedAt = null)
{
    public static Duration Kept { get; } = Duration.FromDays(30);

    public static string PartitionOf(string webhookId) => $"webhook:{webhookId}";

    public static DocumentId Place(string webhookId, string key) => new(PartitionOf(webhookId), key);

    /// <summary>Sorts by time; the same fact has the same key.</summary>
    public static string KeyOf(Instant at, string eventId) => $"{at.ToDateTimeUtc():yyyyMMddHHmmssfffffff}~{eventId}";
}

public enum DeliveryState
{
    Waiting,
    Delivered,
    GivenUp,
}

/// <summary>Settings of section <c>Webhooks</c>: <c>Key</c> (a secret of 32 or more characters), from which each webhook's own signing key follows, so that none is kept.</summary>
public sealed class WebhookKeys(IConfiguration settings)
{
    /// <exception cref="RefusedException">422 <c>webhooks-not-configured</c>.</exception>
    public string Of(string webhookId) => settings["Webhooks:Key"] is { Length: >= 32 } key
        ? "whsec_" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes("webhook " + webhookId)))
        : throw new RefusedException(Refusal.Invalid("webhooks-not-configured", "The setting Webhooks:Key is missing or shorter than 32 characters."));
}
