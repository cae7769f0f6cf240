using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Vets;

/// <summary>The vets: who they are, what they offer, where they are licensed.</summary>
public sealed class Roster(IDocuments documents, IJournal journal, Streams streams, IClock clock)
{
    /// <summary>The profile first, then the offer, whose change renders openings anew; sending the same again completes what a crash cut short.</summary>
    public async Task<(Stored<Vet> Vet, Offer Offer)> Put(Caller vet, VetProfile said, Action<ETag?> matches, CancellationToken stop)
    {
        var (profile, offer) = said.Checked(vet.Id);
        var stored = await documents.Put<Vet>(Vet.At(vet.Id), there =>
        {
            matches(there?.ETag);
            return profile;
        }, stop);
        var ran = await streams.Run(Offer.StreamOf(vet.Id), Offer.Fold, new Asked(vet.By), (now, _) => Offer.Decide(now, offer), stop);
        return (stored, ran.OrThrow());
    }

    public async Task<(Stored<Vet>? Vet, Offer Offer)> Me(Caller vet, CancellationToken stop)
    {
        var profile = documents.Read<Vet>(Vet.At(vet.Id), stop);
        var histories = await journal.Read(Vet.PartitionOf(vet.Id), [Offer.Stream], stop);
        return (await profile, Offer.Fold.Of(histories.Of(Offer.Stream)));
    }

    /// <param name="matches">Refuses when the hours are not those that the caller read; called with <see cref="ETagOf"/>.</param>
    public async Task<Offer> Put(Caller vet, AvailabilityProfile said, Action<ETag?> matches, CancellationToken stop)
    {
        var hours = said.Checked();
        var ran = await streams.Run(Offer.StreamOf(vet.Id), Offer.Fold, new Asked(vet.By), (now, _) =>
        {
            matches(ETagOf(now));
            return Offer.Decide(now, hours);
        }, stop);
        return ran.OrThrow();
    }

    public async Task<VetCard> Card(string vetId, CancellationToken stop)
    {
        var id = Ids.Of("vet", vetId);
        var profile = documents.Read<Vet>(Vet.At(id), stop);
        var histories = await journal.Read(Vet.PartitionOf(id), [Offer.Stream, Licences.Stream], stop);
        return await profile is { } vet
            ? VetCard.Of(vet.Document, Offer.Fold.Of(histories.Of(Offer.Stream)), Licences.Fold.Of(histories.Of(Licences.Stream)), Today())
            : throw new RefusedException(Refusal.NotFound("vet"));
    }

    public async Task<Licences> LicencesOf(string vetId, CancellationToken stop) =>
        Licences.Fold.Of((await journal.Read(Vet.PartitionOf(Ids.Of("vet", vetId)), [Licences.Stream], stop)).Of(Licences.Stream));

    public async Task<Licence> Verify(string vetId, VerifyLicence said, Asked asked, CancellationToken stop)
    {
        var wanted = said.Checked(Today());
        var ran = await streams.Run(Licences.StreamOf(Ids.Of("vet", vetId)), Licences.Fold, asked, (now, _) => Licences.Decide(now, wanted), stop);
        return ran.OrThrow().ByRegion[wanted.Region];
    }

    public async Task<Licence> Revoke(string vetId, string region, RevokeLicence said, Asked asked, CancellationToken stop)
    {
        var problems = new Problems();
        problems.If(said.Reason is null, "/reason", "One of: suspended, surrendered, revoked-by-register, entered-in-error.");
        problems.ThrowIfAny();
        var wanted = new LicenceRevoked(region, said.Reason!.Value);
        var ran = await streams.Run(Licences.StreamOf(Ids.Of("vet", vetId)), Licences.Fold, asked, (now, _) => Licences.Decide(now, wanted), stop);
        return ran.OrThrow().ByRegion[region];
    }

    /// <summary>The offer's ETag: how often it changed; none before it was ever said.</summary>
    public static ETag? ETagOf(Offer offer) => offer.Changes == 0 ? null : new($"offer-{offer.Changes}");

    private LocalDate Today() => clock.GetCurrentInstant().InUtc().Date;
}
