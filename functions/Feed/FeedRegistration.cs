using NodaTime;
using VetVisits.Http;

namespace VetVisits.Feed;

/// <param name="DropAfter"><c>Feed:DropAfterHours</c>: how old a commit may be and still be told to queues; a week unless said otherwise. Views take any age.</param>
/// <param name="MostBehind"><c>Feed:MostBehind</c>: with more commits than this before a reader the product is not ready; 1,000 unless said otherwise.</param>
public sealed record FeedSettings(Duration DropAfter, long MostBehind = FeedSettings.Many)
{
    public const long Many = 1000;

    public static FeedSettings From(IConfiguration settings) =>
        new(Duration.FromHours(settings.GetValue("Feed:DropAfterHours", 7 * 24)), settings.GetValue("Feed:MostBehind", Many));
}

public static class FeedRegistration
{
    /// <summary>The readers of the feed, and the queues over whichever QueueServiceClient the host gives.</summary>
    public static IServiceCollection AddFeed(this IServiceCollection services) => services
        .AddSingleton(given => FeedSettings.From(given.GetRequiredService<IConfiguration>()))
        .AddSingleton<IQueues, StorageQueues>()
        .AddSingleton<Attempts>()
        .AddSingleton<Reader>()
        .AddSingleton<Poison>()
        .AddSingleton<Rebuild>()
        .AddSingleton<IDependency, StoreAnswers>()
        .AddSingleton<IDependency, QueuesAnswer>()
        .AddSingleton<IDependency, FeedKeepsUp>();
}
