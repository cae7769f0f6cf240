using VetVisits.Feed;
using VetVisits.Notify;

namespace VetVisits.Prescriptions;

public static class PrescriptionsRegistration
{
    /// <summary>Prescriptions, refills, the pharmacy's link.</summary>
    public static IServiceCollection AddPrescriptions(this IServiceCollection services)
    {
        services.AddSingleton<Seal>();
        services.AddSingleton<PrescriptionDesk>();
        services.AddSingleton<IPublication, Pharmacy>();
        services.AddSingleton<INoticeSource, RefillNotices>();
        return services;
    }
}
