using VetVisits.Journal;

namespace VetVisits;

/// <summary>Every event that the product keeps, with its name at rest. One line a capability.</summary>
public static class ProductEvents
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        .. Intake.EventNames.All,
        .. Calls.EventNames.All,
        .. Vets.EventNames.All,
        .. Booking.EventNames.All,
        .. Visits.EventNames.All,
        .. Waiting.EventNames.All,
        .. Vcpr.EventNames.All,
        .. Video.EventNames.All,
        .. Visits.Care.EventNames.All,
        .. Fees.EventNames.All,
        .. Photos.EventNames.All,
        .. Prescriptions.EventNames.All,
        .. Readings.EventNames.All,
        .. Outreach.EventNames.All,
        .. Messages.EventNames.All,
        .. Records.EventNames.All,
    ];
}
