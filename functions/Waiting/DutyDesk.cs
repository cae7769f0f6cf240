using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Waiting;

/// <summary>Goes on duty or off.</summary>
/// <param name="Until">When duty ends by itself; the longest that the settings allow without it.</param>
public sealed record PutDuty(bool? On, Instant? Until = null);

/// <param name="Regions">Where the vet's licences let them take visits today.</param>
/// <param name="Offer">The visit that is offered at this moment.</param>
/// <param name="With">The visit that the vet has taken on demand and not ended.</param>
public sealed record DutyView(bool On, Instant? Since, Instant? Until, IReadOnlyList<string> Regions, OfferedVisit? Offer = null, TakenVisit? With = null);

/// <param name="Until">Take it until then, or the next vet is asked.</param>
public sealed record OfferedVisit(string AnimalId, string VisitId, Instant Until);

public sealed record TakenVisit(string AnimalId, string VisitId);

/// <summary>A vet's duty, changed by the vet alone.</summary>
public sealed class DutyDesk(IJournal journal, Streams streams, Engagements engagements, WaitingSettings settings, IClock clock)
{
    public async Task<DutyView> Show(Caller vet, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var (offer, licences, duty) = await Read(vet.Id, now, stop);
        return await View(vet.Id, offer, licences, duty, now, stop);
    }

    public async Task<DutyView> Put(Caller vet, PutDuty body, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var problems = new Problems();
        problems.If(body.On is null, "/on", "true or false.");
        problems.If(body.Until <= now, "/until", "A time to come.");
        problems.If(body.Until > now + settings.MostDuty, "/until", $"At most {settings.MostDuty.TotalHours:0} hours from now; say so again then.");
        problems.If(body is { On: false, Until: not null }, "/until", "Only with on: true.");
        problems.ThrowIfAny();
        var (offer, licences, before) = await Read(vet.Id, now, stop);
        var today = now.InZone(offer.TimeZone ?? DateTimeZone.Utc).Date;
        if (body.On!.Value && Duty.Unready(offer, licences, today) is { } unready) throw new RefusedException(unready);
        var wanted = new DutyChanged(body.On.Value, body.On.Value ? body.Until ?? now + settings.MostDuty : null);
        // What was said yesterday counts too, so the state is that of both days; the stream of today takes the change.
        var ran = await streams.Run(new(Vet.PartitionOf(vet.Id), Duty.Stream(now.InUtc().Date)), Duty.Fold, new Asked(vet.By),
            (today, at) => Duty.Decide(today.Changes == 0 ? before : today, wanted, at), stop);
        ran.OrThrow();
        return await View(vet.Id, offer, licences, (await Read(vet.Id, now, stop)).Duty, now, stop);
    }

    private async Task<(Offer Offer, Licences Licences, Duty Duty)> Read(string vetId, Instant now, CancellationToken stop)
    {
        var histories = await journal.Read(Vet.PartitionOf(vetId), [Offer.Stream, Licences.Stream, .. Duty.StreamsAt(now)], stop);
        return (Offer.Fold.Of(histories.Of(Offer.Stream)), Licences.Fold.Of(histories.Of(Licences.Stream)), Duty.From(histories, now));
    }

    private async Task<DutyView> View(string vetId, Offer offer, Licences licences, Duty duty, Instant now, CancellationToken stop)
    {
        var today = now.InZone(offer.TimeZone ?? DateTimeZone.Utc).Date;
        var regions = licences.ByRegion.Values.Where(l => l.ValidOn(today)).Select(l => l.Region).Order(StringComparer.Ordinal);
        var (visit, hold) = await engagements.With(vetId, stop);
        var open = visit?.Wait?.OpenOffer(now) is { } o && o.Hold == hold ? new OfferedVisit(visit.AnimalId, visit.Id, o.Until) : null;
        var with = visit is { IsOpen: true } && visit.VetId == vetId && visit.Engagement == hold ? new TakenVisit(visit.AnimalId, visit.Id) : null;
        return duty.On(now) ? new(true, duty.Since, duty.Until, [.. regions], open, with) : new(false, null, null, [.. regions], open, with);
    }
}
