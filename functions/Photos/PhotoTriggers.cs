using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace VetVisits.Photos;

public sealed class PhotoTriggers(PhotoLab lab, PhotoSweep sweep)
{
    /// <summary>A photo came: develop it.</summary>
    [Function("DevelopPhoto")]
    public Task Develop(
        [BlobTrigger(PhotoBlob.Uploads + "/{name}", Connection = Connections.Photos, Source = BlobTriggerSource.EventGrid)] BlobClient blob, string name, CancellationToken stop) =>
        lab.Take(blob, name, stop);

    /// <summary>Every five minutes: uploads whose event never came or whose attempts died, refused ones past their time, and photos that never came.</summary>
    [Function("SweepPhotos")]
    public Task Sweep([TimerTrigger("40 */5 * * * *")] TimerInfo timer, CancellationToken stop) => sweep.Run(stop);
}
