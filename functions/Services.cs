using NodaTime;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Calls;
using VetVisits.Feed;
using VetVisits.Fees;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Messages;
using VetVisits.Notify;
using VetVisits.Outreach;
using VetVisits.Photos;
using VetVisits.Prescriptions;
using VetVisits.Readings;
using VetVisits.Records;
using VetVisits.Vcpr;
using VetVisits.Video;
using VetVisits.Visits.Care;
using VetVisits.Waiting;
using VetVisits.Webhooks;

namespace VetVisits;

/// <summary>Registrations that every host shares. A host adds its stores, its clients and its settings.</summary>
public static class Services
{
    public static IServiceCollection AddVetVisits(this IServiceCollection services)
    {
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<Streams>();
        services.AddIdentity();
        services.AddFeed();
        services.AddNotify();
        services.AddPeople();
        services.AddBooking();
        services.AddWaiting();
        services.AddVcpr();
        services.AddCalls();
        services.AddVideo();
        services.AddIntake();
        services.AddCare();
        services.AddFees();
        services.AddPhotos();
        services.AddPrescriptions();
        services.AddReadings();
        services.AddOutreach();
        services.AddWebhooks();
        services.AddMessages();
        services.AddRecords();
        return services;
    }
}
