using VetVisits.Feed;

namespace VetVisits.Fees;

public static class FeesServices
{
    /// <summary>Quotes, fees that follow the outcome, and what a payment system is told.</summary>
    public static IServiceCollection AddFees(this IServiceCollection services)
    {
        services.AddSingleton<FeeSettings>();
        services.AddSingleton<IPublication, FeeFollower>();
        services.AddSingleton<IPublication, Billing>();
        return services;
    }
}
