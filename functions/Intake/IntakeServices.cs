using VetVisits.Http;
using VetVisits.Notify;
using VetVisits.Triage;

namespace VetVisits.Intake;

public static class IntakeServices
{
    /// <summary>Triage and intakes. Rule data that contradicts itself is never served: whoever asks for it first fails, and so does readiness.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        // Read when they are first asked for: a host that starts to ring a vet need not wait for them.
        services.AddSingleton(_ => RulesReader.Shipped());
        services.AddSingleton(provider => new Interpreter(provider.GetRequiredService<TriageRules>));
        services.AddSingleton<SignPages>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<IntakeDesk>();
        services.AddSingleton<INoticeSource, UrgentIntakes>();
        services.AddSingleton<IReadiness>(provider => new RulesReviewed(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), "Triage:Review", provider.GetRequiredService<TriageRules>().Hash, "veterinarian"));
        return services;
    }
}
