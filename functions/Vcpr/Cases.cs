using NodaTime;
using VetVisits.Animals;
using VetVisits.Practices;
using VetVisits.Vets;

namespace VetVisits.Vcpr;

/// <summary>One case as the journal knows it: this vet, this animal, this service, on this day.</summary>
/// <param name="Region">Where the animal is, as the owner said in the intake.</param>
/// <param name="Complaint">The visit, examination or intake that this continues.</param>
/// <param name="ReferredBy">The vet who sent the owner here, or who asks this one.</param>
public sealed record LegalCase(
    Animal Animal, Relationships Relationships, Licences Licences, string VetId, string Service, string Region, LocalDate On,
    LocalDate? ConsentOn = null, string? Complaint = null, bool Urgent = false, string? ReferredBy = null);

/// <summary>Puts a case before the law: gathers what the question needs and nothing else.</summary>
public sealed class Cases(Laws laws, Members members)
{
    public async Task<Answer> Decide(LegalCase of, CancellationToken stop)
    {
        // The rules that will be in force on the day of the service, as far as they are loaded today.
        var law = await laws.On(of.On, stop);
        var (examinations, starts) = of.Relationships.SeenFrom(await Shared(of, stop));
        var licences = of.Licences.ByRegion.Values.Where(l => l.Revoked is null).Select(l => new LicenceFact(l.Region, l.ValidUntil));
        return law.Decide(new(of.Region, of.On, of.Service, new(of.VetId, [.. licences], of.ReferredBy), new(of.Animal.Species, of.Animal.Use),
            examinations, starts, of.ConsentOn, Channel.Video, of.Complaint, of.Urgent));
    }

    /// <summary>The vet's practice at which somebody else examined the animal. Practices are asked for only where that could count.</summary>
    private async Task<string?> Shared(LegalCase of, CancellationToken stop)
    {
        var colleagues = of.Relationships.Examinations.Select(e => (e.VetId, e.PracticeId)).Concat(of.Relationships.Starts.Select(s => (s.VetId, s.PracticeId)))
            .Where(fact => fact.VetId != of.VetId).Select(fact => fact.PracticeId).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var practiceId in colleagues)
            if (await members.IsMember(practiceId, of.VetId, stop))
                return practiceId;
        return null;
    }
}
