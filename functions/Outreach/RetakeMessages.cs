using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Photos;
using VetVisits.Photos.Judging;

namespace VetVisits.Outreach;

/// <summary>A photo that shows too little is asked for again: once a photo, whichever way it was found out.</summary>
public sealed class RetakeMessages(IDocuments documents) : IOwnerMessageSource
{
    public bool Concerns(Commit commit) => PhotoStream.Of(commit) is not null && commit.Events.Any(e => e is PhotoRetake or PhotoJudged { Verdict: Verdict.Retake });

    public async Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        if (!Concerns(commit) || PhotoStream.Of(commit) is not { } photo) return [];
        var animal = await documents.Read<Animal>(Animal.At(photo.AnimalId), stop);
        return animal is null ? [] : [OwnerMessage.Of(OwnerTemplate.PhotoRetake, animal.Document.OwnerId, photo.AnimalId, null, commit.Stream, commit.At)];
    }
}
