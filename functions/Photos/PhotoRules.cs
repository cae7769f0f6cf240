using NodaTime;
using VetVisits.Journal;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos;

/// <summary>What is to be done with an upload that the trigger brought.</summary>
public enum Upload
{
    /// <summary>Decode it now.</summary>
    Take,

    /// <summary>Another attempt is running: wait for its end.</summary>
    Wait,

    /// <summary>It killed the process, or hung it, as often as is allowed: refuse without touching it.</summary>
    GiveUp,

    /// <summary>Its outcome is known and it is not needed any more.</summary>
    Delete,

    /// <summary>Refused: it stays, unreadable, until its retention ends.</summary>
    Keep,
}

/// <summary>The rules of a photo's life. Pure.</summary>
public static class PhotoRules
{
    /// <param name="lease">How long an attempt may run before it is taken for dead.</param>
    public static Upload For(Photo photo, string etag, Instant now, Duration lease) => photo switch
    {
        // Nobody asked for it, or it came after the one that counts: deleted unread.
        { Exists: false } or { Status: PhotoStatus.Abandoned } => Upload.Delete,
        { ETag: { } first } when first != etag => Upload.Delete,
        { Status: PhotoStatus.Refused } => Upload.Keep,
        { Settled: true } => Upload.Delete,
        { RunningSince: { } since } when now < since + lease => Upload.Wait,
        { Unanswered: >= Photo.MostAttempts } => Upload.GiveUp,
        _ => Upload.Take,
    };

    public static Decision Request(Photo photo, PhotoRequested wanted) => photo.Exists ? Decision.Nothing : Decision.Of(wanted);

    public static Decision Attempt(Photo photo, string etag, long bytes, Instant now, Duration lease) =>
        For(photo, etag, now, lease) == Upload.Take ? Decision.Of(new PhotoAttempted(photo.Attempts + 1, etag, bytes)) : Decision.Nothing;

    /// <summary>Only the attempt that runs may say how it ended; a late one finds the photo settled and changes nothing.</summary>
    public static Decision Interrupt(Photo photo, int attempt) =>
        photo.Attempts == attempt && photo.RunningSince is not null ? Decision.Of(new PhotoInterrupted(attempt)) : Decision.Nothing;

    public static Decision Finish(Photo photo, string etag, long bytes, Developed.Done done, PhotoJudged judged) =>
        photo.Settled || photo.ETag != etag
            ? Decision.Nothing
            : Decision.Of(
                new PhotoReady(
                    etag, bytes, done.Facts.Kind, done.Facts.Width, done.Facts.Height, done.Facts.Orientation, done.Facts.TakenAt,
                    [.. done.Pictures.Select(p => new PictureKept(p.Name, p.Extension, p.Width, p.Height, p.Bytes.Length))]),
                judged);

    public static Decision Refuse(Photo photo, string etag, Unfit unfit) =>
        !photo.Exists || photo.Settled || (photo.ETag ?? etag) != etag ? Decision.Nothing
        : unfit == Unfit.HeicUnreadable ? Decision.Of(new PhotoRetake(unfit.Code, etag))
        : Decision.Of(new PhotoRefused(unfit.Code, etag));

    public static Decision Abandon(Photo photo) => !photo.Exists || photo.Settled ? Decision.Nothing : Decision.Of(new PhotoAbandoned());
}
