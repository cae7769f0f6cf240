using System.Globalization;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Visits;

namespace VetVisits.Photos;

/// <summary>
/// The vet of the visit hears of a photo once it can be looked at: good and usable ones only. Photos of its series that the owner was asked to take
/// again come along as a number, so that no vet is called for a photo that shows nothing.
/// </summary>
public sealed class PhotoNotices(IJournal journal, Views views) : INoticeSource
{
    public bool Concerns(Commit commit) => PhotoStream.Of(commit) is not null && commit.Events.Any(e => e is PhotoJudged { Verdict: not Judging.Verdict.Retake });

    public async Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        if (!Concerns(commit) || PhotoStream.Of(commit) is not { } id) return [];
        var stream = PhotoStream.Name(id.PhotoId);
        var photo = Photo.Fold.Of((await journal.Read(commit.Partition, [stream], stop)).Of(stream).Where(c => c.Version <= commit.Version));
        // A photo without a visit waits in the animal's list; the visit's booking is the vet's reason to look.
        if (photo is not { Requested: { VisitId: { } visitId } asked, Judged: { } judged }) return [];
        var name = VisitStream.Name(visitId);
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        if (!visit.HasVet) return [];
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["animalId"] = id.AnimalId,
            ["visitId"] = visitId,
            ["photoId"] = id.PhotoId,
            ["verdict"] = judged.Verdict.ToString().ToLowerInvariant(),
            ["retakes"] = (await Retakes(id.AnimalId, asked, stop)).ToString(CultureInfo.InvariantCulture),
        };
        return [new VetNotice("photo.ready", visit.VetId, $"animals/{id.AnimalId}/visits/{visitId}", $"photo.ready:{id.PhotoId}", commit.At, data)];
    }

    private async Task<int> Retakes(string animalId, PhotoRequested asked, CancellationToken stop)
    {
        var retakes = 0;
        await foreach (var (_, entry) in views.List<PhotoEntry>(PhotoEntry.PartitionOf(animalId), PhotoEntry.Range, stop))
            if (entry.Status == PhotoStatus.Retake && entry.VisitId == asked.VisitId && entry.Series == asked.Series) retakes++;
        return retakes;
    }
}
