using System.Runtime.InteropServices;

namespace VetVisits.Photos.Vips;

/// <summary>
/// libvips' C interface, as little of it as photos need. No variadic call, so nothing depends on a platform's calling convention.
/// The names <c>vips</c>, <c>gobject</c> and <c>glib</c> are logical: <see cref="Library"/> decides which file each one is.
/// </summary>
internal static partial class Native
{
    /// <summary>libvips' number for 16-bit pixels.</summary>
    internal const int UnsignedShort = 2;

    private const string Vips = "vips", GObject = "gobject", GLib = "glib";

    [LibraryImport(Vips, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Init(string program);

    [LibraryImport(Vips, EntryPoint = "vips_version")]
    internal static partial int Version(int part);

    [LibraryImport(Vips, EntryPoint = "vips_concurrency_set")]
    internal static partial void ConcurrencySet(int threads);

    [LibraryImport(Vips, EntryPoint = "vips_cache_set_max")]
    internal static partial void CacheSetMax(int most);

    [LibraryImport(Vips, EntryPoint = "vips_cache_set_max_mem")]
    internal static partial void CacheSetMaxMemory(nuint most);

    [LibraryImport(Vips, EntryPoint = "vips_cache_set_max_files")]
    internal static partial void CacheSetMaxFiles(int most);

    [LibraryImport(Vips, EntryPoint = "vips_block_untrusted_set")]
    internal static partial void BlockUntrusted(int blocked);

    [LibraryImport(Vips, EntryPoint = "vips_operation_block_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void Block(string operationClass, int blocked);

    [LibraryImport(Vips, EntryPoint = "vips_type_find", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint TypeFind(string baseType, string nickname);

    [LibraryImport(Vips, EntryPoint = "vips_error_buffer_copy")]
    internal static partial nint ErrorBufferCopy();

    [LibraryImport(Vips, EntryPoint = "vips_tracked_get_mem")]
    internal static partial nuint TrackedMemory();

    [LibraryImport(Vips, EntryPoint = "vips_tracked_get_allocs")]
    internal static partial int TrackedAllocations();

    [LibraryImport(Vips, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OperationNew(string nickname);

    [LibraryImport(Vips, EntryPoint = "vips_object_set_argument_from_string", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetArgument(nint operation, string name, string value);

    [LibraryImport(Vips, EntryPoint = "vips_cache_operation_build")]
    internal static partial nint OperationBuild(nint operation);

    [LibraryImport(Vips, EntryPoint = "vips_object_unref_outputs")]
    internal static partial void UnrefOutputs(nint operation);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_type")]
    internal static partial nuint ImageType();

    [LibraryImport(Vips, EntryPoint = "vips_blob_get_type")]
    internal static partial nuint BlobType();

    [LibraryImport(Vips, EntryPoint = "vips_blob_copy")]
    internal static partial nint BlobCopy(ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Vips, EntryPoint = "vips_blob_get")]
    internal static unsafe partial byte* BlobGet(nint blob, out nuint length);

    [LibraryImport(Vips, EntryPoint = "vips_area_unref")]
    internal static partial void AreaUnref(nint area);

    [LibraryImport(Vips, EntryPoint = "vips_image_new_from_memory")]
    internal static partial nint ImageFromMemory(nint data, nuint size, int width, int height, int bands, int format);

    [LibraryImport(Vips, EntryPoint = "vips_image_write_to_memory")]
    internal static partial nint ImageToMemory(Image image, out nuint size);

    [LibraryImport(Vips, EntryPoint = "vips_image_set_blob_copy", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void ImageSetBlob(Image image, string name, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_width")]
    internal static partial int Width(Image image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_height")]
    internal static partial int Height(Image image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_bands")]
    internal static partial int Bands(Image image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_format")]
    internal static partial int Format(Image image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_orientation")]
    internal static partial int Orientation(Image image);

    [LibraryImport(Vips, EntryPoint = "vips_image_hasalpha")]
    internal static partial int HasAlpha(Image image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint TypeOf(Image image, string name);

    [LibraryImport(Vips, EntryPoint = "vips_image_set_progress")]
    internal static partial void SetProgress(Image image, int on);

    [LibraryImport(Vips, EntryPoint = "vips_image_set_kill")]
    internal static partial void SetKill(nint image, int kill);

    [LibraryImport(GObject, EntryPoint = "g_signal_connect_data", StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial ulong Connect(Image image, string signal, delegate* unmanaged<nint, nint, nint, void> handler, nint data, nint destroy, int flags);

    [LibraryImport(GObject, EntryPoint = "g_object_ref")]
    internal static partial nint Ref(nint thing);

    [LibraryImport(GObject, EntryPoint = "g_object_unref")]
    internal static partial void Unref(nint thing);

    [LibraryImport(GObject, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetProperty(nint thing, string name, in Value value);

    [LibraryImport(GObject, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void GetProperty(nint thing, string name, ref Value value);

    [LibraryImport(GObject, EntryPoint = "g_value_init")]
    internal static partial nint ValueInit(ref Value value, nuint type);

    [LibraryImport(GObject, EntryPoint = "g_value_set_object")]
    internal static partial void ValueSetObject(ref Value value, nint thing);

    [LibraryImport(GObject, EntryPoint = "g_value_set_boxed")]
    internal static partial void ValueSetBoxed(ref Value value, nint boxed);

    [LibraryImport(GObject, EntryPoint = "g_value_get_object")]
    internal static partial nint ValueGetObject(in Value value);

    [LibraryImport(GObject, EntryPoint = "g_value_get_boxed")]
    internal static partial nint ValueGetBoxed(in Value value);

    [LibraryImport(GObject, EntryPoint = "g_value_unset")]
    internal static partial void ValueUnset(ref Value value);

    [LibraryImport(GLib, EntryPoint = "g_log_set_handler", StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial uint LogSetHandler(string domain, int levels, delegate* unmanaged<nint, int, nint, nint, void> handler, nint data);

    [LibraryImport(GLib, EntryPoint = "g_try_malloc")]
    internal static partial nint TryAllocate(nuint size);

    [LibraryImport(GLib, EntryPoint = "g_free")]
    internal static partial void Free(nint memory);

    /// <summary>GLib's <c>GValue</c>: a type and 16 bytes that only its functions look into.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Value
    {
        private readonly nuint type;
        private readonly long first;
        private readonly long second;
    }
}
