using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Animals;

/// <summary>
/// A vet who sees an animal by a booked visit: one view document for each visit, <c>access:{vetId}:{visitId}</c> in partition <c>animal:{id}</c>;
/// or by a share of its record, with the share in the visit's place.
/// </summary>
/// <param name="Until">When it ends by itself; null for a visit's.</param>
public sealed record BookedVet(string VetId, NodaTime.Instant? Until = null)
{
    public const string Prefix = "access:";

    public static string PrefixOf(string vetId) => $"{Prefix}{vetId}:";

    public static DocumentId At(string animalId, string vetId, string visitId) => new(Animal.PartitionOf(animalId), PrefixOf(vetId) + visitId);

    /// <summary>A visit that was called off or never took place lets nobody in any more; one that ended does, for the vet answers for it afterwards.</summary>
    public static BookedVet? Of(Visit visit) => visit.Status switch
    {
        VisitStatus.Booked or VisitStatus.CheckedIn or VisitStatus.Started or VisitStatus.Ended or VisitStatus.Stopped => new(visit.VetId),
        VisitStatus.None or VisitStatus.Waiting or VisitStatus.Cancelled or VisitStatus.Missed => null,
    };
}

/// <summary>Keeps <see cref="BookedVet"/> true as visits are booked, moved and called off.</summary>
public sealed class BookedVets(IJournal journal, Views views) : IProjection
{
    public bool Concerns(Commit commit) => VisitStream.Id(commit.Stream) is not null;

    public async Task Project(Commit commit, CancellationToken stop)
    {
        var visit = await Read(commit, stop);
        if (!visit.Exists) return;
        // A vet who had the visit and has it no longer is out again.
        foreach (var vetId in visit.Vets.Distinct(StringComparer.Ordinal))
            await views.Update(BookedVet.At(visit.AnimalId, vetId, visit.Id), async again => await Read(commit, again) is var now && now.VetId == vetId ? BookedVet.Of(now) : null, stop);
    }

    private async Task<Visit> Read(Commit commit, CancellationToken stop)
    {
        var stream = new StreamName(commit.Stream);
        return Visit.Fold.Of((await journal.Read(commit.Partition, [stream], stop)).Of(stream));
    }
}
