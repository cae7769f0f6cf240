namespace VetVisits.Due;

public static class DueServices
{
    /// <summary>Work that waits for its time.</summary>
    public static IServiceCollection AddDue(this IServiceCollection services) => services
        .AddSingleton<DueList>()
        .AddSingleton<DueSweep>();
}
