using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Photos.Reading;
using VetVisits.Visits;

namespace VetVisits.Photos;

/// <summary>The ways in: ask for one, then send the bytes to storage, to a one-time link, or through the API.</summary>
public sealed class Uploading(IJournal journal, IDocuments documents, Streams streams, PhotoStorage storage, PhotoSettings settings, IClock clock)
{
    /// <summary>How much may be kept for a deleted link, so that a second use is told apart from a forged one.</summary>
    private static readonly Duration Remembered = Duration.FromDays(1);

    /// <summary>Writes the record, then makes the ways to upload. Repeated with the same key it is the same photo, with fresh ways.</summary>
    public async Task<WaysToUpload> Request(Caller caller, string animalId, PhotoWanted wanted, Asked asked, Uri address, CancellationToken stop)
    {
        var (photoId, now) = (asked.NewId(), clock.GetCurrentInstant());
        if (wanted.VisitId is { } visitId && !(await Visit(animalId, visitId, stop)).Exists)
            throw new RefusedException(Refusal.Invalid("visit-unknown", "This animal has no visit of that id. Leave visitId out, or name one of its visits."));
        var until = now + settings.UploadWithin;
        var requested = new PhotoRequested(photoId, animalId, wanted.IntakeId, wanted.VisitId, wanted.Complaint, wanted.Series, until);
        var ran = await streams.Run(PhotoStream.Of(animalId, photoId), Photo.Fold, asked, (photo, _) => PhotoRules.Request(photo, requested), stop);
        var photo = ran.OrThrow();
        if (photo.Settled) return WaysToUpload.None(photo);

        await storage.Ready();
        var (secret, at) = UploadLink.New();
        await documents.Write(at, new UploadLink(animalId, photoId, until, Used: false), expected: null, stop, settings.UploadWithin + Remembered);
        var sas = await storage.LinkToCreate(new PhotoBlob(animalId, photoId), until, stop);
        return WaysToUpload.Of(photo, until, sas, new Uri(address, $"/api/uploads/{secret}"), new Uri(address, $"/api/animals/{animalId}/photos/{photoId}/content"));
    }

    /// <summary>Streams the bytes into the upload's blob, at most 25 MB of them. It is there whole or not at all.</summary>
    public async Task Send(string animalId, string photoId, Stream bytes, long? declared, CancellationToken stop)
    {
        var blob = new PhotoBlob(animalId, photoId);
        var photo = await Find(animalId, photoId, stop);
        if (!photo.Exists) throw new RefusedException(Refusal.NotFound("photo"));
        if (photo.ETag is not null || photo.Settled) throw AlreadySent();
        if (declared == 0) throw new RefusedException(new(400, "body-missing", "Send the photo's bytes as the body."));
        if (declared > Unfit.MostBytes) throw TooLarge();
        await storage.Ready();
        var counted = new CountedStream(bytes, Unfit.MostBytes);
        try
        {
            var options = new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = Azure.ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" },
                TransferOptions = new StorageTransferOptions { InitialTransferSize = 4 << 20, MaximumTransferSize = 4 << 20, MaximumConcurrency = 1 },
            };
            await storage.Upload(blob).UploadAsync(counted, options, stop);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            throw AlreadySent();
        }
        catch (Exception) when (counted.Over)
        {
            throw TooLarge();
        }
        catch (BadHttpRequestException cut)
        {
            throw new RefusedException(new(400, "upload-cut", $"The upload ended before its end ({cut.StatusCode}). Send the photo again."));
        }
    }

    /// <summary>The photo that a one-time link is for.</summary>
    /// <exception cref="RefusedException">404 <c>link-unknown</c>; 410 <c>link-expired</c>, <c>link-used</c>.</exception>
    public async Task<Stored<UploadLink>> Link(string secret, CancellationToken stop)
    {
        if (UploadLink.AtSecret(secret) is not { } at || await documents.Read<UploadLink>(at, stop) is not { } link)
            throw new RefusedException(new(404, "link-unknown", "This upload link is not known. Ask for a new one with POST /animals/{id}/photos."));
        if (link.Document.Used) throw new RefusedException(new(410, "link-used", "This upload link was used. Ask for a new one for another photo."));
        if (clock.GetCurrentInstant() > link.Document.Until)
            throw new RefusedException(new(410, "link-expired", "This upload link has expired. Ask for a new one with POST /animals/{id}/photos."));
        return link;
    }

    public async Task Spend(string secret, Stored<UploadLink> link, CancellationToken stop)
    {
        if (UploadLink.AtSecret(secret) is { } at)
            await documents.Write(at, link.Document with { Used = true }, link.ETag, stop, settings.UploadWithin + Remembered);
    }

    public async Task<Photo> Find(string animalId, string photoId, CancellationToken stop)
    {
        if (!PhotoBlob.Fits(photoId)) return new Photo();
        var stream = PhotoStream.Of(animalId, photoId);
        return Photo.Fold.Of((await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name));
    }

    /// <summary>Whether bytes have come that nobody has looked at yet.</summary>
    public async Task<bool> Arrived(string animalId, string photoId, CancellationToken stop)
    {
        await storage.Ready();
        return await storage.Upload(new PhotoBlob(animalId, photoId)).ExistsAsync(stop);
    }

    private async Task<Visit> Visit(string animalId, string visitId, CancellationToken stop)
    {
        var stream = VisitStream.Of(animalId, visitId);
        return Visits.Visit.Fold.Of((await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name));
    }

    internal static RefusedException AlreadySent() =>
        new(Refusal.Conflict("already-uploaded", "This photo was uploaded already; only the first upload counts. Ask for a new photo to send another."));

    internal static RefusedException TooLarge() => new(new(413, Unfit.TooManyBytes.Code, Unfit.TooManyBytes.Words));
}

/// <summary>Lets at most so many bytes through, whatever was declared.</summary>
internal sealed class CountedStream(Stream inner, long most) : Stream
{
    private long read;

    internal bool Over { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int some)
    {
        read += some;
        Over = read > most;
        return Over ? throw new InvalidDataException("Larger than is taken.") : some;
    }
}
