using NodaTime;
using VetVisits.Booking;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Visits;

/// <summary>The commands of a visit that stands, after its booking: each is one commit of its stream.</summary>
public sealed class VisitCommands(VisitDoor door, Streams streams, IJournal journal, BookingSettings settings)
{
    public async Task<Visit> Cancel(Caller caller, string animalId, string visitId, string? reason, Asked asked, CancellationToken stop)
    {
        var found = await door.Act(caller, animalId, visitId, stop);
        return await Run(found, asked, (visit, now) => VisitRules.Cancel(visit, found.Side, reason, settings, now), stop);
    }

    public async Task<Visit> Start(Caller caller, string animalId, string visitId, Asked asked, CancellationToken stop)
    {
        var found = await door.Act(caller, animalId, visitId, stop);
        // The last look: a licence may have ended since the booking, or while it was made.
        var licences = Licences.Fold.Of((await journal.Read(Vet.PartitionOf(found.Visit.VetId), [Licences.Stream], stop)).Of(Licences.Stream));
        return await Run(found, asked, (visit, _) =>
            VisitRules.Start(visit) is Decision.Happened yes ? licences.ValidOn(visit.Region, visit.Day) ? yes : Decision.No(NotLicensed) : VisitRules.Start(visit), stop);
    }

    private static Refusal NotLicensed { get; } = Refusal.Conflict("not-licensed", "The licence for the animal's region is not valid today. The visit cannot be held; cancel it so that the owner can book another vet.");

    /// <summary>Runs a command from the history that was read to find the visit; a repeat gets the visit as it stood right after the first.</summary>
    internal async Task<Visit> Run(VisitFound found, Asked asked, Func<Visit, Instant, Decision> decide, CancellationToken stop)
    {
        if (VisitHistory.Before(found.History, asked) is { } before) return before;
        var ran = await streams.Run(VisitStream.Of(found.Animal.Id, found.Visit.Id), Visit.Fold, asked, decide, found.History, stop);
        return ran.OrThrow();
    }
}

public static class VisitHistory
{
    /// <summary>The visit as it stood right after this very command; null when the command is new.</summary>
    /// <exception cref="RefusedException">422 <c>idempotency-key-reused</c>.</exception>
    public static Visit? Before(IReadOnlyList<Commit> history, Asked asked) => asked.FindIn(history) switch
    {
        null => null,
        { } commit when commit.Command!.BodyHash == asked.BodyHash => Visit.Fold.Of(history.Where(c => c.Version <= commit.Version)),
        _ => throw new RefusedException(Asked.OtherBody),
    };
}
