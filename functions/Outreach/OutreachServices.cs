using Microsoft.Extensions.DependencyInjection.Extensions;
using VetVisits.Due;
using VetVisits.Feed;

namespace VetVisits.Outreach;

public static class OutreachServices
{
    /// <summary>Messages to owners, and reminders. A host may bring its own <see cref="IMail"/> and <see cref="ITextMessages"/> before this.</summary>
    public static IServiceCollection AddOutreach(this IServiceCollection services)
    {
        services.AddHttpClient(WebhookTexts.Client, client => client.Timeout = TimeSpan.FromSeconds(20));
        services.AddSingleton(given => OutreachSettings.From(given.GetRequiredService<IConfiguration>()));
        services.AddSingleton<NotConfigured>();
        services.TryAddSingleton<IMail>(given => Has(given, "Mail:Server") ? ActivatorUtilities.CreateInstance<SmtpMail>(given) : given.GetRequiredService<NotConfigured>());
        services.TryAddSingleton<ITextMessages>(given => Has(given, "Texts:Address") ? ActivatorUtilities.CreateInstance<WebhookTexts>(given) : given.GetRequiredService<NotConfigured>());
        services.AddSingleton<Messenger>();
        services.AddSingleton<IPublication, OwnerMessagePublication>();
        services.AddSingleton<IOwnerMessageSource, VisitMessages>();
        services.AddSingleton<IOwnerMessageSource, CallBackMessages>();
        services.AddSingleton<IOwnerMessageSource, ReminderCallMessages>();
        services.AddSingleton<IOwnerMessageSource, RetakeMessages>();
        services.AddSingleton<IOwnerMessageSource, AlarmMessages>();
        services.AddSingleton<IPublication, ReminderCalls>();
        services.AddSingleton<IPublication, ReminderKeys>();
        services.AddSingleton<Reminders>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<Reminders>());
        services.AddSingleton<IDueWork>(given => given.GetRequiredService<Reminders>());
        return services;
    }

    private static bool Has(IServiceProvider given, string setting) => !string.IsNullOrEmpty(given.GetRequiredService<IConfiguration>()[setting]);
}
