using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Outreach;
using VetVisits.Records.Clinic;
using VetVisits.Records.Custody;
using VetVisits.Records.Imports;
using VetVisits.Records.Sharing;

namespace VetVisits.Records;

public static class RecordsServices
{
    /// <summary>The record of an animal: shown, handed on, watched over and, in the end, let go.</summary>
    public static IServiceCollection AddRecords(this IServiceCollection services)
    {
        services.AddSingleton<RecordDesk>();
        services.AddSingleton<RecordPictures>();
        services.AddSingleton<IBelongings>(given => given.GetRequiredService<RecordPictures>());
        services.AddSingleton(given => AuditSettings.From(given.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Audit>();
        services.AddSingleton<IOnlooker>(given => given.GetRequiredService<Audit>());
        services.AddSingleton<AuditTrail>();

        services.AddSingleton(given => ShareSettings.From(given.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ShareLimits>();
        services.AddSingleton<Shares>();
        services.AddSingleton<IProjection, SharedVets>();
        services.AddSingleton<IOwnerMessageSource, ShareTellings>();

        services.AddSingleton<ImportDesk>();
        services.AddSingleton<IOwnerMessageSource, ClinicSummaries>();
        services.AddSingleton<IElsewhere, ClinicLetter>();

        services.AddSingleton(_ => Retention.Shipped);
        services.AddSingleton<Custodian>();
        services.AddSingleton<Export>();
        services.AddSingleton<Erasure>();
        // Both journals can let a partition go; nobody else asks them for it.
        services.AddSingleton(given => new Lazy<IJournalErasure>(() => (IJournalErasure)given.GetRequiredService<IJournal>()));
        services.AddSingleton<IErasedPartitions, ErasedRecords>();
        services.AddSingleton<RecordsDue>();
        services.AddSingleton<IProjection>(given => given.GetRequiredService<RecordsDue>());
        services.AddSingleton<IDueWork>(given => given.GetRequiredService<RecordsDue>());
        return services;
    }
}
