using VetVisits.Feed;
using VetVisits.Notify;

namespace VetVisits.Fees;

public static class FeesServices
{
    /// <summary>Quotes, fees that follow the outcome, and what a payment system is told.</summary>
    public static IServiceCollection AddFees(this IServiceCollection services)
    {
        services.AddSingleton<FeeSettings>();
        services.AddSingleton<IPublication, FeeFollower>();
        services.AddSingleton<Billing>();
        services.AddSingleton<IPublication>(s => s.GetRequiredService<Billing>());
        services.AddSingleton<IFactSource>(s => s.GetRequiredService<Billing>());
        return services;
    }
}
