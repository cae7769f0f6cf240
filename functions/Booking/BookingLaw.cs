using NodaTime;
using VetVisits.Animals;
using VetVisits.Intake;
using VetVisits.Triage;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>A booking or a move as a case for the law: the same facts for both, and always for the day on which the visit would be.</summary>
public static class BookingLaw
{
    /// <summary>How long an intake speaks for the animal; after it an urgent case is no longer one, for nobody waited.</summary>
    private static readonly Duration Speaks = Duration.FromHours(24);

    /// <summary>Consent and urgency are the intake's.</summary>
    public static LawFacts Facts(Intakes.One intake, string? followUpOf) => new(
        intake.At.InUtc().Date, followUpOf, intake.Taken.Answer.Level <= Level.UrgentSameDay ? intake.At + Speaks : null);

    public static LegalCase Case(
        Animal animal, Relationships relationships, Licences licences, string vetId, string service, string region, Opening slot, LawFacts facts) => new(
        animal, relationships, licences, vetId, service, region, slot.Day, facts.ConsentOn, facts.Complaint, Urgent: slot.Start < facts.UrgentUntil);
}
