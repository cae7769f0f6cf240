namespace VetVisits.Feed;

/// <summary>The two readers of the change feed; each has its leases, and its place, under this name.</summary>
public static class FeedReaders
{
    /// <summary>Fills views. Safe to send back to the beginning.</summary>
    public const string Project = "project";

    /// <summary>Fills queues.</summary>
    public const string Publish = "publish";

    public static IReadOnlyList<string> All { get; } = [Project, Publish];
}
