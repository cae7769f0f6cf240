using NodaTime;
using VetVisits.Booking;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Waiting;

/// <summary>A vet on duty, for one region: a view in partition <c>on-duty:{region}</c>, so that whoever may be offered a visit is one query. It ends with the duty or the licence.</summary>
public sealed record OnDuty(string VetId, IReadOnlyList<string> Species, IReadOnlyList<string> Services, string Zone, LocalDate LicenceUntil, Instant Since, Instant Until)
{
    /// <summary>Longer than any duty; readers look at <see cref="Until"/>.</summary>
    public static Duration Kept { get; } = Duration.FromHours(25);

    public static string Partition(string region) => $"on-duty:{region}";

    public static DocumentId At(string region, string vetId) => new(Partition(region), vetId);

    public bool Takes(string species, string service, Instant now) =>
        now < Until && Species.Contains(species) && Services.Contains(service) && now.InZone(DateTimeZoneProviders.Tzdb[Zone]).Date <= LicenceUntil;

    public static OnDuty? Render(string vetId, string region, Offer offer, Licences licences, Duty duty, Instant now) =>
        offer.Zone is { } zone && duty.On(now) && licences.ValidUntil(region) is { } until
            ? new(vetId, offer.Species, offer.Services, zone, until, duty.Since, duty.Until)
            : null;
}

/// <summary>Keeps <see cref="OnDuty"/> true for every region in which the vet has, or had, a licence.</summary>
public sealed class OnDutyProjection(IJournal journal, Views views, IClock clock) : IProjection
{
    public bool Concerns(Commit commit) => ChangesDuty(commit);

    public static bool ChangesDuty(Commit commit) => commit.Events.Any(e => e is DutyChanged or OfferChanged or AvailabilityChanged or LicenceVerified or LicenceRevoked);

    public Task Project(Commit commit, CancellationToken stop) =>
        ScheduleStream.VetId(commit.Partition) is { } vetId ? Render(vetId, stop) : Task.CompletedTask;

    /// <returns>The regions.</returns>
    public async Task<IReadOnlyList<string>> Render(string vetId, CancellationToken stop)
    {
        var (offer, licences, duty) = await Read(vetId, stop);
        var regions = licences.ByRegion.Keys.Order(StringComparer.Ordinal).ToList();
        // One who is not on duty and never was here has nothing to be removed.
        foreach (var region in regions)
            if (duty.On(clock.GetCurrentInstant()) || await views.Read<OnDuty>(OnDuty.At(region, vetId), stop) is not null)
                await views.Update(OnDuty.At(region, vetId), async token =>
                {
                    var (o, l, d) = await Read(vetId, token);
                    return OnDuty.Render(vetId, region, o, l, d, clock.GetCurrentInstant());
                }, stop, OnDuty.Kept, WaitingLine.Gone);
        return regions;
    }

    private async Task<(Offer, Licences, Duty)> Read(string vetId, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var histories = await journal.Read(Vet.PartitionOf(vetId), [Offer.Stream, Licences.Stream, .. Duty.StreamsAt(now)], stop);
        return (Offer.Fold.Of(histories.Of(Offer.Stream)), Licences.Fold.Of(histories.Of(Licences.Stream)), Duty.From(histories, now));
    }
}
