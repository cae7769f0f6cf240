using System.Diagnostics;
using System.Globalization;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Vips;
using VetVisits.Tests.Photos;

namespace VetVisits.Benchmarks;

/// <summary>Photos: CPU time beside sharp in Node doing the same outputs, memory, two at once, refusals by the header, and long mutation runs.</summary>
internal static class PhotoBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Interleaved pairs: ours, then each of sharp's ways, again and again, so that a busy machine disturbs all alike.</summary>
    internal static void Pairs(int pairs, string? file)
    {
        file ??= TwelveMegapixels();
        var bytes = File.ReadAllBytes(file);
        using var once = new Rival(file, "once");
        using var twice = new Rival(file, "twice");
        using var ours = new Rival(file, null);
        List<double> us = [], fast = [], usual = [];
        for (var i = -2; i < pairs; i++)
        {
            var (a, b, c) = (ours.One(), once.One(), twice.One());
            if (i < 0) continue; // the first ones warm up
            us.Add(a);
            fast.Add(b);
            usual.Add(c);
        }
        Console.WriteLine($"{Path.GetFileName(file)}, {bytes.Length / 1024} KiB, median CPU of {pairs} interleaved: ours {Median(us):0} ms, sharp decoding once {Median(fast):0} ms, sharp the usual way {Median(usual):0} ms");
        Console.WriteLine($"ratio to sharp's faster way {Median([.. us.Zip(fast, (x, y) => x / y)]):0.00}, to the usual way {Median([.. us.Zip(usual, (x, y) => x / y)]):0.00}");
        Console.WriteLine($"peak memory: ours {ours.Peak} MB, sharp once {once.Peak} MB, sharp the usual way {twice.Peak} MB");
    }

    /// <summary>Our side of a pair, in a process of its own like sharp's.</summary>
    internal static void Serve(string file)
    {
        var bytes = File.ReadAllBytes(file);
        using var me = Process.GetCurrentProcess();
        while (Console.ReadLine() is not null)
        {
            var before = me.TotalProcessorTime;
            if (Darkroom.Develop(bytes, Patience) is not Developed.Done) throw new InvalidOperationException("The photo was refused.");
            me.Refresh();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(me.TotalProcessorTime - before).TotalMilliseconds:0.0} {me.PeakWorkingSet64 >> 20}"));
        }
    }

    internal static void Memory(int photos, string? file)
    {
        var bytes = File.ReadAllBytes(file ?? TwelveMegapixels());
        using var me = Process.GetCurrentProcess();
        for (var i = 1; i <= photos; i++)
        {
            Darkroom.Develop(bytes, Patience);
            if (i % Math.Max(1, photos / 5) != 0) continue;
            me.Refresh();
            Console.WriteLine($"after {i} photos: {me.WorkingSet64 >> 20} MB now, {me.PeakWorkingSet64 >> 20} MB at most, libvips holds {Found.Held}");
        }
    }

    internal static void Parallel(string? file)
    {
        var bytes = File.ReadAllBytes(file ?? TwelveMegapixels());
        Darkroom.Develop(bytes, Patience);
        var ratios = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var one = Time(() => { for (var n = 0; n < 4; n++) Darkroom.Develop(bytes, Patience); });
            var two = Time(() => System.Threading.Tasks.Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ => { for (var n = 0; n < 2; n++) Darkroom.Develop(bytes, Patience); }));
            ratios.Add(one / two);
        }
        Console.WriteLine($"two in parallel: {Median(ratios):0.00} times one, over {ratios.Count} runs of 4 photos each way, {Environment.ProcessorCount} cores");
    }

    /// <summary>The time of a refusal by the header alone.</summary>
    internal static void Refusals()
    {
        var bomb = new byte[18_000_000];
        File.ReadAllBytes(TwelveMegapixels()).CopyTo(bomb, 0);
        (string Name, byte[] File)[] files =
        [
            ("18 MB JPEG whose header says 65500 x 65500", Oversized(bomb)), ("18 MB of noise", new byte[18_000_000]), ("18 MB PNG magic with no chunks", [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[18_000_000]]),
        ];
        foreach (var (name, file) in files)
        {
            Darkroom.Develop(file, Patience);
            var times = Enumerable.Range(0, 50).Select(_ => Time(() => { if (Darkroom.Develop(file, Patience) is not Developed.No) throw new InvalidOperationException(name); })).ToList();
            Console.WriteLine($"{name}: refused in {Median(times):0.00} ms, slowest {times.Max():0.00} ms");
        }
    }

    /// <summary>Mutations of a JPEG, a progressive JPEG, a PNG, a WebP and a HEIC; the seed of the run makes it repeatable.</summary>
    internal static void Fuzz(int inputs, int seed)
    {
        var seeds = Seeds();
        long taken = 0, slowest = 0;
        System.Threading.Tasks.Parallel.For(0, inputs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var file = Mutation.Of(seeds[i % seeds.Count], new Random(unchecked((seed * 1_000_003) + i)));
            var began = Stopwatch.GetTimestamp();
            if (Darkroom.Develop(file, Patience) is Developed.Done) Interlocked.Increment(ref taken);
            var took = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            for (var before = Volatile.Read(ref slowest); took > before && Interlocked.CompareExchange(ref slowest, took, before) != before; before = Volatile.Read(ref slowest)) { }
        });
        using var me = Process.GetCurrentProcess();
        Console.WriteLine($"{inputs:N0} mutated inputs, seed {seed}: no crash, {taken:N0} still showed a picture, slowest {slowest} ms, peak {me.PeakWorkingSet64 >> 20} MB, libvips holds {Found.Held}");
    }

    private static List<byte[]> Seeds()
    {
        var skin = Local.Demo.Renderings.Skin(new Local.Demo.Shooting(400, 300), (8, 5));
        using var image = Local.Demo.PhonePhoto.Image(skin, 400, 300);
        byte[] Save(string saver, params (string, string)[] options)
        {
            var save = new Operation(saver).Set("in", image);
            foreach (var (name, value) in options) save.Set(name, value);
            return save.Bytes();
        }
        return
        [
            Local.Demo.PhonePhoto.Jpeg(skin, 400, 300, 6, new NodaTime.LocalDateTime(2026, 11, 20, 12, 0), (52.5, 13.4)), Save("jpegsave_buffer", ("interlace", "true")),
            Save("webpsave_buffer"), Save("webpsave_buffer", ("lossless", "true")), File.ReadAllBytes(Path.Combine(Root, "tests/Photos/Fixtures/quarters.heic")), PngSeed(),
        ];
    }

    private static byte[] PngSeed() => File.ReadAllBytes(Path.Combine(Root, "tests/Photos/Fixtures/quarters.png"));

    private static byte[] Oversized(byte[] jpeg)
    {
        for (var at = 2; ; at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))
        {
            if (jpeg[at + 1] is not (0xC0 or 0xC2)) continue;
            (jpeg[at + 5], jpeg[at + 6], jpeg[at + 7], jpeg[at + 8]) = (0xFF, 0xDC, 0xFF, 0xDC);
            return jpeg;
        }
    }

    private static double Time(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);

    /// <summary>A camera's photo from the tests' npm packages, scaled to 12 megapixels; made once.</summary>
    private static string TwelveMegapixels()
    {
        var made = Path.Combine(Path.GetTempPath(), "vetvisits-12mp.jpg");
        if (File.Exists(made)) return made;
        using var node = Process.Start(new ProcessStartInfo("node", [RivalScript, Path.Combine(Root, "tests/node_modules/exif/test/sony-alpha-6000.jpg"), "make", made]))!;
        node.WaitForExit();
        return File.Exists(made) ? made : throw new InvalidOperationException("npm ci in tests/ brings the camera's photo and sharp.");
    }

    private static string RivalScript => Path.Combine(Root, "tests/benchmarks/rival.cjs");

    private static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../.."));

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>A process that does one photo for each line, ours or Node.</summary>
    private sealed class Rival : IDisposable
    {
        private readonly Process process;

        internal Rival(string file, string? way) =>
            process = Process.Start(new ProcessStartInfo(way is null ? Environment.ProcessPath! : "node", way is null ? ["photo-serve", file] : [RivalScript, file, way])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;

        internal int Peak { get; private set; }

        internal double One()
        {
            process.StandardInput.WriteLine();
            var answer = (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The other process ended.")).Split(' ');
            Peak = int.Parse(answer[1], CultureInfo.InvariantCulture);
            return double.Parse(answer[0], CultureInfo.InvariantCulture);
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit(5000);
            process.Dispose();
        }
    }
}
