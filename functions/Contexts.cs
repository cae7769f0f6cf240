using System.Text.Json.Serialization.Metadata;
using VetVisits.Booking;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits;

/// <summary>What each capability brings to the product's JSON: its source-generated context and its events. One line each.</summary>
public static class Contexts
{
    public static IReadOnlyList<IJsonTypeInfoResolver> All { get; } =
    [
        JournalJson.Default,
        Documents.DocumentsJson.Default,
        Feed.FeedJson.Default,
        Notify.NotifyJson.Default,
        IntakeJson.Default,
        Calls.CallsJson.Default,
        Owners.OwnersJson.Default,
        Animals.AnimalsJson.Default,
        Practices.PracticesJson.Default,
        Vets.VetsJson.Default,
        Due.DueJson.Default,
        BookingJson.Default,
        VisitsJson.Default,
        Waiting.WaitingJson.Default,
        Vcpr.VcprJson.Default,
        Video.VideoJson.Default,
        Visits.Care.CareJson.Default,
        Fees.FeesJson.Default,
        Photos.PhotosJson.Default,
        Prescriptions.PrescriptionsJson.Default,
        Readings.ReadingsJson.Default,
        Outreach.OutreachJson.Default,
        Webhooks.WebhooksJson.Default,
        Messages.MessagesJson.Default,
        Records.RecordsJson.Default,
    ];

    public static IReadOnlyList<EventType> Events { get; } =
    [
        .. IntakeJson.Events,
        .. Calls.CallsJson.Events,
        .. Vets.VetsJson.Events,
        .. BookingJson.Events,
        .. VisitsJson.Events,
        .. Waiting.WaitingJson.Events,
        .. Vcpr.VcprJson.Events,
        .. Video.VideoJson.Events,
        .. Visits.Care.CareJson.Events,
        .. Fees.FeesJson.Events,
        .. Photos.PhotosJson.Events,
        .. Prescriptions.PrescriptionsJson.Events,
        .. Readings.ReadingsJson.Events,
        .. Outreach.OutreachJson.Events,
        .. Messages.MessagesJson.Events,
        .. Records.RecordsJson.Events,
    ];
}
