namespace VetVisits.Feed;

/// <summary>Sends to Storage Queues in the one encoding that host.json names (base64 of UTF-8 JSON), living until consumed.</summary>
public interface IQueues
{
    /// <param name="queue">One of <see cref="QueueNames"/>.</param>
    /// <param name="json">The message, ids rather than content, under 48 KiB.</param>
    /// <param name="after">How long it stays invisible first; null not at all.</param>
    /// <exception cref="ArgumentException">The message is larger than 48 KiB.</exception>
    Task Send(string queue, string json, CancellationToken stop, TimeSpan? after = null);
}

/// <summary>The queues by name; Bicep and the local host make exactly these and their poison queues.</summary>
public static class QueueNames
{
    /// <summary>For the startup's own consumer: CloudEvents 1.0, never dequeued by the product.</summary>
    public const string VetNotifications = "vet-notifications";
    public const string OwnerMessages = "owner-messages";
    public const string Calls = "calls";

    /// <summary>For whoever charges and pays back: what a fee is, as CloudEvents. The startup's own consumer takes them.</summary>
    public const string Billing = "billing";

    /// <summary>For any pharmacy's system: that there is a prescription, as CloudEvents. The startup's own consumer takes them.</summary>
    public const string Pharmacy = "pharmacy";

    /// <summary>Commits that the feed could not carry after three tries, as references.</summary>
    public const string FeedPoison = "feed-poison";

    public static IReadOnlyList<string> All { get; } = [VetNotifications, OwnerMessages, Calls, Billing, Pharmacy, FeedPoison];

    public static string PoisonOf(string queue) => $"{queue}-poison";
}
