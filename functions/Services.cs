using NodaTime;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Vcpr;

namespace VetVisits;

/// <summary>Registrations that every host shares. A host adds its stores, its clients and its settings.</summary>
public static class Services
{
    public static IServiceCollection AddVetVisits(this IServiceCollection services)
    {
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<Streams>();
        services.AddIdentity();
        services.AddPeople();
        services.AddBooking();
        services.AddVcpr();
        return services;
    }
}
