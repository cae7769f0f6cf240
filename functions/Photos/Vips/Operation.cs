using System.Globalization;
using System.Runtime.InteropServices;

namespace VetVisits.Photos.Vips;

/// <summary>
/// One libvips operation: name it, set its arguments, build it, take its result. It holds exactly one reference at any time, and gives
/// back whatever outputs it still holds when it is disposed.
/// </summary>
internal sealed class Operation : SafeHandle
{
    private readonly string name;

    internal Operation(string name)
        : base(0, ownsHandle: true)
    {
        this.name = name;
        SetHandle(Native.OperationNew(name));
        if (IsInvalid) throw VipsException.Now(name);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Sets a number, a flag, an enumeration's nick or an array, as libvips' command line would write it.</summary>
    internal Operation Set(string argument, string value) =>
        Native.SetArgument(handle, argument, value) == 0 ? this : throw VipsException.Now(name);

    internal Operation Set(string argument, int value) => Set(argument, value.ToString(CultureInfo.InvariantCulture));

    internal Operation Set(string argument, Image image)
    {
        var value = default(Native.Value);
        Native.ValueInit(ref value, Native.ImageType());
        var added = false;
        try
        {
            image.DangerousAddRef(ref added);
            Native.ValueSetObject(ref value, image.DangerousGetHandle());
            Native.SetProperty(handle, argument, value);
        }
        finally
        {
            if (added) image.DangerousRelease();
            Native.ValueUnset(ref value);
        }
        return this;
    }

    /// <summary>Sets bytes. libvips reads them long after this call, so it gets a copy of its own.</summary>
    internal Operation Set(string argument, ReadOnlySpan<byte> bytes)
    {
        var blob = Native.BlobCopy(bytes, (nuint)bytes.Length);
        if (blob == 0) throw VipsException.Now(name);
        var value = default(Native.Value);
        Native.ValueInit(ref value, Native.BlobType());
        Native.ValueSetBoxed(ref value, blob);
        Native.SetProperty(handle, argument, value);
        Native.ValueUnset(ref value);
        Native.AreaUnref(blob);
        return this;
    }

    /// <summary>Builds the operation and takes the picture it makes. Ends the operation.</summary>
    internal Image Image()
    {
        using (this)
        {
            Build();
            var value = default(Native.Value);
            Native.ValueInit(ref value, Native.ImageType());
            Native.GetProperty(handle, "out", ref value);
            var image = Native.ValueGetObject(value); // borrowed from the value
            if (image != 0) image = Native.Ref(image);
            Native.ValueUnset(ref value);
            return image == 0 ? throw VipsException.Now(name) : Vips.Image.Owning(image);
        }
    }

    /// <summary>Builds the operation and takes the bytes it makes. Ends the operation.</summary>
    internal unsafe byte[] Bytes()
    {
        using (this)
        {
            Build();
            var value = default(Native.Value);
            Native.ValueInit(ref value, Native.BlobType());
            try
            {
                Native.GetProperty(handle, "buffer", ref value);
                var blob = Native.ValueGetBoxed(value); // borrowed: copied before the value goes
                if (blob == 0) throw VipsException.Now(name);
                var data = Native.BlobGet(blob, out var length);
                return new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
            }
            finally
            {
                Native.ValueUnset(ref value);
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        Native.UnrefOutputs(handle);
        Native.Unref(handle);
        return true;
    }

    private void Build()
    {
        // A success returns a second reference, to this operation or to a twin from the cache: the first one goes back.
        var built = Native.OperationBuild(handle);
        if (built == 0) throw VipsException.Now(name);
        Native.Unref(handle);
        SetHandle(built);
    }
}
