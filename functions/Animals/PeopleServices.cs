using VetVisits.Feed;
using VetVisits.Practices;
using VetVisits.Vets;

namespace VetVisits.Animals;

public static class PeopleServices
{
    /// <summary>Owners, animals, practices and vets: who belongs to whom.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<Members>();
        services.AddSingleton<PracticeDirectory>();
        services.AddSingleton<Roster>();
        services.AddSingleton<Access>();
        services.AddSingleton<Keeping>();
        services.AddSingleton<IProjection, BookedVets>();
        return services;
    }
}
