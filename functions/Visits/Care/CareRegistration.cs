using VetVisits.Notify;

namespace VetVisits.Visits.Care;

public static class CareRegistration
{
    /// <summary>What is done in a visit, and how it ends.</summary>
    public static IServiceCollection AddCare(this IServiceCollection services)
    {
        services.AddSingleton<ConsultDoor>();
        services.AddSingleton<CareCommands>();
        services.AddSingleton<INoticeSource, CareNotices>();
        return services;
    }
}
