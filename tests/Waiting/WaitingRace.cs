using System.Collections.Concurrent;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Tests.Booking;
using VetVisits.Triage;
using VetVisits.Visits;
using VetVisits.Waiting;

namespace VetVisits.Tests.Waiting;

/// <summary>
/// Many owners and few vets at once: owners ask, vets take what they are offered and, greedily, whatever they see; the feed runs beside them. In the end each owner has had exactly
/// one vet, no vet two visits at a time, and no vet took a less urgent animal while a more urgent one waited with nobody asked for it.
/// </summary>
internal static class WaitingRace
{
    private static readonly Level[] Levels = [Level.UrgentSameDay, Level.Soon, Level.Routine, Level.Routine, Level.Routine];

    public static async Task Play(Clinic clinic, int owners, int vets)
    {
        for (var n = 0; n < vets; n++) await clinic.Vet($"vet{n}");
        for (var n = 0; n < owners; n++)
        {
            await clinic.Animal($"a{n}", $"o{n}");
            await clinic.Intake($"a{n}", Levels[n % Levels.Length], id: $"i{n}");
        }
        clinic.Journal.Fed.Clear();
        await Task.WhenAll(Enumerable.Range(0, owners).Select(n => Task.Run(() =>
            clinic.Get<OnDemand>().Request(Clinic.Owner($"o{n}"), $"a{n}", new($"i{n}", "teletriage"), Clinic.Asked($"o{n}", "k"), default))));
        var log = await Fed(clinic, [], () => false);

        var taken = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var done = false;
        var feeding = Task.Run(() => Fed(clinic, log, () => !done));
        using var stop = new CancellationTokenSource();
        try
        {
            // The first who meets something wrong ends the play for all.
            await Task.WhenAll(Enumerable.Range(0, vets).Select(n => Task.Run(async () =>
            {
                try
                {
                    await Work(clinic, new(Role.Vet, $"vet{n}"), taken, owners, stop.Token);
                }
                catch
                {
                    await stop.CancelAsync();
                    throw;
                }
            })));
        }
        finally
        {
            done = true;
        }
        Check(await feeding, owners);
    }

    /// <summary>Goes on duty, and works until nobody waits.</summary>
    private static async Task Work(Clinic clinic, Caller vet, ConcurrentDictionary<string, string> taken, int owners, CancellationToken stop)
    {
        await clinic.Get<DutyDesk>().Put(vet, new(true), default);
        while (taken.Count < owners && !stop.IsCancellationRequested)
        {
            if ((await clinic.Get<DutyDesk>().Show(vet, default)).Offer is { } offer)
            {
                await Serve(clinic, vet, offer.VisitId, taken);
                continue;
            }
            // Nobody asks: now and then a vet reaches for anything in the queue, whosever turn it is.
            var entries = (await clinic.Get<WaitingRoom>().Of(vet, default)).Entries.Where(e => e.Kind == WaitingKind.OnDemand).ToList();
            if (entries.Count > 0) await Serve(clinic, vet, entries[Random.Shared.Next(entries.Count)].VisitId, taken);
            await Task.Delay(25, CancellationToken.None);
        }
    }

    /// <summary>Takes the visit, if it can be had, and holds it.</summary>
    private static async Task Serve(Clinic clinic, Caller vet, string visitId, ConcurrentDictionary<string, string> taken)
    {
        if (await Take(clinic, vet, visitId) is not { } visit) return;
        Assert.True(taken.TryAdd(visit.Id, vet.Id), $"{visit.Id} was given to {vet.Id} and to {taken[visit.Id]}");
        await clinic.Happened($"animal:{visit.AnimalId}", VisitStream.Name(visit.Id).Value, new VisitStarted());
        await clinic.Happened($"animal:{visit.AnimalId}", VisitStream.Name(visit.Id).Value, new VisitEnded("treated"));
    }

    private static async Task<Visit?> Take(Clinic clinic, Caller vet, string visitId)
    {
        try
        {
            return await clinic.Get<Claims>().Claim(vet, visitId, new(vet.By, Guid.NewGuid().ToString("N")), default);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>Feeds, and keeps the order in which commits were fed.</summary>
    private static async Task<List<Commit>> Fed(Clinic clinic, List<Commit> log, Func<bool> more)
    {
        do
        {
            while (clinic.Journal.Fed.TryPeek(out var commit))
            {
                log.Add(commit);
                await clinic.FeedOne(commit);
                clinic.Journal.Fed.TryDequeue(out _);
            }
            await Task.Delay(1);
        }
        while (more() || !clinic.Journal.Fed.IsEmpty);
        return log;
    }

    private static void Check(List<Commit> log, int owners)
    {
        var levels = log.SelectMany(c => c.Events.OfType<VisitRequested>()).ToDictionary(e => e.VisitId, e => e.Level!.Value);
        Assert.Equal(owners, levels.Count);
        // Nobody asked for it: waiting, without an offer.
        var alone = levels.Keys.ToHashSet(StringComparer.Ordinal);
        var with = new Dictionary<string, string>(StringComparer.Ordinal);
        var claims = 0;
        foreach (var commit in log)
            foreach (var happened in commit.Events)
            {
                var id = VisitStream.Id(commit.Stream);
                switch (happened)
                {
                    case VisitOffered e:
                        alone.Remove(id!);
                        break;
                    case OfferEnded e:
                        Assert.Fail("No offer is let pass or declined here.");
                        break;
                    case VisitClaimed e:
                        claims++;
                        alone.Remove(id!);
                        Assert.DoesNotContain(alone, other => levels[other] < levels[id!]);
                        Assert.True(with.TryAdd(e.VetId, id!), $"{e.VetId} took {id} beside {with.GetValueOrDefault(e.VetId)}");
                        break;
                    case VisitEnded:
                        with.Remove(with.Single(w => w.Value == id).Key);
                        break;
                }
            }
        Assert.Equal(owners, claims);
        Assert.Equal(owners, log.SelectMany(c => c.Events.OfType<VisitClaimed>().Select(_ => c.Stream)).Distinct().Count());
    }
}

public sealed class WaitingRaceTests
{
    [Fact]
    public async Task Of_two_hundred_owners_and_twenty_vets_each_owner_gets_exactly_one_vet_in_the_order_of_urgency()
    {
        await using var clinic = new Clinic();
        await WaitingRace.Play(clinic, owners: 200, vets: 20);
    }

    [Fact]
    public async Task Twenty_vets_who_claim_one_visit_at_once_get_it_once()
    {
        await using var clinic = new Clinic();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
        for (var n = 0; n < 20; n++) await clinic.Vet($"vet{n}");
        var visit = (await clinic.Get<OnDemand>().Request(Clinic.Owner(), "a1", new("i1", "teletriage"), Clinic.Asked("o1", "k"), default)).Visit;
        await clinic.Feed();
        for (var n = 0; n < 20; n++) await clinic.Get<DutyDesk>().Put(new(Role.Vet, $"vet{n}"), new(true), default);

        // Nobody is offered it yet, for the feed stands still.
        var codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () =>
        {
            try
            {
                return (await clinic.Get<Claims>().Claim(new(Role.Vet, $"vet{n}"), visit.Id, new($"vet:vet{n}", Guid.NewGuid().ToString("N")), default)).VetId;
            }
            catch (RefusedException no)
            {
                return no.Refusal.Code;
            }
        })));

        var winner = (await clinic.Visit("a1", visit.Id)).VetId;
        Assert.Single(codes, winner);
        Assert.Equal(19, codes.Count(c => c is "already-claimed"));
        // Those who lost are free again.
        for (var n = 0; n < 20; n++) Assert.Equal($"vet{n}" == winner, (await clinic.Get<Engagements>().Of($"vet{n}", default)).Busy);
    }
}
