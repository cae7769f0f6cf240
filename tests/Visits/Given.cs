using NodaTime;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Tests.Visits;

/// <summary>Visits as tests begin with them.</summary>
internal static class Given
{
    public static VisitBooked Booked(Instant start, string hold = "h1", Level? level = Level.Routine, string service = "telemedicine") => new(
        "v1", "a1", "o1", "vet1", service, "cat", "US-CA", hold, start.InUtc().Date, "Etc/UTC", start, start + Duration.FromMinutes(30), "i1", level, "itches", true);

    public static Visit Visit(params Event[] events) =>
        VetVisits.Visits.Visit.Fold.Of(events.Select((e, i) => new Commit("animal:a1", "visit:v1", i + 1, Instant.FromUtc(2026, 11, 22, 12, 0), "owner:o1", null, [e])));
}
