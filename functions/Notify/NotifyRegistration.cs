using VetVisits.Feed;

namespace VetVisits.Notify;

public static class NotifyRegistration
{
    /// <summary>The queue and the inbox; what they tell comes from every registered <see cref="INoticeSource"/>.</summary>
    public static IServiceCollection AddNotify(this IServiceCollection services) => services
        .AddSingleton<Bell>()
        .AddSingleton<Inbox>()
        .AddSingleton<IProjection>(given => given.GetRequiredService<Inbox>())
        .AddSingleton<IPublication, VetNotifications>()
        .AddSingleton<LongPoll>();
}
