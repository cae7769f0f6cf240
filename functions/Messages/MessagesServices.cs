using NodaTime;
using VetVisits.Notify;
using VetVisits.Outreach;

namespace VetVisits.Messages;

/// <summary>Section <c>Messages</c> of the settings.</summary>
/// <param name="FollowUp">How long after a visit's end both sides may still write (<c>Messages:FollowUpDays</c>, 14; 0 to 365).</param>
public sealed record MessageSettings(Duration FollowUp)
{
    public static MessageSettings From(IConfiguration settings) => new(Duration.FromDays(Math.Clamp(settings.GetValue("Messages:FollowUpDays", 14), 0, 365)));
}

public static class MessagesServices
{
    /// <summary>What owner and vet write to each other.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddSingleton(given => MessageSettings.From(given.GetRequiredService<IConfiguration>()));
        services.AddSingleton<MessageDesk>();
        services.AddSingleton<INoticeSource, MessageNotices>();
        services.AddSingleton<IOwnerMessageSource, OwnerTold>();
        return services;
    }
}
