using NodaTime;

namespace VetVisits.Feed;

/// <summary><c>Feed:DropAfterHours</c>: how old a commit may be and still be told to queues; a week unless said otherwise. Views take any age.</summary>
public sealed record FeedSettings(Duration DropAfter);

public static class FeedRegistration
{
    /// <summary>The readers of the feed, and the queues over whichever QueueServiceClient the host gives.</summary>
    public static IServiceCollection AddFeed(this IServiceCollection services) => services
        .AddSingleton(given => new FeedSettings(Duration.FromHours(given.GetRequiredService<IConfiguration>().GetValue("Feed:DropAfterHours", 7 * 24))))
        .AddSingleton<IQueues, StorageQueues>()
        .AddSingleton<Attempts>()
        .AddSingleton<Reader>()
        .AddSingleton<Poison>();
}
