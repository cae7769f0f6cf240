using System.Runtime.InteropServices;

namespace VetVisits.Photos.Vips;

/// <summary>One reference to a picture in libvips: often not pixels yet, only the way to them.</summary>
internal sealed class Image : SafeHandle
{
    private readonly nint pixels;

    private Image(nint image, nint pixels)
        : base(0, ownsHandle: true)
    {
        SetHandle(image);
        this.pixels = pixels;
    }

    public override bool IsInvalid => handle == 0;

    public int Width => Native.Width(this);

    public int Height => Native.Height(this);

    public int Bands => Native.Bands(this);

    /// <summary>The EXIF orientation, 1 to 8; 1 when there is none.</summary>
    public int Orientation => Native.Orientation(this);

    public bool HasAlpha => Native.HasAlpha(this) != 0;

    public bool HasProfile => Native.TypeOf(this, "icc-profile-data") != 0;

    /// <summary>Takes over a reference.</summary>
    internal static Image Owning(nint image) => new(image, 0);

    /// <summary>A picture over 8-bit pixels in memory of libvips' own (<see cref="Pull"/>) or GLib's; the memory is freed with the picture.</summary>
    /// <remarks>Everything derived from it reads that memory: dispose this one last.</remarks>
    internal static Image Over(nint pixels, nuint size, int width, int height, int bands)
    {
        var image = Native.ImageFromMemory(pixels, size, width, height, bands, format: 0);
        if (image != 0) return new Image(image, pixels);
        Native.Free(pixels);
        throw VipsException.Now("new_from_memory");
    }

    /// <summary>Makes the pixels, and keeps nothing but them: no profile, EXIF, XMP or comment can come out of the result, whatever a saver does.</summary>
    internal Image Pull()
    {
        var (width, height, bands) = (Width, Height, Bands);
        var memory = Native.ImageToMemory(this, out var size);
        return memory == 0 ? throw VipsException.Now("write_to_memory") : Over(memory, size, width, height, bands);
    }

    /// <summary>The pixels as bytes, row by row.</summary>
    internal unsafe byte[] Bytes()
    {
        var memory = Native.ImageToMemory(this, out var size);
        if (memory == 0) throw VipsException.Now("write_to_memory");
        try
        {
            return new ReadOnlySpan<byte>((void*)memory, checked((int)size)).ToArray();
        }
        finally
        {
            Native.Free(memory);
        }
    }

    internal void SetProfile(ReadOnlySpan<byte> profile) => Native.ImageSetBlob(this, "icc-profile-data", profile, (nuint)profile.Length);

    /// <summary>
    /// Stops whatever pulls pixels through this picture once the time has passed. It works between strips of pixels: a decoder that
    /// works on the whole picture at once (a progressive JPEG) is not interrupted.
    /// </summary>
    internal unsafe void StopAfter(TimeSpan time)
    {
        Native.SetProgress(this, 1);
        // The deadline itself is the signal's data, so there is nothing to keep alive or to free.
        _ = Native.Connect(this, "eval", &OnProgress, (nint)(Environment.TickCount64 + (long)time.TotalMilliseconds), 0, 0);
    }

    protected override bool ReleaseHandle()
    {
        Native.Unref(handle);
        if (pixels != 0) Native.Free(pixels);
        return true;
    }

    [UnmanagedCallersOnly]
    private static void OnProgress(nint image, nint progress, nint deadline)
    {
        if (Environment.TickCount64 > deadline) Native.SetKill(image, 1);
    }
}

/// <summary>libvips said no. The text is one buffer for the whole process: for logs, never for decisions.</summary>
internal sealed class VipsException(string message) : Exception(message)
{
    internal static VipsException Now(string during)
    {
        var text = Native.ErrorBufferCopy();
        try
        {
            return new VipsException($"{during}: {Marshal.PtrToStringUTF8(text)?.Trim()}");
        }
        finally
        {
            Native.Free(text);
        }
    }
}
