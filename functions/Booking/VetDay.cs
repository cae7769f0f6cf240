using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>One vet's local day: what is booked, being booked, blocked and free, in order.</summary>
public sealed record VetDayView(LocalDate Date, string Zone, IReadOnlyList<VetDayEntry> Entries);

public enum VetDayKind
{
    Visit,

    /// <summary>Somebody is booking it at this moment.</summary>
    Hold,
    Block,
    Free,
}

/// <param name="Id">A block's id, for taking it back.</param>
/// <param name="Flags">What became wrong with a visit since it was booked; see <see cref="VisitView"/>.</param>
public sealed record VetDayEntry(
    VetDayKind Kind, Instant Start, Instant End, string? Id = null, string? AnimalId = null, string? VisitId = null, string? Service = null,
    VisitStatus? Status = null, Level? Level = null, Side? Late = null, IReadOnlyList<string>? Flags = null);

/// <summary>Shows a vet's day from the journal, and takes time out of it.</summary>
public sealed class VetDays(IJournal journal, IDocuments documents, Streams streams, VisitLists lists, IClock clock)
{
    /// <exception cref="RefusedException">422 <c>no-hours</c> before the vet has set any.</exception>
    public async Task<VetDayView> Show(string vetId, LocalDate? asked, CancellationToken stop)
    {
        var offer = await OfferOf(vetId, stop);
        var zone = offer.TimeZone!;
        var date = asked ?? clock.GetCurrentInstant().InZone(zone).Date;
        var histories = await journal.Read(Vet.PartitionOf(vetId), [Licences.Stream, ScheduleStream.Name(date)], stop);
        var licences = Licences.Fold.Of(histories.Of(Licences.Stream));
        var day = Schedule.Fold.Of(histories.Of(ScheduleStream.Name(date)));
        var (begin, end) = Slots.Bounds(zone, date);
        var lines = new Dictionary<string, VisitLine>(StringComparer.Ordinal);
        // A visit on demand may have begun before this day's midnight.
        await foreach (var (_, line) in lists.Between(VisitListPlace.OfVet(vetId), begin - Slots.Longest, end, stop)) lines[line.Id] = line;

        var entries = day.Slots.Values.Select(slot => Entry(slot, lines.GetValueOrDefault(slot.VisitId), offer, licences, date))
            .Concat(day.Blocks.Values.Select(block => new VetDayEntry(VetDayKind.Block, block.From, block.To, block.Id)))
            .Concat(Slots.On(offer, date).Where(slot => !day.Overlapping(slot.Start, slot.To).Any() && !day.IsBlocked(slot.Start, slot.To))
                .Select(slot => new VetDayEntry(VetDayKind.Free, slot.Start, slot.End)));
        return new(date, offer.Zone!, [.. entries.OrderBy(entry => entry.Start)]);
    }

    /// <summary>Takes time out of one schedule day. Visits that stand in it stay.</summary>
    /// <exception cref="RefusedException">422 <c>invalid</c>, <c>across-days</c>, <c>no-hours</c>, <c>idempotency-key-reused</c>; 409 <c>day-full</c>.</exception>
    public async Task<BlockView> Block(string vetId, BlockVetTime wanted, Asked asked, CancellationToken stop)
    {
        if (wanted is not { From: { } from, To: { } to } || to <= from || from < Instant.FromUtc(2000, 1, 1, 0, 0) || to > Instant.FromUtc(2200, 1, 1, 0, 0))
            throw new RefusedException(Refusal.Invalid("invalid", "from and to are RFC 3339 times, from before to."));
        var zone = (await OfferOf(vetId, stop)).TimeZone!;
        var date = from.InZone(zone).Date;
        if (to > Slots.Bounds(zone, date).End)
            throw new RefusedException(Refusal.Invalid("across-days", $"A block lies within one day of your zone, {zone.Id}. Send one for each day, or a day off as an exception of your hours."));
        var block = new BlockTime(asked.NewId(), from, to);
        // Each day is a stream of its own: that the key came before with another date, only the receipt knows.
        return await documents.Once(asked, async () =>
        {
            var ran = await streams.Run(ScheduleStream.Of(vetId, date), Schedule.Fold, asked, (day, _) => Schedule.Decide(day, block), stop);
            ran.OrThrow();
            return new BlockView(block.Block, date, from, to);
        }, stop);
    }

    /// <summary>Gives blocked time back; a block that is not there is as good.</summary>
    public async Task Unblock(string vetId, LocalDate date, string block, Asked asked, CancellationToken stop) =>
        (await streams.Run(ScheduleStream.Of(vetId, date), Schedule.Fold, asked, (day, _) => Schedule.Decide(day, new UnblockTime(block)), stop)).OrThrow();

    private static VetDayEntry Entry(Slot slot, VisitLine? line, Offer offer, Licences licences, LocalDate date) => new(
        slot.Confirmed ? VetDayKind.Visit : VetDayKind.Hold,
        slot.Start,
        slot.End,
        AnimalId: slot.AnimalId,
        VisitId: slot.VisitId,
        Service: slot.Service,
        // The line comes by the feed; until then the slot alone says enough.
        Status: line?.Status,
        Level: line?.Level,
        Late: line?.Late,
        Flags: line is { Status: VisitStatus.Booked or VisitStatus.CheckedIn }
            ? VisitFlags.Of(offer, licences, slot.OnDemand ? null : slot.Start, date, line.Species, line.Service, line.Region)
            : null);

    private async Task<Offer> OfferOf(string vetId, CancellationToken stop)
    {
        var offer = Offer.Fold.Of((await journal.Read(Vet.PartitionOf(vetId), [Offer.Stream], stop)).Of(Offer.Stream));
        return offer.Zone is not null ? offer : throw new RefusedException(Refusal.Invalid("no-hours", "There are no hours yet: PUT /api/vets/me/availability first."));
    }
}
