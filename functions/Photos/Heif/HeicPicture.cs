using VetVisits.Photos.Reading;
using VetVisits.Photos.Vips;

namespace VetVisits.Photos.Heif;

/// <summary>Opens a HEIC: container in managed code, then tile by tile through the decoder onto one canvas.</summary>
internal static class HeicPicture
{
    /// <summary>The pixels as coded, with the embedded colour profile set for the conversion that follows. Crop and turns are the container's to say, and still to be done.</summary>
    /// <exception cref="UnfitException"><see cref="Unfit.HeicUnreadable"/> where there is no decoder; damaged, or slower than the deadline.</exception>
    internal static unsafe Image Open(byte[] file, HeifFile heif, TimeSpan patience)
    {
        UnfitException.Unless(Hevc.Present, Unfit.HeicUnreadable);
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        var size = (nuint)heif.CodedWidth * (nuint)heif.CodedHeight * 3;
        var canvas = Native.TryAllocate(size);
        if (canvas == 0) throw new InvalidOperationException("No memory for the picture's pixels.");
        try
        {
            foreach (var tile in heif.Tiles)
            {
                UnfitException.Unless(Environment.TickCount64 <= deadline, Unfit.TooSlow);
                Hevc.Decode(file.AsSpan(tile.Configuration), Bytes(file, tile.Extents), planes =>
                {
                    var reaches = planes.Width >= Math.Min(heif.CodedWidth, heif.TileWidth) && planes.Height >= Math.Min(heif.CodedHeight, heif.TileHeight);
                    UnfitException.Unless(reaches, Unfit.Damaged);
                    planes.Paint((byte*)canvas, heif.CodedWidth, heif.CodedHeight, tile.Left, tile.Top, heif.Coding);
                });
            }
        }
        catch
        {
            Native.Free(canvas);
            throw;
        }
        var image = Image.Over(canvas, size, heif.CodedWidth, heif.CodedHeight, 3);
        if (file.AsSpan(heif.Profile) is { Length: > 0 } profile) image.SetProfile(profile);
        return image;
    }

    private static ReadOnlySpan<byte> Bytes(byte[] file, IReadOnlyList<Range> extents)
    {
        if (extents.Count == 1) return file.AsSpan(extents[0]);
        using var joined = new MemoryStream();
        foreach (var extent in extents) joined.Write(file.AsSpan(extent));
        return joined.ToArray();
    }
}
