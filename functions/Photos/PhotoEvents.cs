using NodaTime;
using VetVisits.Journal;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Judging;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos;

/// <summary>
/// Somebody is going to send a photo. <c>Complaint</c> is one of the photo guide's; <c>Series</c> names photos of the same thing that are
/// compared with each other; <c>UploadUntil</c> is when the ways to upload end.
/// </summary>
public sealed record PhotoRequested(
    string PhotoId, string AnimalId, string? IntakeId, string? VisitId, string? Complaint, string? Series, Instant UploadUntil) : Event;

/// <summary>Decoding begins: written before, so that a photo that kills the process is known when the next one starts.</summary>
public sealed record PhotoAttempted(int Attempt, string ETag, long Bytes) : Event;

/// <summary>An attempt ended for a reason that is not the photo's (storage away); it does not count.</summary>
public sealed record PhotoInterrupted(int Attempt) : Event;

/// <summary>The pictures are made. Of the original only kind, size, which way up, and the camera's clock are kept; never the place.</summary>
public sealed record PhotoReady(
    string ETag, long Bytes, PhotoKind Kind, int Width, int Height, int? Orientation, LocalDateTime? TakenAt, IReadOnlyList<PictureKept> Pictures) : Event;

public sealed record PictureKept(PictureName Name, string Extension, int Width, int Height, int Bytes);

/// <summary>What was made of the photo's quality, with the figures and the version of the way they were found.</summary>
public sealed record PhotoJudged(Verdict Verdict, IReadOnlyList<string> Findings, Figures Figures) : Event;

/// <summary>The file is a photo that cannot be used here, through no fault of the owner; the code says what to do instead.</summary>
public sealed record PhotoRetake(string Code, string ETag) : Event;

/// <summary>The file is not taken. Nobody but the function ever reads it; it is deleted after the retention hours.</summary>
public sealed record PhotoRefused(string Code, string ETag) : Event;

/// <summary>Nothing usable ever came.</summary>
public sealed record PhotoAbandoned : Event;
