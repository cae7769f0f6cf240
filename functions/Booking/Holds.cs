using NodaTime;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>
/// The agreement between a vet's day and a visit, which live in two partitions. The visit's stream is the judge: it owns a hold, or it has let it lapse, and
/// both are written at one version of one stream, so only one can happen. The day follows. Whoever meets an open question may ask it, any number of times.
/// </summary>
public sealed class Holds(Streams streams, IClock clock)
{
    private const int MostRounds = 4;
    private static readonly Asked Following = Asked.System("holds");

    /// <summary>Holds the time for a visit; overdue holds of others in the way are settled first.</summary>
    /// <param name="known">The day's commits where the caller has read them, so that the way without a conflict reads nothing twice.</param>
    /// <returns>Null when the time is held; else why not.</returns>
    public async Task<Refusal?> Hold(string by, string vetId, HoldSlot wanted, IReadOnlyList<Commit>? known, CancellationToken stop)
    {
        var day = ScheduleStream.Of(vetId, wanted.Slot.Day);
        for (var round = 1; ; round++)
        {
            var held = await streams.Run(day, Schedule.Fold, new Asked(by), (state, now) => Schedule.Decide(state, wanted with { By = by }, now), known, stop);
            known = null;
            if (held is not Ran<Day>.Refused no) return null;
            var now = clock.GetCurrentInstant();
            var overdue = held.State.Overlapping(wanted.Slot.Start, wanted.Slot.To).Where(slot => slot.VisitId != wanted.VisitId && slot.IsOverdue(now)).ToList();
            if (overdue.Count == 0 || round == MostRounds) return no.Refusal;
            foreach (var slot in overdue)
                await Settle(vetId, wanted.Slot.Day, slot.Hold, slot.Visit, stop);
        }
    }

    /// <summary>
    /// Asks the visit's stream, and lets the day follow what it says. A hold that the visit does not know lapses by it: ask only when it is overdue, or given up by who made it.
    /// </summary>
    public async Task Settle(string vetId, LocalDate day, string hold, StreamId visit, CancellationToken stop)
    {
        var asked = await streams.Run(visit, Visit.Fold, Following, (state, _) => Lapse(state, hold), stop);
        await Follow(vetId, day, hold, asked.OrThrow().StandingOf(hold), stop);
    }

    /// <summary>Writes into the day what the visit's stream has decided.</summary>
    public async Task Follow(string vetId, LocalDate day, string hold, HoldStanding standing, CancellationToken stop)
    {
        if (standing == HoldStanding.Unknown) throw new InvalidOperationException($"The visit has not decided about hold {hold}; the day must not run ahead of it.");
        var followed = await streams.Run(
            ScheduleStream.Of(vetId, day),
            Schedule.Fold,
            Following,
            (state, _) => standing == HoldStanding.Owned ? Schedule.Decide(state, new ConfirmSlot(hold)) : Schedule.Decide(state, new ReleaseSlot(hold)),
            stop);
        followed.OrThrow();
    }

    /// <summary>The visit was over at this moment: what is left of its time is free.</summary>
    public async Task End(string vetId, LocalDate day, string hold, Instant at, CancellationToken stop) =>
        (await streams.Run(ScheduleStream.Of(vetId, day), Schedule.Fold, Following, (state, _) => Schedule.Decide(state, new EndSlot(hold, at)), stop)).OrThrow();

    private static Decision Lapse(Visit visit, string hold) =>
        visit.StandingOf(hold) == HoldStanding.Unknown ? Decision.Of(new HoldLapsed(hold)) : Decision.Nothing;

    /// <summary>
    /// The hold that a command asks for: the same for every try of the command, until that hold has lapsed; then the next one. The vet's time is part of it: a key that
    /// comes again for another time after a crash must never find the first time's hold and take it for its own.
    /// </summary>
    public static string IdFor(Visit visit, Asked asked, string vetId, Opening slot)
    {
        var name = Uuid.V5($"{asked.NewId()}\n{vetId}\n{slot.Start}\n{slot.End}\n{slot.To}").ToString("N");
        var attempt = 0;
        while (visit.StandingOf($"{name}.{attempt}") == HoldStanding.Lapsed) attempt++;
        return $"{name}.{attempt}";
    }
}
