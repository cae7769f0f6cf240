using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Booking;

/// <summary>Keep this time for a visit until it owns it or the hold's time is over. Whether the vet offers the time is decided before.</summary>
/// <param name="By">Who asks, as the journal names callers.</param>
public sealed record HoldSlot(string Hold, string AnimalId, string VisitId, string Service, Opening Slot, Duration For, string? By = null);

/// <summary>
/// The vet takes a visit from the waiting room and begins at once: whether these are the vet's hours, or time off, is the vet's to say. It takes the time that is free of
/// <c>Slot</c>, and is refused only where another visit has the vet before <c>FreeUntil</c>.
/// </summary>
/// <param name="Slot">The whole visit with its buffer, or the part of it that lies in this day.</param>
/// <param name="Over">The holds of visits that are known to need the vet no more, though their time is not over.</param>
public sealed record ClaimSlot(
    string Hold, string AnimalId, string VisitId, string Service, Opening Slot, Instant FreeUntil, IReadOnlySet<string> Over, Duration For, string By);

/// <summary>The visit's stream says that it owns the slot.</summary>
public sealed record ConfirmSlot(string Hold);

/// <summary>The visit's stream says that it does not own the slot, or no longer.</summary>
public sealed record ReleaseSlot(string Hold);

/// <summary>The visit was over at this moment.</summary>
public sealed record EndSlot(string Hold, Instant At);

public sealed record BlockTime(string Block, Instant From, Instant To);

public sealed record UnblockTime(string Block);

/// <summary>
/// The rules of one vet's day. Time passing alone frees nothing: an overdue hold still stands here, because only the visit's own stream knows whether it
/// owns the slot. Who meets one settles it there first (<see cref="Holds"/>).
/// </summary>
public static class Schedule
{
    /// <summary>New holds stop here, so that what is held can still be confirmed and released before a stream's 500 commits are full.</summary>
    public const int MostCommitsForHolds = 350;

    /// <summary>An owner who books and gives up again and again leaves the day to others after so many times.</summary>
    public const int MostHoldsOfOneOwner = 20;

    public static Fold<Day> Fold { get; } = new(Day.Empty, (day, happened, _) => Evolve(day, happened));

    public static Refusal Taken { get; } = Refusal.Conflict("slot-taken", "Somebody else has this time. Look for another one in /api/openings.");

    public static Refusal Over { get; } = Refusal.Conflict("hold-lapsed", "The time was held for you too long and was given up. Send the request again.");

    private static Refusal TooMany { get; } = new(
        429, "too-many-holds-of-day", $"You have taken {MostHoldsOfOneOwner} times of this vet's day, given up or not. Choose another day or another vet.");

    public static Day Evolve(Day day, Event happened) => happened switch
    {
        SlotHeld e => Next(day) with
        {
            Slots = day.Slots.SetItem(e.Hold, new(e.Hold, e.AnimalId, e.VisitId, e.Service, e.Start, e.End, e.From, e.To, e.Until, e.OnDemand == true)),
            AskedBy = e.By is { } by ? day.AskedBy.SetItem(by, day.AskedBy.GetValueOrDefault(by) + 1) : day.AskedBy,
        },
        SlotConfirmed e when day.HeldFor(e.Hold) is { } slot => Next(day) with { Slots = day.Slots.SetItem(e.Hold, slot with { Until = null }) },
        SlotReleased e => Next(day) with { Slots = day.Slots.Remove(e.Hold), Released = day.Released.Add(e.Hold) },
        SlotShortened e when day.HeldFor(e.Hold) is { } slot => Next(day) with { Slots = day.Slots.SetItem(e.Hold, slot with { End = e.End, To = e.From }) },
        TimeBlocked e => Next(day) with { Blocks = day.Blocks.SetItem(e.Block, new(e.Block, e.From, e.To)) },
        TimeUnblocked e => Next(day) with { Blocks = day.Blocks.Remove(e.Block) },
        _ => Next(day),
    };

    public static Decision Decide(Day day, HoldSlot wanted, Instant now)
    {
        if (day.Released.Contains(wanted.Hold)) return Decision.No(Over);
        if (day.HeldFor(wanted.Hold) is not null) return Decision.Nothing;
        if (wanted.By is { } by && by.StartsWith("owner:", StringComparison.Ordinal) && day.AskedBy.GetValueOrDefault(by) >= MostHoldsOfOneOwner) return Decision.No(TooMany);
        if (day.Commits >= MostCommitsForHolds) return Decision.No(Refusal.Conflict("day-full", "This day of the vet has changed too often to take more bookings. Choose another day."));
        // A visit that moves by less than its own length may overlap itself: at most one of its two times is left in the end.
        if (day.Overlapping(wanted.Slot.Start, wanted.Slot.To).Any(slot => slot.VisitId != wanted.VisitId)) return Decision.No(Taken);
        if (day.IsBlocked(wanted.Slot.Start, wanted.Slot.To)) return Decision.No(Taken);
        return Decision.Of(new SlotHeld(
            wanted.Hold, wanted.AnimalId, wanted.VisitId, wanted.Service,
            wanted.Slot.Start, wanted.Slot.End, wanted.Slot.Start, wanted.Slot.To, now + wanted.For, wanted.By));
    }

    public static Decision Decide(Day day, ClaimSlot wanted, Instant now)
    {
        if (day.HeldFor(wanted.Hold) is not null) return Decision.Nothing;
        if (InTheWay(day, wanted).Any()) return Decision.No(Taken);
        // Such a day takes no booking any more, so there is nothing to keep the time from; the visit is not to wait for that.
        if (day.Commits >= MostCommitsForHolds) return Decision.Nothing;
        var slot = wanted.Slot;
        // A visit that is booked for later keeps its time: the one that is claimed has until then.
        var to = Others(day, wanted, slot.Start, slot.To).Select(other => other.From).Append(slot.To).Min();
        // That visit begins at the midnight from which this part would go on.
        if (to <= slot.Start) return Decision.Nothing;
        return Decision.Of(new SlotHeld(
            wanted.Hold, wanted.AnimalId, wanted.VisitId, wanted.Service, slot.Start, Instant.Min(slot.End, to), slot.Start, to, now + wanted.For, wanted.By, OnDemand: true));
    }

    /// <summary>The visits that have the vet so soon that one on demand cannot be taken before.</summary>
    public static IEnumerable<Slot> InTheWay(Day day, ClaimSlot wanted) => Others(day, wanted, wanted.Slot.Start, wanted.FreeUntil);

    private static IEnumerable<Slot> Others(Day day, ClaimSlot wanted, Instant from, Instant to) =>
        day.Overlapping(from, to).Where(slot => slot.VisitId != wanted.VisitId && !wanted.Over.Contains(slot.Hold));

    public static Decision Decide(Day day, ConfirmSlot wanted) => day.HeldFor(wanted.Hold) switch
    {
        { Confirmed: false } slot => Decision.Of(new SlotConfirmed(slot.Hold, slot.From, slot.To)),
        // Confirmed already, or given up again since: the later word of the visit's stream stands.
        _ => Decision.Nothing,
    };

    public static Decision Decide(Day day, ReleaseSlot wanted) =>
        day.HeldFor(wanted.Hold) is { } slot ? Decision.Of(new SlotReleased(slot.Hold, slot.From, slot.To)) : Decision.Nothing;

    /// <summary>Gives back what is left of a visit's time, but for the buffer after it.</summary>
    public static Decision Decide(Day day, EndSlot wanted)
    {
        if (day.HeldFor(wanted.Hold) is not { } slot) return Decision.Nothing;
        var (end, to) = (Instant.Max(slot.Start, wanted.At), wanted.At + (slot.To - slot.End));
        return to >= slot.To ? Decision.Nothing
            : to <= slot.From ? Decision.Of(new SlotReleased(slot.Hold, slot.From, slot.To))
            : Decision.Of(new SlotShortened(slot.Hold, end, to, slot.To));
    }

    public static Decision Decide(Day day, BlockTime wanted) =>
        day.Blocks.ContainsKey(wanted.Block) ? Decision.Nothing
        : day.Commits >= MostCommitsForHolds ? Decision.No(Refusal.Conflict("day-full", "This day has changed too often to take more changes."))
        : Decision.Of(new TimeBlocked(wanted.Block, wanted.From, wanted.To));

    public static Decision Decide(Day day, UnblockTime wanted) =>
        day.Blocks.TryGetValue(wanted.Block, out var block) ? Decision.Of(new TimeUnblocked(block.Id, block.From, block.To)) : Decision.Nothing;

    private static Day Next(Day day) => day with { Commits = day.Commits + 1 };
}
