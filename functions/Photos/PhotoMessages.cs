using NodaTime;
using VetVisits.Http;
using VetVisits.Photos.Judging;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos;

/// <summary>Asks for a way to upload a photo. All members may be left out.</summary>
/// <param name="Complaint">One of the photo guide's complaints.</param>
/// <param name="Series">A name for photos of the same thing, which are compared with each other.</param>
public sealed record PhotoWanted(string? IntakeId = null, string? VisitId = null, string? Complaint = null, string? Series = null)
{
    public PhotoWanted Checked()
    {
        var problems = new Problems();
        if (IntakeId is not null) problems.Id("/intakeId", IntakeId);
        if (VisitId is not null) problems.Id("/visitId", VisitId);
        if (Series is not null) problems.Id("/series", Series);
        if (Complaint is not null) problems.OneOf("/complaint", Complaint, PhotoGuide.Complaints);
        problems.ThrowIfAny();
        return this;
    }
}

/// <summary>One whole HTTP request that a client sends with the photo as its body.</summary>
public sealed record UploadRequest(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, Instant Expires);

/// <summary>The photo and the ways to upload it; any one of them, once.</summary>
/// <param name="Storage">Straight to storage: the best way for large photos.</param>
/// <param name="Link">For clients that can set no header: PUT the bytes, or POST a form with the file.</param>
/// <param name="Content">Through the API, with the caller's own bearer token added.</param>
public sealed record WaysToUpload(string PhotoId, PhotoStatus Status, UploadRequest? Storage, UploadRequest? Link, UploadRequest? Content)
{
    public static WaysToUpload None(Photo photo) => new(photo.Requested?.PhotoId ?? "", photo.Status, null, null, null);

    public static WaysToUpload Of(Photo photo, Instant until, Uri storage, Uri link, Uri content) => new(
        photo.Requested?.PhotoId ?? "", photo.Status,
        new UploadRequest("PUT", storage, new Dictionary<string, string>(StringComparer.Ordinal) { ["x-ms-blob-type"] = "BlockBlob", ["Content-Type"] = "application/octet-stream" }, until),
        new UploadRequest("PUT", link, new Dictionary<string, string>(StringComparer.Ordinal), until),
        new UploadRequest("PUT", content, new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/octet-stream" }, until));
}

public sealed record Uploaded(string PhotoId, PhotoStatus Status);

/// <summary>What an owner reads: words, and what to do better.</summary>
public sealed record Advice(string Code, string Words, string? Tip);

/// <summary>A finished picture with a link that works for a few minutes.</summary>
public sealed record PictureLink(string Name, string Type, int Width, int Height, int Bytes, Uri Url, Instant Expires);

/// <param name="Verdict">How well a vet can work with it; null until it is judged.</param>
/// <param name="Advice">Why it was refused or should be taken again, or what would make it better.</param>
public sealed record PhotoView(
    string PhotoId, string AnimalId, PhotoStatus Status, Verdict? Verdict, IReadOnlyList<Advice> Advice, string? IntakeId, string? VisitId, string? Complaint,
    string? Series, Instant RequestedAt, LocalDateTime? TakenAt, int? Width, int? Height, Figures? Figures, IReadOnlyList<PictureLink> Pictures)
{
    public static PhotoView Of(Photo photo, IReadOnlyList<PictureLink> pictures) => new(
        photo.Requested?.PhotoId ?? "", photo.Requested?.AnimalId ?? "", photo.Status, photo.Judged?.Verdict, AdviceOn(photo.Code, photo.Judged?.Findings ?? []),
        photo.Requested?.IntakeId, photo.Requested?.VisitId, photo.Requested?.Complaint, photo.Requested?.Series, photo.RequestedAt, photo.Ready?.TakenAt,
        photo.Ready?.Width, photo.Ready?.Height, photo.Judged?.Figures, pictures);

    internal static IReadOnlyList<Advice> AdviceOn(string? code, IReadOnlyList<string> findings) => code is not null
        ? [new Advice(code, Unfit.Of(code).Words, null)]
        : [.. findings.Select(Judge.Named).OfType<Finding>().Select(finding => new Advice(finding.Code, finding.Words, finding.Tip))];
}

/// <summary>A photo in the list of an animal's, newest first; the view follows the journal by a moment.</summary>
public sealed record PhotoListed(
    string PhotoId, PhotoStatus Status, Verdict? Verdict, IReadOnlyList<Advice> Advice, string? IntakeId, string? VisitId, string? Complaint, string? Series,
    Instant RequestedAt, LocalDateTime? TakenAt, PictureLink? Thumb);

public sealed record PhotoList(IReadOnlyList<PhotoListed> Photos);
