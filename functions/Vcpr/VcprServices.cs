namespace VetVisits.Vcpr;

public static class VcprServices
{
    /// <summary>The law, its versions, and the examinations that relationships stand on.</summary>
    public static IServiceCollection AddVcpr(this IServiceCollection services)
    {
        services.AddSingleton<Laws>();
        services.AddSingleton<Examinations>();
        services.AddSingleton<Cases>();
        return services;
    }
}
