using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Photos;

public enum PhotoStatus
{
    None,
    AwaitingUpload,

    /// <summary>It came and is being worked on.</summary>
    Working,
    Ready,

    /// <summary>Please take it again; nothing was wrong with sending it.</summary>
    Retake,
    Refused,
    Abandoned,
}

/// <summary>One photo: the state of the stream <c>photo:{photoId}</c> in <c>animal:{animalId}</c>.</summary>
public sealed record Photo
{
    /// <summary>Attempts that ended without a word are taken for the photo's fault from this number on.</summary>
    public const int MostAttempts = 2;

    public static Fold<Photo> Fold { get; } = new(new Photo(), Evolve);

    public PhotoStatus Status { get; init; }
    public PhotoRequested? Requested { get; init; }
    public Instant RequestedAt { get; init; }

    /// <summary>The upload that counts: the first one that was ever looked at.</summary>
    public string? ETag { get; init; }

    /// <summary>Attempts so far, and those among them that did not count.</summary>
    public int Attempts { get; init; }
    public int Interrupted { get; init; }

    /// <summary>When the running attempt began; null when none runs.</summary>
    public Instant? RunningSince { get; init; }
    public PhotoReady? Ready { get; init; }
    public PhotoJudged? Judged { get; init; }

    /// <summary>Why it is refused or to be taken again, where there are no pictures.</summary>
    public string? Code { get; init; }
    public Instant ChangedAt { get; init; }

    /// <summary>
    /// When the picture was taken: by the camera's clock, for photos of a week may be sent in one evening. That clock tells no zone and may be wrong, so it is not
    /// believed when it is more than a year off, and nothing was taken after it was sent; else when the photo was asked for.
    /// </summary>
    public Instant TakenAbout => Ready?.TakenAt?.InUtc().ToInstant() is { } taken && taken > RequestedAt - Duration.FromDays(366) ? Instant.Min(taken, RequestedAt) : RequestedAt;

    public bool Exists => Status != PhotoStatus.None;

    public bool Settled => Status is PhotoStatus.Ready or PhotoStatus.Retake or PhotoStatus.Refused or PhotoStatus.Abandoned;

    /// <summary>Attempts that began and never ended: the process died, or still works.</summary>
    public int Unanswered => Attempts - Interrupted;

    private static Photo Evolve(Photo photo, Event happened, Instant at)
    {
        var next = photo with { ChangedAt = at };
        return happened switch
        {
            PhotoRequested e => next with { Status = PhotoStatus.AwaitingUpload, Requested = e, RequestedAt = at },
            PhotoAttempted e => next with { Status = PhotoStatus.Working, ETag = e.ETag, Attempts = e.Attempt, RunningSince = at },
            PhotoInterrupted => next with { Interrupted = photo.Interrupted + 1, RunningSince = null },
            PhotoReady e => next with { Status = PhotoStatus.Ready, Ready = e, ETag = e.ETag, RunningSince = null },
            PhotoJudged e => next with { Judged = e, Status = e.Verdict == Judging.Verdict.Retake ? PhotoStatus.Retake : PhotoStatus.Ready },
            PhotoRetake e => next with { Status = PhotoStatus.Retake, Code = e.Code, ETag = e.ETag, RunningSince = null },
            PhotoRefused e => next with { Status = PhotoStatus.Refused, Code = e.Code, ETag = e.ETag, RunningSince = null },
            PhotoAbandoned => next with { Status = PhotoStatus.Abandoned, RunningSince = null },
            _ => photo,
        };
    }
}

/// <summary>Where photos are in the journal.</summary>
public static class PhotoStream
{
    private const string Prefix = "photo:", PartitionPrefix = "animal:";

    public static StreamName Name(string photoId) => new(Prefix + photoId);

    public static string Partition(string animalId) => PartitionPrefix + animalId;

    public static StreamId Of(string animalId, string photoId) => new(Partition(animalId), Name(photoId));

    /// <returns>The animal's and the photo's id, or null when the commit is of another kind of stream.</returns>
    public static (string AnimalId, string PhotoId)? Of(Commit commit) =>
        commit.Stream.StartsWith(Prefix, StringComparison.Ordinal) && commit.Partition.StartsWith(PartitionPrefix, StringComparison.Ordinal)
            ? (commit.Partition[PartitionPrefix.Length..], commit.Stream[Prefix.Length..]) : null;
}
