using NodaTime;
using VetVisits.Journal;
using VetVisits.Photos;
using VetVisits.Photos.Developing;
using VetVisits.Records.Custody;

namespace VetVisits.Records;

/// <summary>The pictures of a record's page: links that show one small picture for as long as a page is read and printed.</summary>
public sealed class RecordPictures(PhotoStorage storage, IClock clock) : IBelongings
{
    private static readonly Duration LinksLast = Duration.FromHours(1);

    /// <summary>Where pictures come from, for the page's policy; null where there is no storage.</summary>
    public string? Origin()
    {
        try
        {
            return storage.Raw("-").Uri.GetLeftPart(UriPartial.Authority);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The address of a finished photo's smallest picture. A page without a picture is better than none, so a storage that does not answer gives null.</summary>
    public async Task<Uri?> Of(Commit commit, Event happened, CancellationToken stop)
    {
        if (happened is not PhotoReady ready || PhotoStream.Of(commit) is not var (animalId, photoId)) return null;
        if (ready.Pictures.Where(p => p.Extension == "jpg").MinBy(p => p.Name == PictureName.Thumb ? 0 : p.Width) is not { } picture) return null;
        try
        {
            return await storage.LinkToRead(new PhotoBlob(animalId, photoId), picture, clock.GetCurrentInstant() + LinksLast, stop);
        }
        catch (Exception failed) when (failed is InvalidOperationException || Transient.Is(failed))
        {
            return null;
        }
    }

    public Task Erase(string animalId, CancellationToken stop) => storage.Forget(animalId, stop);
}
