using VetVisits.Http;

namespace VetVisits.Vcpr;

public static class VcprServices
{
    /// <summary>The law, its versions, and the examinations that relationships stand on. Production waits for a lawyer's name under the data that ships (<c>Vcpr:Review</c>).</summary>
    public static IServiceCollection AddVcpr(this IServiceCollection services)
    {
        services.AddSingleton<Laws>();
        services.AddSingleton<Examinations>();
        services.AddSingleton<Cases>();
        services.AddSingleton<IReadiness>(provider => new RulesReviewed(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), "Vcpr:Review", Law.Embedded.File.Hash, "lawyer"));
        return services;
    }
}
