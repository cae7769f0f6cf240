using Azure;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos.Measuring;

/// <summary>Measures a wound on a developed photo and keeps its history.</summary>
public sealed class WoundBook(IJournal journal, Streams streams, Uploading photos, PhotoStorage storage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="RefusedException">404; 409 <c>photo-not-ready</c>; 422 with the code of an <see cref="Unmeasurable"/>.</exception>
    public async Task<MeasurementView> Add(Caller vet, string animalId, string photoId, MeasureWound wanted, Asked asked, CancellationToken stop)
    {
        var problems = new Problems();
        var woundId = problems.Id("/woundId", wanted.WoundId);
        problems.If(wanted.Outline is null, "/outline", "The outline as a list of points {x, y} in pixels of the 1600 px picture.");
        problems.ThrowIfAny();
        var photo = await photos.Find(animalId, photoId, stop);
        if (!photo.Exists) throw new RefusedException(Refusal.NotFound("photo"));
        if (photo.Ready is null) throw new RefusedException(Refusal.Conflict("photo-not-ready", "There is no picture to measure on: the photo is not developed, or was not taken."));

        var (rgb, width, height) = await Pixels(new PhotoBlob(animalId, photoId), stop);
        var (measured, marker, why) = Measure.Of(rgb, width, height, wanted.Outline!);
        if (measured is null || marker is null) throw new RefusedException(Refusal.Invalid((why ?? Measure.NoMarker).Code, (why ?? Measure.NoMarker).Words));
        var p = marker.Plane;
        var happened = new WoundMeasured(
            woundId, photoId, photo.TakenAbout, [.. wanted.Outline!.SelectMany(point => (double[])[Math.Round(point.X, 2), Math.Round(point.Y, 2)])],
            [p.A, p.B, p.C, p.D, p.E, p.F, p.G, p.H, p.I], measured);
        var ran = await streams.Run(Wound.Stream(animalId, woundId), Wound.Fold, asked, (_, _) => Decision.Of(happened), stop);
        var wound = ran.OrThrow();
        var at = ran.Written?.Events.OfType<WoundMeasured>().FirstOrDefault() ?? happened;
        return MeasurementView.Of(at, wound.Measurements.TakeWhile(m => m != at).LastOrDefault());
    }

    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<Wound> Read(string animalId, string woundId, CancellationToken stop)
    {
        var stream = Wound.Stream(animalId, Ids.Of("wound", woundId));
        var wound = Wound.Fold.Of((await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name));
        return wound.Measurements.Count > 0 ? wound : throw new RefusedException(Refusal.NotFound("wound"));
    }

    /// <summary>The first and the last photo beside each other, in one scale and the same way up, the wound in the middle of each.</summary>
    public async Task<byte[]> SideBySide(string animalId, Wound wound, CancellationToken stop)
    {
        var (first, last) = (wound.Measurements[0], wound.Measurements[^1]);
        var (a, aw, ah) = await Pixels(new PhotoBlob(animalId, first.PhotoId), stop);
        var (b, bw, bh) = await Pixels(new PhotoBlob(animalId, last.PhotoId), stop);
        return HealingPictures.SideBySide((a, aw, ah, first), (b, bw, bh, last));
    }

    private async Task<(byte[] Rgb, int Width, int Height)> Pixels(PhotoBlob photo, CancellationToken stop)
    {
        try
        {
            var file = (await storage.Picture(photo, PictureName.View, "jpg").DownloadContentAsync(stop)).Value.Content.ToArray();
            using var image = Negative.Make(file, Header.Read(file), Patience, out _);
            return (image.Bytes(), image.Width, image.Height);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new RefusedException(Refusal.Conflict("photo-not-ready", "The picture is not there any more."));
        }
    }
}
