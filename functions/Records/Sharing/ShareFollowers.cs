using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Outreach;

namespace VetVisits.Records.Sharing;

/// <summary>
/// Lets the vets in who opened a share of the whole record signed in, and out again when it is called back: the same view as that of booked visits, with the share's end,
/// which readers hold against their clock.
/// </summary>
public sealed class SharedVets(IJournal journal, Views views) : IProjection
{
    public bool Concerns(Commit commit) => ShareStream.Id(commit.Stream) is not null && commit.Events.Any(e => e is ShareViewed { VetId: not null } or ShareRevoked);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        if (ShareStream.Id(commit.Stream) is not { } shareId || Visits.VisitStream.AnimalId(commit.Partition) is not { } animalId) return;
        foreach (var vetId in (await Read(commit, stop)).Vets)
            await views.Update(BookedVet.At(animalId, vetId, "share-" + shareId), async again =>
                await Read(commit, again) is { LetsIn: true, Made: { } made } share && share.Vets.Contains(vetId) ? new BookedVet(vetId, made.ExpiresAt) : null, stop);
    }

    private async Task<Share> Read(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        return Share.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
    }
}

/// <summary>Tells the owner that somebody opened the link or answered through it.</summary>
public sealed class ShareTellings(IJournal journal) : IOwnerMessageSource
{
    public bool Concerns(Commit commit) => ShareStream.Id(commit.Stream) is not null && commit.Events.Any(e => e is ShareViewed { Tells: true } or ShareAnswered);

    public async Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        if (Visits.VisitStream.AnimalId(commit.Partition) is not { } animalId) return [];
        var name = new StreamName(commit.Stream);
        var share = Share.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        return share.Made is { } made ? [OwnerMessage.Of(OwnerTemplate.ShareViewed, made.OwnerId, animalId, visitId: null, commit.Id, commit.At)] : [];
    }
}
