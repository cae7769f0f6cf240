using System.Reflection;
using System.Runtime.InteropServices;

namespace VetVisits.Photos.Vips;

/// <summary>
/// Finds libvips and starts it once for the process. First the pinned copy that the build laid into <c>runtimes/{rid}/native</c>, then a
/// libvips of the system (three files, and older quirks that the savers know).
/// </summary>
internal static class Library
{
    private static readonly Lazy<Found> Loaded = new(Start);
    private static readonly nint[] Handles = new nint[3];
    private static string from = "";

    /// <summary>The library in use, started.</summary>
    /// <exception cref="DllNotFoundException">There is none; the message says where it was looked for.</exception>
    internal static Found InUse => Loaded.Value;

    /// <summary>A native file that lies beside the program or in the output's <c>runtimes</c> folder for this machine; null when there is none.</summary>
    internal static string? Shipped(string pattern) =>
        Folders().Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, pattern)).FirstOrDefault();

    private static IEnumerable<string> Folders()
    {
        var arch = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string[] rids = OperatingSystem.IsWindows() ? [$"win-{arch}"]
            : OperatingSystem.IsMacOS() ? [$"osx-{arch}"]
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal)
                ? [$"linux-musl-{arch}"] : [$"linux-{arch}"];
        return rids.Select(rid => Path.Combine(AppContext.BaseDirectory, "runtimes", rid, "native")).Append(AppContext.BaseDirectory);
    }

    private static Found Start()
    {
        Find();
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name switch
        {
            "vips" => Handles[0],
            "gobject" => Handles[1],
            "glib" => Handles[2],
            "de265" => Heif.Hevc.Handle,
            _ => 0,
        });
        if (Native.Init("vetvisits") != 0) throw VipsException.Now("init");

        Silence();

        // One photo is one thread's work, and no photo is asked for twice: more threads and caches cost memory and gain nothing.
        Native.ConcurrencySet(1);
        Native.CacheSetMax(0);
        Native.CacheSetMaxMemory(0);
        Native.CacheSetMaxFiles(0);

        // Only these formats can be read or written from here on, whatever else the library could do.
        Native.BlockUntrusted(1);
        Native.Block("VipsForeign", 1);
        foreach (var format in (string[])["Jpeg", "Png", "Webp"])
        {
            Native.Block($"VipsForeignLoad{format}", 0);
            Native.Block($"VipsForeignSave{format}", 0);
        }
        string[] operations = ["jpegload_buffer", "pngload_buffer", "webpload_buffer", "jpegsave_buffer", "webpsave_buffer"];
        var able = operations.Where(name => Native.TypeFind("VipsOperation", name) != 0).ToList();
        return new Found(from, new Version(Native.Version(0), Native.Version(1), Native.Version(2)), able, [.. operations.Except(able)]);
    }

    /// <summary>A damaged file may give a thousand warnings; what counts comes back as an error.</summary>
    private static unsafe void Silence()
    {
        const int warnings = 1 << 4;
        _ = Native.LogSetHandler("VIPS", warnings, &Unheard, 0);
    }

    [UnmanagedCallersOnly]
    private static void Unheard(nint domain, int level, nint message, nint data)
    {
        // Said to nobody.
    }

    private static void Find()
    {
        if (Shipped(OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips-cpp.*.dylib" : "libvips-cpp.so.*") is { } shipped)
        {
            // One file exports libvips, GObject and GLib alike.
            Array.Fill(Handles, NativeLibrary.Load(shipped));
            from = shipped;
            return;
        }
        (string Name, string[] Files)[] wanted =
        [
            ("libvips", ["libvips.so.42", "libvips.42.dylib", "libvips-42.dll"]),
            ("GObject", ["libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"]),
            ("GLib", ["libglib-2.0.so.0", "libglib-2.0.0.dylib", "libglib-2.0-0.dll"]),
        ];
        for (var i = 0; i < wanted.Length; i++)
        {
            var found = Array.Find(wanted[i].Files, file => NativeLibrary.TryLoad(file, out Handles[i]));
            if (found is null)
                throw new DllNotFoundException($"{wanted[i].Name} is neither in {string.Join(" nor ", Folders())} nor on the system. Build again with npm at hand, or install libvips.");
            if (i == 0) from = $"system {found}";
        }
    }
}

/// <summary>Which libvips is in use: where it came from, its version, and which of the operations photos need it has and lacks.</summary>
internal sealed record Found(string From, Version Version, IReadOnlyList<string> Operations, IReadOnlyList<string> Missing)
{
    /// <summary>8.15 renamed <c>strip</c> to <c>keep</c>.</summary>
    public bool HasKeep => Version >= new Version(8, 15);

    public static (long Bytes, int Allocations) Held => ((long)Native.TrackedMemory(), Native.TrackedAllocations());
}
