using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Photos.Developing;

namespace VetVisits.Photos;

/// <summary>Photos as they are shown: one from the journal, all from the view, with links that read one picture for some minutes.</summary>
public sealed class PhotoAlbum(Uploading uploading, IJournal journal, Views views, PhotoStorage storage, IClock clock)
{
    private const int MostListed = 200;
    private const int MostOfCase = 40;
    private static readonly Duration LinksLast = Duration.FromMinutes(10);

    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<PhotoView> One(string animalId, string photoId, CancellationToken stop)
    {
        var photo = await uploading.Find(animalId, photoId, stop);
        if (!photo.Exists) throw new RefusedException(Refusal.NotFound("photo"));
        // Between the upload and the first look at it nothing is written; the blob itself says that it came.
        if (photo.Status == PhotoStatus.AwaitingUpload && await uploading.Arrived(animalId, photoId, stop)) photo = photo with { Status = PhotoStatus.Working };
        return await View(new PhotoBlob(animalId, photoId), photo, stop);
    }

    /// <summary>The finished photos of one visit and of the intake before it, newest first, each with links to all of its pictures: the view says which, one query of the journal what they are.</summary>
    public async Task<IReadOnlyList<PhotoView>> OfCase(string animalId, string visitId, string? intakeId, CancellationToken stop)
    {
        var entries = new List<PhotoEntry>();
        await foreach (var (_, entry) in views.List<PhotoEntry>(PhotoEntry.PartitionOf(animalId), PhotoEntry.Range, stop))
            if (entry.Pictures.Count > 0 && (entry.VisitId == visitId || (intakeId is not null && entry.IntakeId == intakeId))) entries.Add(entry);
        var ids = entries.OrderByDescending(e => e.RequestedAt).Take(MostOfCase).Select(e => e.PhotoId).ToList();
        if (ids.Count == 0) return [];
        var histories = await journal.Read(PhotoStream.Partition(animalId), [.. ids.Select(PhotoStream.Name)], stop);
        var shown = new List<PhotoView>();
        foreach (var id in ids)
            // The view may still hold what was erased.
            if (Photo.Fold.Of(histories.Of(PhotoStream.Name(id))) is { Exists: true } photo) shown.Add(await View(new PhotoBlob(animalId, id), photo, stop));
        return shown;
    }

    public async Task<PhotoList> All(string animalId, string? visitId, string? series, CancellationToken stop)
    {
        var entries = new List<PhotoEntry>();
        await foreach (var (_, entry) in views.List<PhotoEntry>(PhotoEntry.PartitionOf(animalId), PhotoEntry.Range, stop))
            if ((string.IsNullOrEmpty(visitId) || entry.VisitId == visitId) && (string.IsNullOrEmpty(series) || entry.Series == series)) entries.Add(entry);
        var shown = new List<PhotoListed>();
        foreach (var entry in entries.OrderByDescending(e => e.RequestedAt).Take(MostListed))
        {
            var thumb = entry.Pictures.Where(p => p is { Name: PictureName.Thumb, Extension: "jpg" }).ToList();
            shown.Add(new PhotoListed(
                entry.PhotoId, entry.Status, entry.Verdict, PhotoView.AdviceOn(entry.Code, entry.Findings), entry.IntakeId, entry.VisitId, entry.Complaint, entry.Series,
                entry.RequestedAt, entry.TakenAt, (await Links(new PhotoBlob(animalId, entry.PhotoId), thumb, stop)) is [var link, ..] ? link : null));
        }
        return new PhotoList(shown);
    }

    private async Task<PhotoView> View(PhotoBlob at, Photo photo, CancellationToken stop) => PhotoView.Of(photo, await Links(at, photo.Ready?.Pictures ?? [], stop));

    private async Task<IReadOnlyList<PictureLink>> Links(PhotoBlob photo, IReadOnlyList<PictureKept> pictures, CancellationToken stop)
    {
        var until = clock.GetCurrentInstant() + LinksLast;
        var links = new List<PictureLink>();
        foreach (var kept in pictures)
        {
            var type = kept.Extension == "jpg" ? "image/jpeg" : "image/webp";
            var url = await storage.LinkToRead(photo, kept, until, stop);
            links.Add(new PictureLink(kept.Name.ToString().ToLowerInvariant(), type, kept.Width, kept.Height, kept.Bytes, url, until));
        }
        return links;
    }
}
