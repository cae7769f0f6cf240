using System.Runtime.InteropServices;
using VetVisits.Photos.Reading;
using VetVisits.Photos.Vips;

namespace VetVisits.Photos.Heif;

/// <summary>
/// libde265, the HEVC decoder: eleven C functions. It ships beside libvips where the distribution's package can be had, or is the system's own;
/// where there is none, HEIC is answered with "send it as JPEG".
/// </summary>
internal static partial class Hevc
{
    private const string De265 = "de265";
    private static readonly Lazy<(nint Handle, string From)> Loaded = new(Find);

    /// <summary>Whether HEVC can be decoded here.</summary>
    internal static bool Present => Handle != 0;

    internal static nint Handle => Loaded.Value.Handle;

    internal static string About => Present ? $"libde265 {Marshal.PtrToStringUTF8(GetVersion())} from {Loaded.Value.From}" : "none";

    /// <summary>Decodes one picture and hands its planes to <paramref name="use"/> while they live.</summary>
    /// <exception cref="UnfitException">The stream is damaged.</exception>
    internal static void Decode(ReadOnlySpan<byte> configuration, ReadOnlySpan<byte> picture, Action<Planes> use)
    {
        var decoder = NewDecoder();
        if (decoder == 0) throw new InvalidOperationException("libde265 could not start.");
        try
        {
            var lengthSize = PushParameters(decoder, configuration);
            for (var left = picture; left.Length > 0;)
            {
                UnfitException.Unless(left.Length > lengthSize, Unfit.Damaged);
                long length = 0;
                foreach (var b in left[..lengthSize]) length = (length << 8) | b;
                UnfitException.Unless(length > 0 && length <= left.Length - lengthSize, Unfit.Damaged);
                Push(decoder, left.Slice(lengthSize, (int)length));
                left = left[(lengthSize + (int)length)..];
            }
            Check(FlushData(decoder));
            int more;
            do Check(DecodeNext(decoder, out more));
            while (more != 0 && PeekPicture(decoder) == 0);
            for (var warning = GetWarning(decoder); warning != 0; warning = GetWarning(decoder))
                UnfitException.Unless(warning is NoThreads or EntryPoint, Unfit.Damaged);
            var image = GetPicture(decoder);
            UnfitException.Unless(image != 0, Unfit.Damaged);
            use(new Planes(image));
        }
        finally
        {
            _ = FreeDecoder(decoder);
        }
    }

    /// <summary>The parameter sets of an <c>hvcC</c> box (ISO/IEC 14496-15, 8.3.3.1). Gives the size of the lengths before each unit.</summary>
    private static int PushParameters(nint decoder, ReadOnlySpan<byte> configuration)
    {
        var reader = new BoxReader(configuration);
        reader.Next(21);
        var lengthSize = (reader.U8() & 3) + 1;
        for (var arrays = reader.U8(); arrays > 0; arrays--)
        {
            reader.U8();
            for (var units = reader.U16(); units > 0; units--) Push(decoder, reader.Next(reader.U16()));
        }
        return lengthSize;
    }

    private static void Push(nint decoder, ReadOnlySpan<byte> unit)
    {
        if (unit.Length > 0) Check(PushUnit(decoder, unit, unit.Length, 0, 0));
    }

    private static void Check(int error) => UnfitException.Unless(error == 0, Unfit.Damaged);

    private static (nint Handle, string From) Find()
    {
        if (Library.Shipped("libde265.*") is { } shipped && shipped.Contains(".so", StringComparison.Ordinal) && NativeLibrary.TryLoad(shipped, out var handle)) return (handle, shipped);
        string[] names = ["libde265.so.0", "libde265.0.dylib", "libde265.dll"];
        foreach (var name in names)
            if (NativeLibrary.TryLoad(name, out handle)) return (handle, $"system {name}");
        return (0, "");
    }

    // Warnings that say nothing about the picture: no parallel entry points, and wrong ones that a single thread does not use.
    private const int NoThreads = 1000, EntryPoint = 1003;

    [LibraryImport(De265, EntryPoint = "de265_get_version")]
    private static partial nint GetVersion();

    [LibraryImport(De265, EntryPoint = "de265_new_decoder")]
    private static partial nint NewDecoder();

    [LibraryImport(De265, EntryPoint = "de265_free_decoder")]
    private static partial int FreeDecoder(nint decoder);

    [LibraryImport(De265, EntryPoint = "de265_push_NAL")]
    private static partial int PushUnit(nint decoder, ReadOnlySpan<byte> data, int length, long time, nint user);

    [LibraryImport(De265, EntryPoint = "de265_flush_data")]
    private static partial int FlushData(nint decoder);

    [LibraryImport(De265, EntryPoint = "de265_decode")]
    private static partial int DecodeNext(nint decoder, out int more);

    [LibraryImport(De265, EntryPoint = "de265_get_warning")]
    private static partial int GetWarning(nint decoder);

    [LibraryImport(De265, EntryPoint = "de265_peek_next_picture")]
    private static partial nint PeekPicture(nint decoder);

    [LibraryImport(De265, EntryPoint = "de265_get_next_picture")]
    private static partial nint GetPicture(nint decoder);

    [LibraryImport(De265, EntryPoint = "de265_get_image_width")]
    internal static partial int ImageWidth(nint image, int channel);

    [LibraryImport(De265, EntryPoint = "de265_get_image_height")]
    internal static partial int ImageHeight(nint image, int channel);

    [LibraryImport(De265, EntryPoint = "de265_get_image_plane")]
    internal static unsafe partial byte* ImagePlane(nint image, int channel, out int stride);

    [LibraryImport(De265, EntryPoint = "de265_get_bits_per_pixel")]
    internal static partial int ImageBits(nint image, int channel);

    [LibraryImport(De265, EntryPoint = "de265_get_chroma_format")]
    internal static partial int ImageChroma(nint image);

    [LibraryImport(De265, EntryPoint = "de265_get_image_full_range_flag")]
    internal static partial int ImageFullRange(nint image);

    [LibraryImport(De265, EntryPoint = "de265_get_image_matrix_coefficients")]
    internal static partial int ImageMatrix(nint image);
}
