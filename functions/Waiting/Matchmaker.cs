using NodaTime;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Practices;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>
/// Brings the queue of a region and its vets on duty together: the most urgent visit first, and for it the vet whose turn it is. Safe to run at any time and many times at
/// once: a vet is engaged by one ETag, a visit offered by its own stream.
/// </summary>
public sealed class Matchmaker(
    IJournal journal, Streams streams, Views views, IDocuments documents, Members members, Cases cases, Engagements engagements, Agenda agenda, WaitingSettings settings, IClock clock)
{
    private const int AtOnce = 8;
    private static readonly Asked Offering = Asked.System("waiting-room");

    /// <summary>Offers what waits in this region to whoever is free.</summary>
    /// <param name="only">The one vet who became free, where nothing else changed: the others have nothing to be asked for.</param>
    public async Task Match(string region, CancellationToken stop, string? only = null)
    {
        var now = clock.GetCurrentInstant();
        var waiting = new List<WaitingLine>();
        await foreach (var (_, line) in views.List<WaitingLine>(WaitingLine.Partition(region), IdRange.All, stop))
            if (!line.IsOffered(now)) waiting.Add(line);
        if (waiting.Count == 0) return;
        var free = await Free(region, only, stop);
        foreach (var line in waiting.OrderBy(line => line.Order))
        {
            if (free.Count == 0) return;
            await Offer(line, free, stop);
        }
    }

    /// <summary>Offers what waits wherever this vet is on duty.</summary>
    public async Task MatchVet(string vetId, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var histories = await journal.Read(Vet.PartitionOf(vetId), [Licences.Stream, .. Duty.StreamsAt(now)], stop);
        if (!Duty.From(histories, now).On(now)) return;
        foreach (var region in Licences.Fold.Of(histories.Of(Licences.Stream)).ByRegion.Keys.Order(StringComparer.Ordinal)) await Match(region, stop, vetId);
    }

    private async Task<List<FreeVet>> Free(string region, string? only, CancellationToken stop)
    {
        var onDuty = new List<OnDuty>();
        await foreach (var (_, vet) in views.List<OnDuty>(OnDuty.Partition(region), only is null ? IdRange.All : IdRange.Prefix(only), stop))
            if ((only is null || vet.VetId == only) && clock.GetCurrentInstant() < vet.Until) onDuty.Add(vet);
        var free = new System.Collections.Concurrent.ConcurrentBag<FreeVet>();
        await Parallel.ForEachAsync(onDuty, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (vet, token) =>
        {
            var (busy, last) = await engagements.Of(vet.VetId, token);
            if (!busy && await agenda.Busy(vet.VetId, token) is null) free.Add(new(vet, last));
        });
        return [.. free];
    }

    /// <summary>Asks the next vet for this visit. Whoever is asked, or found to be engaged by somebody else, is free no longer: a less urgent visit must not get them a moment later.</summary>
    private async Task Offer(WaitingLine line, List<FreeVet> free, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var stream = VisitStream.Of(line.AnimalId, line.VisitId);
        var histories = await journal.Read(stream.Partition, [stream.Name, Relationships.Stream], stop);
        var history = histories.Of(stream.Name);
        var visit = WaitingRules.Settled(Visit.Fold.Of(history), now);
        if (visit is not { Status: VisitStatus.Waiting, Wait: { } wait } || wait.OpenOffer(now) is not null || wait.Offers >= WaitingRules.MostOffers) return;
        if (await documents.Read<Animal>(Animal.At(line.AnimalId), stop) is not { Document: { DiedOn: null } animal }) return;
        var own = animal.PracticeId is { } practice ? (await members.At(practice, stop)).Select(m => m.PersonId).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var vet in WaitingRules.Candidates(visit, free, own, settings, now).ToList())
        {
            if (!await Lawful(visit, animal, histories, vet.OnDuty, now, stop)) continue;
            var hold = HoldFor(visit, vet.OnDuty.VetId);
            free.Remove(vet);
            if (!await engagements.Engage(vet.OnDuty.VetId, hold, visit, stop)) continue;
            var ran = await streams.Run(stream, Visit.Fold, Offering, (state, at) => WaitingRules.Offer(state, vet.OnDuty.VetId, hold, settings, at), history, stop);
            if (ran is Ran<Visit>.Committed) return;
            await engagements.ReleaseUnlessBound(vet.OnDuty.VetId, hold, ran.State, stop);
            return;
        }
    }

    /// <summary>The licence and the law, of this vet for this visit, as they are now; the claim asks both again.</summary>
    private async Task<bool> Lawful(Visit visit, Animal animal, Histories ofAnimal, OnDuty vet, Instant now, CancellationToken stop)
    {
        var licences = Licences.Fold.Of((await journal.Read(Vet.PartitionOf(vet.VetId), [Licences.Stream], stop)).Of(Licences.Stream));
        var today = now.InZone(DateTimeZoneProviders.Tzdb[vet.Zone]).Date;
        if (!licences.ValidOn(visit.Region, today)) return false;
        var law = await cases.Decide(OnDemandCase.Of(visit, animal, Relationships.Fold.Of(ofAnimal.Of(Relationships.Stream)), licences, vet.VetId, today, now), stop);
        return law.Allowed;
    }

    /// <summary>One hold for each time that a visit is offered to a vet.</summary>
    private static string HoldFor(Visit visit, string vetId) => Uuid.V5($"{visit.Id}\n{vetId}\n{visit.Wait!.Offers}").ToString("N");
}

internal static class OnDemandCase
{
    /// <summary>What the owner's intake said; a booked visit whose vet never came keeps what it was booked with.</summary>
    public static LawFacts Facts(Visit visit) => visit.Facts ?? visit.Law?.Facts ?? new LawFacts();

    /// <summary>The case for the law, as this vet would begin the visit now.</summary>
    public static LegalCase Of(Visit visit, Animal animal, Relationships relationships, Licences licences, string vetId, LocalDate today, Instant now) =>
        BookingLaw.Case(animal, relationships, licences, vetId, visit.Service, visit.Region, new(today, now, now, now), Facts(visit));
}
