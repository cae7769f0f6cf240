namespace VetVisits.Photos.Reading;

/// <summary>Why a file is not taken as a photo: a stable code, and words for the owner that say what to do.</summary>
public sealed record Unfit(string Code, string Words)
{
    /// <summary>Sides of at least this many pixels.</summary>
    public const int LeastSide = 32;
    public const int MostSide = 16_000;
    public const long MostPixels = 50_000_000;
    public const int MostAspect = 20;
    public const long MostBytes = 25 * 1024 * 1024;

    public static Unfit Empty { get; } = new("empty", "The file was empty. Please take or choose the photo again and send it once more.");
    public static Unfit TooManyBytes { get; } = new("too-large", "The file is larger than 25 MB. Please send a smaller copy of the photo.");
    public static Unfit NotAPhoto { get; } = new("not-a-photo", "This file is not a photo that can be read. Please send a JPEG, HEIC, PNG or WebP picture.");
    public static Unfit Damaged { get; } = new("damaged", "The photo arrived damaged or cut off. Please send it again, if you can over a better connection.");
    public static Unfit TooManyPixels { get; } = new("too-many-pixels", "The picture has more than 50 megapixels. Please set the camera to a lower resolution, or send a smaller copy.");
    public static Unfit TooSmall { get; } = new("too-small", "The picture is too small to see anything on it. Please send the photo as the camera took it, not a preview of it.");
    public static Unfit OddShape { get; } = new("odd-shape", "The picture is a very long strip. Please send an ordinary photo rather than a panorama.");
    public static Unfit TooComplex { get; } = new("too-complex", "The picture is saved in an unusual way that takes too long to open. Please send it as an ordinary JPEG.");
    public static Unfit TooSlow { get; } = new("too-slow", "The picture took too long to open. Please send it as an ordinary JPEG.");
    public static Unfit Unreadable { get; } = new("unreadable", "The picture could not be opened after several tries. Please take a new photo, or send it as an ordinary JPEG.");

    /// <summary>HEIC where its decoder is missing: not the owner's fault, so a retake rather than a refusal.</summary>
    public static Unfit HeicUnreadable { get; } = new(
        "heic-unreadable", "This iPhone photo cannot be opened here. On the iPhone: Settings, Camera, Formats, Most Compatible, or send it as JPEG.");

    public static IReadOnlyList<Unfit> All { get; } =
        [Empty, TooManyBytes, NotAPhoto, Damaged, TooManyPixels, TooSmall, OddShape, TooComplex, TooSlow, Unreadable, HeicUnreadable];

    public static Unfit Of(string code) => All.FirstOrDefault(unfit => unfit.Code == code) ?? Unreadable;

    /// <summary>The limits on size and shape, which hold for every kind.</summary>
    public static Unfit? ForSize(long width, long height) => (Math.Min(width, height), Math.Max(width, height)) switch
    {
        ( < LeastSide, _) => TooSmall,
        (_, > MostSide) => TooManyPixels,
        var (shorter, longer) when shorter * longer > MostPixels => TooManyPixels,
        var (shorter, longer) when longer > MostAspect * shorter => OddShape,
        _ => null,
    };
}

/// <summary>A file found unfit, on its way up out of a reader.</summary>
public sealed class UnfitException(Unfit unfit, Exception? inner = null) : Exception(unfit.Code, inner)
{
    public Unfit Unfit { get; } = unfit;

    internal static void Unless(bool fits, Unfit unfit)
    {
        if (!fits) throw new UnfitException(unfit);
    }
}
