using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>
/// Keeps the vet's time for a visit that the vet takes from the waiting room, as a booking keeps its own: the vet's day holds it first, then the visit's stream takes it, and the
/// day follows. So nobody books the time of a vet who is with somebody else, and no vet takes a visit into a time that is being booked at this moment.
/// </summary>
public sealed class ClaimedTime(IJournal journal, Streams streams, Holds holds, BookingSettings booking, IClock clock)
{
    private const int MostRounds = 8;

    /// <summary>Holds the time, part by part where it goes on past midnight.</summary>
    /// <param name="hold">Of this one try: nobody else has it, so that whoever lost the visit may give the time back without asking.</param>
    /// <param name="freeUntil">A visit that has the vet before this is in the way; one that begins later shortens the time.</param>
    /// <param name="firstDay">The first day's commits, as they were read.</param>
    /// <returns>Null when the time is held; else why not, and nothing is.</returns>
    public async Task<Refusal?> Keep(
        string by, string vetId, string hold, Visit visit, IReadOnlyList<Opening> parts, Instant freeUntil, IReadOnlyList<Commit> firstDay, CancellationToken stop)
    {
        IReadOnlyList<Commit>? known = firstDay;
        foreach (var part in parts)
        {
            var wanted = new ClaimSlot(hold, visit.AnimalId, visit.Id, visit.Service, part, freeUntil, new HashSet<string>(StringComparer.Ordinal), Engagements.InHand, by);
            if (await Keep(vetId, wanted, known, stop) is { } no)
            {
                await GiveBack(vetId, hold, parts.TakeWhile(kept => kept != part), stop);
                return no;
            }
            known = null;
        }
        return null;
    }

    /// <summary>Gives back what was held for a try that did not get the visit, and never will.</summary>
    public async Task GiveBack(string vetId, string hold, IEnumerable<Opening> parts, CancellationToken stop)
    {
        foreach (var part in parts) await holds.Follow(vetId, part.Day, hold, HoldStanding.GivenUp, stop);
    }

    private async Task<Refusal?> Keep(string vetId, ClaimSlot wanted, IReadOnlyList<Commit>? known, CancellationToken stop)
    {
        var over = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 1; ; round++)
        {
            var claim = wanted with { Over = over };
            var ran = await streams.Run(ScheduleStream.Of(vetId, wanted.Slot.Day), Schedule.Fold, new Asked(wanted.By), (day, now) => Schedule.Decide(day, claim, now), known, stop);
            known = null;
            if (ran is not Ran<Day>.Refused no) return null;
            if (round == MostRounds || no.Refusal.Code != Schedule.Taken.Code) return no.Refusal;
            // Seldom: a visit that was over sooner than its time, or a hold that nobody settled. The day does not know it, the visit does.
            foreach (var slot in Schedule.InTheWay(ran.State, claim).ToList())
                if (await HasTheVet(vetId, wanted.Slot.Day, slot, stop)) return no.Refusal;
                else over.Add(slot.Hold);
        }
    }

    private async Task<bool> HasTheVet(string vetId, LocalDate day, Slot slot, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        if (slot.IsOverdue(now)) await holds.Settle(vetId, day, slot.Hold, slot.Visit, stop);
        var visit = Visit.Fold.Of((await journal.Read(slot.Visit.Partition, [slot.Visit.Name], stop)).Of(slot.Visit.Name));
        return visit.StandingOf(slot.Hold) switch
        {
            HoldStanding.Unknown => true,
            HoldStanding.Owned => Agenda.IsBusy(VisitLine.Of(visit), booking, now),
            _ => false,
        };
    }
}
