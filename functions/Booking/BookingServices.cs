using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Notify;
using VetVisits.Visits;

namespace VetVisits.Booking;

public static class BookingServices
{
    /// <summary>Openings, booking, and the visit from its booking to its end.</summary>
    public static IServiceCollection AddBooking(this IServiceCollection services)
    {
        services.AddDue();
        services.AddSingleton(given => BookingSettings.From(given.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Holds>();
        services.AddSingleton<Bookings>();
        services.AddSingleton<Moves>();
        services.AddSingleton<OpeningsSearch>();
        services.AddSingleton<OpeningsProjection>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<OpeningsProjection>());
        services.AddSingleton<Horizon>();
        services.AddSingleton<VetDays>();
        services.AddSingleton<IPublication, SlotFollower>();
        services.AddSingleton<IPublication, LicenceLapse>();
        services.AddSingleton<OverdueHolds>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<OverdueHolds>());
        services.AddSingleton<IDueWork>(given => given.GetRequiredService<OverdueHolds>());

        services.AddSingleton<VisitDoor>();
        services.AddSingleton<VisitCommands>();
        services.AddSingleton<CheckIns>();
        services.AddSingleton<CheckInSheets>();
        services.AddSingleton<VisitFlags>();
        services.AddSingleton<VisitLists>();
        services.AddSingleton<IProjection, VisitListsProjection>();
        services.AddSingleton<INoticeSource, VisitNotices>();
        services.AddSingleton<Lateness>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<Lateness>());
        services.AddSingleton<IDueWork>(given => given.GetRequiredService<Lateness>());
        return services;
    }
}
