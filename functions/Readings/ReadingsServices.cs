using VetVisits.Feed;
using VetVisits.Notify;

namespace VetVisits.Readings;

public static class ReadingsServices
{
    /// <summary>Watching at home: readings, alarms, trends.</summary>
    public static IServiceCollection AddReadings(this IServiceCollection services)
    {
        services.AddSingleton<ReadingRules>();
        services.AddSingleton<ReadingDesk>();
        services.AddSingleton<ReadingHistory>();
        services.AddSingleton<IProjection, AttendingProjection>();
        services.AddSingleton<INoticeSource, ReadingAlarms>();
        return services;
    }
}
