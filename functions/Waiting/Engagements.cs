using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>
/// The one visit on demand that a vet is offered or has taken: document <c>engagement</c> of partition <c>vet:{id}</c>, changed by its ETag, so that no vet has two. It claims
/// nothing by itself: whether the visit is bound to the vet is for the visit's own stream to say, by the hold.
/// </summary>
/// <param name="Until">After this, a hold that the visit's stream does not know can be set aside.</param>
/// <param name="Over">The visit has let the vet go; kept to know whose turn it is.</param>
public sealed record Engagement(string Hold, string AnimalId, string VisitId, Instant At, Instant Until, bool Over = false)
{
    public static DocumentId PlaceOf(string vetId) => new(Vet.PartitionOf(vetId), "engagement");
}

/// <summary>How a vet is engaged and let go.</summary>
public sealed class Engagements(IDocuments documents, IJournal journal, Streams streams, IClock clock)
{
    /// <summary>How long the way from the engagement to the visit's stream may take.</summary>
    public static Duration InHand { get; } = Duration.FromSeconds(30);

    /// <summary>Engages the vet for this visit, if they are free.</summary>
    public async Task<bool> Engage(string vetId, string hold, Visit visit, CancellationToken stop)
    {
        var there = await documents.Read<Engagement>(Engagement.PlaceOf(vetId), stop);
        if (there is { Document: { Over: false } now })
        {
            if (now.Hold == hold) return true;
            if (await IsBusy(now, vetId, stop)) return false;
        }
        var at = clock.GetCurrentInstant();
        var wanted = new Engagement(hold, visit.AnimalId, visit.Id, at, at + InHand);
        // A conflict is somebody else who was faster: then the vet is theirs.
        return (await documents.Write(Engagement.PlaceOf(vetId), wanted, there?.ETag, stop)).Done;
    }

    /// <summary>Lets the vet go from this hold; from another one, or a second time, it does nothing.</summary>
    public async Task Release(string vetId, string hold, CancellationToken stop)
    {
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var there = await documents.Read<Engagement>(Engagement.PlaceOf(vetId), stop);
            if (there is not { Document: { Over: false } now } || now.Hold != hold) return;
            if ((await documents.Write(Engagement.PlaceOf(vetId), now with { Over = true }, there.ETag, stop)).Done) return;
        }
    }

    /// <summary>Lets the vet go when the visit's stream has decided otherwise. Two who asked for the very same hold share it: the one who lost must not let go what the other won.</summary>
    public Task ReleaseUnlessBound(string vetId, string hold, Visit visit, CancellationToken stop) =>
        IsBound(visit, vetId, hold, clock.GetCurrentInstant()) ? Task.CompletedTask : Release(vetId, hold, stop);

    /// <summary>When the vet was engaged last, and whether a visit has them now; for a moment after the engagement it is believed, and the visit not asked.</summary>
    public async Task<(bool Busy, Instant? Last)> Of(string vetId, CancellationToken stop)
    {
        if (await documents.Read<Engagement>(Engagement.PlaceOf(vetId), stop) is not { Document: var engagement }) return (false, null);
        return (!engagement.Over && (clock.GetCurrentInstant() < engagement.Until || await IsBusy(engagement, vetId, stop)), engagement.At);
    }

    /// <summary>The visit that the vet is engaged for, with the hold; null when there is none.</summary>
    public async Task<(Visit? Visit, string Hold)> With(string vetId, CancellationToken stop) =>
        await documents.Read<Engagement>(Engagement.PlaceOf(vetId), stop) is { Document: { Over: false } engagement } ? (await Read(engagement, stop), engagement.Hold) : (null, "");

    /// <summary>Asks the visit's stream. A hold that it does not know lapses there once its time is over, so that a writer who slept can never use it.</summary>
    private async Task<bool> IsBusy(Engagement engagement, string vetId, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var visit = await Read(engagement, stop);
        if (visit.StandingOf(engagement.Hold) != HoldStanding.Unknown) return IsBound(visit, vetId, engagement.Hold, now);
        if (now < engagement.Until) return true;
        await streams.Run(VisitStream.Of(engagement.AnimalId, engagement.VisitId), Visit.Fold, Asked.System("engagements"),
            (state, _) => state.StandingOf(engagement.Hold) == HoldStanding.Unknown ? Decision.Of(new HoldLapsed(engagement.Hold)) : Decision.Nothing, stop);
        return IsBound(await Read(engagement, stop), vetId, engagement.Hold, now);
    }

    /// <summary>Whether the visit has this vet: by an offer that is not over, or taken and not ended. Pure.</summary>
    public static bool IsBound(Visit visit, string vetId, string hold, Instant now) =>
        (visit.Wait?.OpenOffer(now) is { } offer && offer.Hold == hold) || (visit.IsOpen && visit.VetId == vetId && visit.Engagement == hold);

    private async Task<Visit> Read(Engagement engagement, CancellationToken stop)
    {
        var name = VisitStream.Name(engagement.VisitId);
        return Visit.Fold.Of((await journal.Read(VisitStream.Partition(engagement.AnimalId), [name], stop)).Of(name));
    }
}
