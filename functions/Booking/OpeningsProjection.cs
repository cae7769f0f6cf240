using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Booking;

/// <summary>Renders a vet's openings anew when the day, the hours, the services or a licence changed, and day by day as the horizon moves on.</summary>
public sealed class OpeningsProjection(IJournal journal, Views views, BookingSettings settings, IClock clock) : IProjection
{
    private const int AtOnce = 4;

    public bool Concerns(Commit commit) =>
        commit.Events.Any(e => e is SlotHeld or SlotConfirmed or SlotReleased or SlotShortened or TimeBlocked or TimeUnblocked
            or OfferChanged or AvailabilityChanged or LicenceVerified or LicenceRevoked);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        if (ScheduleStream.VetId(commit.Partition) is not { } vetId) return;
        if (ScheduleStream.Day(commit.Stream) is not null)
            await Render(vetId, commit.Events.SelectMany(Touched).Distinct().Where(InHorizon), stop);
        else
        {
            await Render(vetId, Horizon(), stop);
            await views.Update<HorizonVet>(HorizonVet.At(vetId), _ => Task.FromResult<HorizonVet?>(new(vetId, Last)), stop);
        }
    }

    /// <summary>The last UTC date that is shown.</summary>
    public LocalDate Last => Today.PlusDays(settings.HorizonDays);

    private LocalDate Today => clock.GetCurrentInstant().InUtc().Date;

    public IEnumerable<LocalDate> Horizon() => From(Today);

    public IEnumerable<LocalDate> From(LocalDate first)
    {
        for (var date = LocalDate.Max(first, Today); date <= Last; date = date.PlusDays(1)) yield return date;
    }

    /// <summary>Renders these dates for every region in which the vet has, or had, a licence.</summary>
    public async Task Render(string vetId, IEnumerable<LocalDate> dates, CancellationToken stop)
    {
        var regions = Licences.Fold.Of((await journal.Read(Vet.PartitionOf(vetId), [Licences.Stream], stop)).Of(Licences.Stream)).ByRegion.Keys;
        await Parallel.ForEachAsync(
            dates.SelectMany(date => regions.Select(region => (date, region))),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (place, token) => await views.Update<Openings>(
                Openings.At(place.region, place.date, vetId), t => Rendered(vetId, place.region, place.date, t), token, place.date.PlusDays(3).AtMidnight().InUtc().ToInstant() - clock.GetCurrentInstant()));
    }

    private async Task<Openings?> Rendered(string vetId, string region, LocalDate date, CancellationToken stop)
    {
        var days = Openings.DaysOf(date).ToList();
        var histories = await journal.Read(Vet.PartitionOf(vetId), [Offer.Stream, Licences.Stream, .. days.Select(ScheduleStream.Name)], stop);
        return Openings.Render(
            vetId,
            region,
            date,
            Offer.Fold.Of(histories.Of(Offer.Stream)),
            Licences.Fold.Of(histories.Of(Licences.Stream)),
            days.ToDictionary(day => day, day => Schedule.Fold.Of(histories.Of(ScheduleStream.Name(day)))));
    }

    private bool InHorizon(LocalDate date) => date >= Today && date <= Last;

    /// <summary>The UTC dates whose free starts an event can change: those of its own time, and of a start before it that would run into it.</summary>
    private static IEnumerable<LocalDate> Touched(Event happened) => happened switch
    {
        SlotHeld e => Between(e.From, e.To),
        SlotConfirmed e => Between(e.From, e.To),
        SlotReleased e => Between(e.From, e.To),
        SlotShortened e => Between(e.From, e.To),
        TimeBlocked e => Between(e.From, e.To),
        TimeUnblocked e => Between(e.From, e.To),
        _ => [],
    };

    private static IEnumerable<LocalDate> Between(Instant from, Instant to)
    {
        var last = to.InUtc().Date;
        for (var date = (from - Slots.Longest).InUtc().Date; date <= last; date = date.PlusDays(1)) yield return date;
    }
}

/// <summary>A vet with an offer, and the last date rendered: a view in one of 16 partitions <c>horizon:{shard}</c>.</summary>
public sealed record HorizonVet(string VetId, LocalDate RenderedTo)
{
    public const int Shards = 16;

    public static string Partition(int shard) => FormattableString.Invariant($"horizon:{shard:00}");

    public static DocumentId At(string vetId) => new(Partition(Shard(vetId)), vetId);

    // Not string.GetHashCode: the shard must be the same in every process.
    private static int Shard(string vetId) => (int)(vetId.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % Shards);
}
