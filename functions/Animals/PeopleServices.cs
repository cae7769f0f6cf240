using VetVisits.Practices;

namespace VetVisits.Animals;

public static class PeopleServices
{
    /// <summary>Owners, animals, practices and vets: who belongs to whom.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<Members>();
        services.AddSingleton<Access>();
        return services;
    }
}
