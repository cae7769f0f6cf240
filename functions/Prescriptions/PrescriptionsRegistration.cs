using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Notify;
using VetVisits.Vcpr;

namespace VetVisits.Prescriptions;

public static class PrescriptionsRegistration
{
    /// <summary>Prescriptions, refills, the pharmacy's link.</summary>
    public static IServiceCollection AddPrescriptions(this IServiceCollection services)
    {
        services.AddSingleton<Seal>();
        services.AddSingleton<PrescriptionDesk>();
        services.AddSingleton<Pharmacy>();
        services.AddSingleton<IPublication>(s => s.GetRequiredService<Pharmacy>());
        services.AddSingleton<IFactSource>(s => s.GetRequiredService<Pharmacy>());
        services.AddSingleton<INoticeSource, RefillNotices>();
        services.AddSingleton<IReadiness>(given => new RulesReviewed(
            given.GetRequiredService<IConfiguration>(), given.GetRequiredService<IHostEnvironment>(), "Prescriptions:Review", ReviewHash(), "veterinarian"));
        return services;
    }

    /// <summary>
    /// What a veterinarian signs for: the dangers, the doses, the classes and the names together. They are read when readiness first asks:
    /// a host that starts to ring a vet need not wait for them.
    /// </summary>
    public static string ReviewHash() => Dangers.All.Count + Dangers.Doses.Count + Dangers.Classes.Count + DrugNames.All.Count == 0
        ? throw new RuleFileException(["The lists of dangers, doses, classes and names are empty."])
        : Bodies.HashOf([.. RuleFile.EmbeddedBytes("species-dangers.json"), .. RuleFile.EmbeddedBytes("dose-ranges.json"), .. RuleFile.EmbeddedBytes("drug-classes.json"),
            .. RuleFile.EmbeddedBytes("drug-names.json")]);
}
