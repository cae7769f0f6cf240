using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Notify;

namespace VetVisits.Waiting;

public static class WaitingServices
{
    /// <summary>Visits on demand: duty, the waiting room, offers and claims.</summary>
    public static IServiceCollection AddWaiting(this IServiceCollection services)
    {
        services.AddSingleton(given => WaitingSettings.From(given.GetRequiredService<IConfiguration>()));
        services.AddSingleton<DutyDesk>();
        services.AddSingleton<Engagements>();
        services.AddSingleton<Agenda>();
        services.AddSingleton<WaitingRoom>();
        services.AddSingleton<OnDemand>();
        services.AddSingleton<OwnersWait>();
        services.AddSingleton<ClaimedTime>();
        services.AddSingleton<Claims>();
        services.AddSingleton<Matchmaker>();
        services.AddSingleton<WaitingProjection>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<WaitingProjection>());
        services.AddSingleton<OnDutyProjection>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<OnDutyProjection>());
        services.AddSingleton<WaitWatch>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<WaitWatch>());
        services.AddSingleton<IDueWork>(given => given.GetRequiredService<WaitWatch>());
        services.AddSingleton<IProjection, WaitBell>();
        services.AddSingleton<IPublication, OfferFollower>();
        services.AddSingleton<INoticeSource, WaitingNotices>();
        return services;
    }
}
