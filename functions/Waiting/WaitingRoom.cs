using System.Diagnostics;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Practices;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>The waiting room as it is seen: by an owner, one wait; by a vet, all that they may take and the visits that are booked with them.</summary>
public sealed class WaitingRoom(
    IJournal journal, Views views, IDocuments documents, VisitLists lists, Bell bell, BookingSettings booking, WaitingSettings settings, IClock clock, IHostApplicationLifetime? host = null)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>The bell of one visit: rung when its wait changes in this process.</summary>
    public static string BellOf(string visitId) => $"visit:{visitId}";

    /// <summary>The wait as it stands; with patience, as soon as it is different from <paramref name="after"/>.</summary>
    /// <param name="read">The visit, read anew.</param>
    public async Task<WaitingView> Watch(Animal animal, Func<Task<Visit>> read, string? after, TimeSpan patience, CancellationToken stop)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop, host?.ApplicationStopping ?? CancellationToken.None);
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            var visit = await read();
            var next = bell.Next(BellOf(visit.Id));
            var view = await View(animal, visit, stop);
            var left = patience - Stopwatch.GetElapsedTime(since);
            if (view.After != after || left <= TimeSpan.Zero || leaving.IsCancellationRequested) return view;
            await Task.WhenAny(next, Task.Delay(left < Look ? left : Look, leaving.Token));
        }
    }

    public async Task<WaitingView> View(Animal animal, Visit visit, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var waits = visit is { Status: VisitStatus.Waiting };
        var onDuty = waits ? await OnDutyFor(visit.Region, visit.Species, visit.Service, stop) : [];
        var vets = onDuty.Count;
        var place = waits ? await Place(visit, onDuty, now, stop) : 0;
        var offered = visit.Wait?.OpenOffer(now) is not null;
        var waited = visit.Wait is { } wait ? (int)((waits ? now : visit.EndedAt ?? Instant.Min(visit.Start, now)) - wait.Since).TotalMinutes : 0;
        var expected = waits ? WaitWords.Expected(place, vets, offered, settings) : null;
        var nobody = visit.Cancellation is { By: Side.System, Reason: WaitingRules.NobodyFree };
        return new(
            visit.Status, visit.HasVet ? visit.VetId : null, waits ? place : null, expected, Math.Max(0, waited), vets, waits && offered, visit.Wait?.StoodUpBy is not null,
            WaitWords.Of(visit, place, vets, offered, waited, settings),
            (waits && WaitWords.IsLong(waited, expected, settings)) || nobody ? await Instead(animal, visit, stop) : [],
            $"{visit.Status}.{visit.VetId}.{place}.{vets}.{offered}.{waited / 5}");
    }

    /// <summary>How many vets could take this visit now.</summary>
    public async Task<int> VetsOnDuty(Visit visit, CancellationToken stop) => (await OnDutyFor(visit.Region, visit.Species, visit.Service, stop)).Count;

    public async Task<IReadOnlyList<OnDuty>> OnDutyFor(string region, string species, string service, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var found = new List<OnDuty>();
        await foreach (var (_, vet) in views.List<OnDuty>(OnDuty.Partition(region), IdRange.All, stop))
            if (vet.Takes(species, service, now)) found.Add(vet);
        return found;
    }

    /// <summary>What a vet finds to do: the booked visits of these hours at their time, then what waits for any vet, most urgent first.</summary>
    public async Task<WaitingRoomView> Of(Caller vet, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var entries = new List<WaitingEntry>();
        await foreach (var (_, line) in lists.Between(VisitListPlace.OfVet(vet.Id), now - booking.Grace - booking.CheckInOpens, now + booking.CheckInOpens, stop))
            if (line.Status is VisitStatus.Booked or VisitStatus.CheckedIn)
                entries.Add(new(WaitingKind.Scheduled, line.AnimalId, line.Id, line.Service, line.Species, line.Region, line.Level, line.Start, Minutes(line.Start, now),
                    line.Status, line.Status == VisitStatus.CheckedIn));
        entries.Sort((a, b) => a.Since.CompareTo(b.Since));
        entries.AddRange((await MayTake(vet.Id, stop)).Select(line => new WaitingEntry(
            WaitingKind.OnDemand, line.AnimalId, line.VisitId, line.Service, line.Species, line.Region, line.Level, line.Since, Minutes(line.Since, now), VisitStatus.Waiting, true,
            line.IsOffered(now) && line.OfferedTo == vet.Id ? line.OfferedUntil : null, line.IsOffered(now) && line.OfferedTo != vet.Id)));
        return new(entries);
    }

    /// <summary>What waits that this vet's licences, species and services cover, in the order of the queue.</summary>
    public async Task<IReadOnlyList<WaitingLine>> MayTake(string vetId, CancellationToken stop)
    {
        var histories = await journal.Read(Vet.PartitionOf(vetId), [Offer.Stream, Licences.Stream], stop);
        return await MayTake(Offer.Fold.Of(histories.Of(Offer.Stream)), Licences.Fold.Of(histories.Of(Licences.Stream)), stop);
    }

    public async Task<IReadOnlyList<WaitingLine>> MayTake(Offer offer, Licences licences, CancellationToken stop)
    {
        var today = clock.GetCurrentInstant().InZone(offer.TimeZone ?? DateTimeZone.Utc).Date;
        var found = new List<WaitingLine>();
        foreach (var region in licences.ByRegion.Values.Where(l => l.ValidOn(today)).Select(l => l.Region))
            await foreach (var (_, line) in views.List<WaitingLine>(WaitingLine.Partition(region), IdRange.All, stop))
                if (offer.Serves(line.Species, line.Service)) found.Add(line);
        return [.. found.OrderBy(line => line.Order)];
    }

    /// <summary>The place among those who wait for the same vets: an animal that none of them takes keeps nobody waiting.</summary>
    private async Task<int> Place(Visit visit, IReadOnlyList<OnDuty> vets, Instant now, CancellationToken stop)
    {
        var mine = WaitingLine.OrderOf(visit.Level, visit.Wait!.Since, visit.Id);
        var before = 0;
        await foreach (var (_, line) in views.List<WaitingLine>(WaitingLine.Partition(visit.Region), IdRange.All, stop))
            if (line.Order.CompareTo(mine) < 0 && ((line.Species == visit.Species && line.Service == visit.Service) || vets.Any(vet => vet.Takes(line.Species, line.Service, now)))) before++;
        return before + 1;
    }

    private async Task<IReadOnlyList<WaitOption>> Instead(Animal animal, Visit visit, CancellationToken stop)
    {
        var practice = animal.PracticeId is { } id ? await documents.Read<Practice>(Practice.At(id), stop) : null;
        var clinics = $"/api/practices?region={visit.Region}";
        return
        [
            practice?.Document.Phone is { } phone
                ? new("phone", "Call your own practice.", Phone: phone)
                : new("phone", "Call a practice near you.", clinics),
            new("later-time", "Book a video visit for later.", $"/api/openings?region={visit.Region}&species={visit.Species}&service={visit.Service}"),
            new("nearest-clinic", "Go to the nearest open clinic. That is the right way whenever the animal gets worse.", clinics),
        ];
    }

    private static int Minutes(Instant since, Instant now) => Math.Max(0, (int)(now - since).TotalMinutes);
}
