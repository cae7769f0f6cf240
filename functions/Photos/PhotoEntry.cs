using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Photos.Judging;

namespace VetVisits.Photos;

/// <summary>One photo in the list of an animal's: view document <c>photo:{photoId}</c> in partition <c>animal:{animalId}</c>.</summary>
public sealed record PhotoEntry(
    string PhotoId, PhotoStatus Status, Instant RequestedAt, Instant ChangedAt, string? IntakeId, string? VisitId, string? Complaint, string? Series,
    LocalDateTime? TakenAt, Verdict? Verdict, IReadOnlyList<string> Findings, Figures? Figures, string? Code, IReadOnlyList<PictureKept> Pictures)
{
    private const string Prefix = "photo:";

    public static IdRange Range { get; } = IdRange.Prefix(Prefix);

    public static string PartitionOf(string animalId) => $"animal:{animalId}";

    public static DocumentId At(string animalId, string photoId) => new(PartitionOf(animalId), Prefix + photoId);

    public static PhotoEntry? Of(Photo photo) => photo.Requested is not { } asked ? null : new(
        asked.PhotoId, photo.Status, photo.RequestedAt, photo.ChangedAt, asked.IntakeId, asked.VisitId, asked.Complaint, asked.Series,
        photo.Ready?.TakenAt, photo.Judged?.Verdict, photo.Judged?.Findings ?? [], photo.Judged?.Figures, photo.Code, photo.Ready?.Pictures ?? []);
}

/// <summary>
/// A photo that was asked for and is not settled: view document <c>{photoId}</c> in partition <c>photos-pending:{hour}</c>, so that the sweep reads
/// an hour of all animals in one query of one partition.
/// </summary>
public sealed record PendingPhoto(string AnimalId, string PhotoId)
{
    public static string PartitionOf(Instant requested) => $"photos-pending:{requested.ToDateTimeUtc():yyyy-MM-ddTHH}";

    public static PendingPhoto? Of(Photo photo) => photo is { Exists: true, Settled: false, Requested: { } asked } ? new(asked.AnimalId, asked.PhotoId) : null;
}

/// <summary>Keeps both views true.</summary>
public sealed class PhotoEntries(IJournal journal, Views views) : IProjection
{
    public bool Concerns(Commit commit) => PhotoStream.Of(commit) is not null;

    public async Task Project(Commit commit, CancellationToken stop)
    {
        if (PhotoStream.Of(commit) is not { } id || await Read(commit, stop) is not { Exists: true } photo) return;
        await views.Update(PhotoEntry.At(id.AnimalId, id.PhotoId), async again => PhotoEntry.Of(await Read(commit, again)), stop);
        await views.Update(
            new DocumentId(PendingPhoto.PartitionOf(photo.RequestedAt), id.PhotoId), async again => PendingPhoto.Of(await Read(commit, again)), stop);
    }

    private async Task<Photo> Read(Commit commit, CancellationToken stop)
    {
        var stream = new StreamName(commit.Stream);
        return Photo.Fold.Of((await journal.Read(commit.Partition, [stream], stop)).Of(stream));
    }
}

/// <summary>The figures of the other photos of a series. The view may lag a moment: then one comparison less is made, never a wrong one.</summary>
public sealed class SeriesFigures(Views views)
{
    public async Task<IReadOnlyList<Figures>> Of(PhotoBlob photo, string? series, CancellationToken stop)
    {
        var figures = new List<Figures>();
        if (series is null) return figures;
        await foreach (var (_, entry) in views.List<PhotoEntry>(PhotoEntry.PartitionOf(photo.AnimalId), PhotoEntry.Range, stop))
            if (entry.Series == series && entry.PhotoId != photo.PhotoId && entry.Figures is { } other) figures.Add(other);
        return figures;
    }
}
