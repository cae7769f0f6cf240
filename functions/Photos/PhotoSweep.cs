using Azure;
using Azure.Storage.Blobs.Models;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Photos;

/// <summary>
/// What events missed. The uploads container is the truth of what is still to do: everything settled leaves it, so whatever lies there for long is
/// looked at again.
/// </summary>
public sealed partial class PhotoSweep(PhotoLab lab, PhotoStorage storage, Streams streams, Views views, PhotoSettings settings, IClock clock, ILogger<PhotoSweep> log)
{
    /// <summary>Younger uploads are the trigger's business.</summary>
    private static readonly Duration TriggersTime = Duration.FromMinutes(2);

    /// <summary>Hours of unsettled photos that are read again, so that a sweep that was down for a day misses none.</summary>
    private const int HoursBack = 48;

    public async Task Run(CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        await storage.Ready();
        await foreach (var blob in storage.Uploads(stop)) await Look(blob, now, stop);
        for (var hour = 0; hour < HoursBack; hour++)
            await GiveUp(now - settings.AbandonAfter - Duration.FromHours(hour), stop);
    }

    private async Task Look(BlobItem blob, Instant now, CancellationToken stop)
    {
        if (blob.Properties.LastModified is not { } written) return;
        var age = now - Instant.FromDateTimeOffset(written);
        if (age < TriggersTime) return;
        try
        {
            var client = storage.Raw(blob.Name);
            if (age > settings.KeepRefused) await client.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = blob.Properties.ETag }, cancellationToken: stop);
            else await lab.Take(client, blob.Name, stop);
        }
        catch (RequestFailedException failed)
        {
            // One blob that cannot be had keeps no other one waiting; the next sweep comes in minutes.
            Skipped(log, failed);
        }
    }

    private async Task GiveUp(Instant requested, CancellationToken stop)
    {
        await foreach (var (_, pending) in views.List<PendingPhoto>(PendingPhoto.PartitionOf(requested), IdRange.All, stop))
        {
            await streams.Run(
                PhotoStream.Of(pending.AnimalId, pending.PhotoId), Photo.Fold, Asked.System("photos"),
                (photo, now) => now >= photo.RequestedAt + settings.AbandonAfter ? PhotoRules.Abandon(photo) : Decision.Nothing, stop);
        }
    }

    [LoggerMessage(311, LogLevel.Warning, "An upload was passed over by the sweep")]
    private static partial void Skipped(ILogger log, Exception failed);
}
