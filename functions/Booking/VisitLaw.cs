using NodaTime;
using VetVisits.Animals;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Vcpr;
using VetVisits.Vets;

namespace VetVisits.Booking;

/// <summary>The law's word on a booking: may this vet give this service to this animal on that day? The facts come from what booking has read anyway.</summary>
public sealed class VisitLaw(Laws laws)
{
    /// <param name="practiceId">The vet's practice, where an examination by a colleague may count; null when none is in question.</param>
    /// <param name="intake">The intake that the visit is booked on: the owner's consent, the urgency, and where the animal is.</param>
    public async Task<Refusal?> Check(
        Animal animal, Relationships relationships, Licences licences, string vetId, string service, LocalDate on, Intakes.One intake, string? practiceId, string? complaint,
        CancellationToken stop)
    {
        var (examinations, starts) = relationships.SeenFrom(practiceId);
        var answer = (await laws.Now(stop)).Decide(new Question(
            intake.Taken.Region,
            on,
            service,
            new VetFacts(vetId, [.. licences.ByRegion.Values.Where(l => l.Revoked is null).Select(l => new LicenceFact(l.Region, l.ValidUntil))]),
            new AnimalFacts(animal.Species),
            examinations,
            starts,
            ConsentOn: intake.At.InUtc().Date,
            Complaint: complaint,
            Urgent: intake.Taken.Answer.Level <= Level.UrgentSameDay));
        return answer.Allowed ? null : answer.Refusal();
    }
}
