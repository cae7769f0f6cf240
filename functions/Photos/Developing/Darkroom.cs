using VetVisits.Photos.Judging;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos.Developing;

/// <summary>
/// From the bytes that somebody sent to pictures that a vet can trust. The original is decoded once, at full size, into bare sRGB pixels:
/// nothing but pixels goes on, so no profile, place or comment can reach an output. Everything is made from those pixels.
/// No I/O; native memory bounded by the limits of <see cref="Unfit"/>.
/// </summary>
public static class Darkroom
{
    /// <summary>Develops one photo.</summary>
    /// <param name="patience">How long the pixels may take; a decoder that cannot be interrupted may take longer.</param>
    public static Developed Develop(byte[] file, TimeSpan patience)
    {
        try
        {
            var header = Header.Read(file);
            return Pictures(file, header, patience);
        }
        catch (UnfitException no)
        {
            return new Developed.No(no.Unfit, no.InnerException?.Message);
        }
    }

    private static Developed.Done Pictures(byte[] file, Header header, TimeSpan patience)
    {
        var exif = Exif.Read(file.AsSpan(header.Exif));
        using var bare = Negative.Make(file, header, patience, out var turns);
        using var upright = Negative.Turned(bare, turns);
        using var view = Print.Fit(upright, Print.ViewSide).Pull();
        using var thumb = Print.Fit(view, Print.ThumbSide).Pull();
        using var sample = Print.Fit(view, Figures.Side);
        var figures = Figures.Of(sample.Bytes(), sample.Width, sample.Height);
        // Chroma is halved where the camera halved it too; a second halving of the same grid loses nothing.
        var halved = header.Kind is PhotoKind.Jpeg or PhotoKind.Heic;
        return new Developed.Done(
            new Facts(header.Kind, upright.Width, upright.Height, header.Kind == PhotoKind.Heic ? null : exif.Orientation, exif.TakenAt),
            [
                new Picture(PictureName.Master, "jpg", Print.Jpeg(upright, Print.MasterQuality, halved), upright.Width, upright.Height),
                new Picture(PictureName.View, "jpg", Print.Jpeg(view, Print.ViewQuality, halved: true), view.Width, view.Height),
                new Picture(PictureName.View, "webp", Print.Webp(view), view.Width, view.Height),
                new Picture(PictureName.Thumb, "jpg", Print.Jpeg(thumb, Print.ViewQuality, halved: true), thumb.Width, thumb.Height),
                new Picture(PictureName.Thumb, "webp", Print.Webp(thumb), thumb.Width, thumb.Height),
            ],
            figures);
    }
}

/// <summary>How developing ended: pictures, or the reason why there are none. <c>Trace</c> is the library's own text, for logs.</summary>
public abstract record Developed
{
    private Developed() { }

    public sealed record Done(Facts Facts, IReadOnlyList<Picture> Pictures, Figures Figures) : Developed;

    public sealed record No(Unfit Unfit, string? Trace) : Developed;
}

/// <summary>What is kept of the original: kind, size as shown, which way up the camera was, and its clock. Never the place.</summary>
public sealed record Facts(PhotoKind Kind, int Width, int Height, int? Orientation, NodaTime.LocalDateTime? TakenAt);

public enum PictureName
{
    /// <summary>Full resolution, for the vet.</summary>
    Master,

    /// <summary>1600 px, for screens.</summary>
    View,

    /// <summary>320 px, for lists.</summary>
    Thumb,
}

public sealed record Picture(PictureName Name, string Extension, byte[] Bytes, int Width, int Height)
{
    public string ContentType => Extension == "jpg" ? "image/jpeg" : "image/webp";
}
