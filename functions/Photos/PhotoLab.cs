using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Judging;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos;

/// <summary>
/// Takes an upload through its whole way: is it the one that counts, is it small enough to be read at all, note the attempt, decode behind the gate,
/// keep the pictures, say so in the journal, delete the original. Every step may be repeated; the photo's stream says what is still to do.
/// </summary>
public sealed partial class PhotoLab(
    IJournal journal, Streams streams, PhotoStorage storage, SeriesFigures series, PhotoSettings settings, IClock clock, ILogger<PhotoLab> log) : IDisposable
{
    private static readonly Asked Us = Asked.System("photos");
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim gate = new(settings.Decodes);
    private readonly ConcurrentDictionary<PhotoBlob, Lazy<Task>> running = new();

    /// <summary>Several events for one blob end as one: in this process they wait for the first, in others for its lease.</summary>
    public async Task Take(BlobClient blob, string name, CancellationToken stop)
    {
        if (PhotoBlob.Parse(name) is not { } photo)
        {
            NotOurs(log);
            await Remove(blob, null, stop);
            return;
        }
        var mine = new Lazy<Task>(() => TakeAlone(blob, photo, stop));
        var first = running.GetOrAdd(photo, mine);
        try
        {
            await first.Value;
        }
        finally
        {
            if (first == mine) running.TryRemove(new(photo, mine));
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task TakeAlone(BlobClient blob, PhotoBlob photo, CancellationToken stop)
    {
        while (true)
        {
            if (await Properties(blob, stop) is not { } properties) return; // gone meanwhile: there is nothing to do
            var etag = properties.ETag;
            switch (PhotoRules.For(await Read(photo, stop), etag.ToString(), clock.GetCurrentInstant(), settings.Lease))
            {
                case Upload.Keep:
                    return;
                case Upload.Delete:
                    await Remove(blob, etag, stop);
                    return;
                case Upload.GiveUp:
                    await Refuse(photo, properties, Unfit.Unreadable, stop);
                    return;
                case Upload.Wait:
                    await Task.Delay(Look, stop);
                    break;
                case Upload.Take when properties.ContentLength > Unfit.MostBytes:
                    await Refuse(photo, properties, Unfit.TooManyBytes, stop);
                    return;
                case Upload.Take:
                    await gate.WaitAsync(stop);
                    try
                    {
                        if (await Attempt(blob, photo, properties, stop)) return;
                    }
                    finally
                    {
                        gate.Release();
                    }
                    break;
            }
        }
    }

    /// <returns>False when another attempt came in between and everything is to be looked at again.</returns>
    private async Task<bool> Attempt(BlobClient blob, PhotoBlob photo, BlobProperties properties, CancellationToken stop)
    {
        var etag = properties.ETag;
        if (await Download(blob, etag, stop) is not { } file) return true;
        var began = await streams.Run(
            PhotoStream.Of(photo.AnimalId, photo.PhotoId), Photo.Fold, Us,
            (state, now) => PhotoRules.Attempt(state, etag.ToString(), file.Length, now, settings.Lease), stop);
        if (began is not Ran<Photo>.Committed { State: var state }) return false;
        try
        {
            var developed = await Task.Run(() => Darkroom.Develop(file, settings.Patience), stop);
            if (developed is Developed.Done done) await Finish(photo, state, properties, done, stop);
            else if (developed is Developed.No no)
            {
                if (no.Trace is { } trace) Trace(log, photo.PhotoId, no.Unfit.Code, trace);
                await Refuse(photo, properties, no.Unfit, stop);
            }
        }
        catch (Exception)
        {
            // Not the photo's fault: take the attempt back, if the journal can be reached, and let the trigger try again.
            await Interrupt(photo, state.Attempts);
            throw;
        }
        await RemoveIfDone(blob, photo, etag, stop);
        return true;
    }

    private async Task Finish(PhotoBlob photo, Photo state, BlobProperties properties, Developed.Done done, CancellationToken stop)
    {
        await storage.Ready();
        var others = series.Of(photo, state.Requested?.Series, stop);
        await Task.WhenAll(done.Pictures.Select(picture => storage.Keep(photo, picture, stop)));
        var judged = Judge.Of(new Judged(done.Figures, done.Facts.Width, done.Facts.Height, done.Facts.TakenAt is not null, await others));
        await streams.Run(
            PhotoStream.Of(photo.AnimalId, photo.PhotoId), Photo.Fold, Us,
            (now, _) => PhotoRules.Finish(now, properties.ETag.ToString(), properties.ContentLength, done, judged), stop);
        Verdict(photo, properties, "ready");
    }

    private async Task Refuse(PhotoBlob photo, BlobProperties properties, Unfit unfit, CancellationToken stop)
    {
        await streams.Run(PhotoStream.Of(photo.AnimalId, photo.PhotoId), Photo.Fold, Us, (now, _) => PhotoRules.Refuse(now, properties.ETag.ToString(), unfit), stop);
        Verdict(photo, properties, unfit.Code);
    }

    private void Verdict(PhotoBlob photo, BlobProperties properties, string outcome)
    {
        var took = Duration.Max(clock.GetCurrentInstant() - Instant.FromDateTimeOffset(properties.LastModified), Duration.Zero);
        Telemetry.PhotoDone(outcome, took.ToTimeSpan());
        Told(log, photo.PhotoId, outcome, took.TotalMilliseconds);
    }

    private async Task Interrupt(PhotoBlob photo, int attempt)
    {
        try
        {
            await streams.Run(PhotoStream.Of(photo.AnimalId, photo.PhotoId), Photo.Fold, Us, (now, _) => PhotoRules.Interrupt(now, attempt), CancellationToken.None);
        }
        catch (Exception away) when (away is not InvalidOperationException)
        {
            NotTakenBack(log, photo.PhotoId, away);
        }
    }

    private async Task RemoveIfDone(BlobClient blob, PhotoBlob photo, ETag etag, CancellationToken stop)
    {
        var state = await Read(photo, stop);
        if (PhotoRules.For(state, etag.ToString(), clock.GetCurrentInstant(), settings.Lease) == Upload.Delete) await Remove(blob, etag, stop);
    }

    private async Task<Photo> Read(PhotoBlob photo, CancellationToken stop)
    {
        var stream = PhotoStream.Of(photo.AnimalId, photo.PhotoId);
        return Photo.Fold.Of((await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name));
    }

    private static async Task<BlobProperties?> Properties(BlobClient blob, CancellationToken stop)
    {
        try
        {
            return await blob.GetPropertiesAsync(cancellationToken: stop);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Exactly the version that was looked at; null when it is gone or another one by now.</summary>
    private static async Task<byte[]?> Download(BlobClient blob, ETag etag, CancellationToken stop)
    {
        try
        {
            var content = await blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = etag } }, stop);
            return content.Value.Content.ToArray();
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            return null;
        }
    }

    private static async Task Remove(BlobClient blob, ETag? etag, CancellationToken stop)
    {
        try
        {
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, etag is { } known ? new BlobRequestConditions { IfMatch = known } : null, stop);
        }
        catch (RequestFailedException other) when (other.Status == 412)
        {
            // Another version is there by now; it has an event of its own.
        }
    }

    [LoggerMessage(301, LogLevel.Warning, "A blob in uploads has no name of ours; deleted unread")]
    private static partial void NotOurs(ILogger log);

    [LoggerMessage(303, LogLevel.Information, "Photo {PhotoId}: {Outcome} {Milliseconds:0} ms after its upload")]
    private static partial void Told(ILogger log, string photoId, string outcome, double milliseconds);

    [LoggerMessage(304, LogLevel.Debug, "Photo {PhotoId} {Code}: {Trace}")]
    private static partial void Trace(ILogger log, string photoId, string code, string trace);

    [LoggerMessage(305, LogLevel.Warning, "An attempt at photo {PhotoId} could not be taken back")]
    private static partial void NotTakenBack(ILogger log, string photoId, Exception away);
}
