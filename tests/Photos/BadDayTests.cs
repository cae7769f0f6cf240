using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VetVisits.Journal;
using VetVisits.Local.Demo;
using VetVisits.Local.Host;
using VetVisits.Photos;
using VetVisits.Photos.Heif;
using VetVisits.Photos.Vips;
using VetVisits.Storage;
using VetVisits.Tests.EndToEnd;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Photos;

[Collection("Processes")]
public sealed class BadDayTests : IDisposable
{
    private const string Olga = "owner/olga";
    private static readonly byte[] Good = PhonePhoto.Jpeg(Renderings.Skin(new Shooting(1200, 900), (8, 5)), 1200, 900);

    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    public BadDayTests() => TestStorage.AnyPorts(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The decoder's entry is overwritten with an illegal instruction: a photo of this kind kills the whole process, as a bug in native code would.</summary>
    [Fact]
    public async Task A_photo_that_kills_the_process_is_refused_on_its_third_try_and_others_go_on()
    {
        if (!OperatingSystem.IsLinux() || Library.Shipped("libde265.so*") is not { } decoder) return;
        var binaries = await Copy();
        var broken = Path.Combine(binaries, Path.GetRelativePath(AppContext.BaseDirectory, decoder));
        File.Delete(broken);
        await File.WriteAllBytesAsync(broken, WithIllegal(await File.ReadAllBytesAsync(decoder), "de265_new_decoder"));

        try
        {
            await Die(binaries);
        }
        finally
        {
            Directory.Delete(binaries, recursive: true);
        }
    }

    private async Task Die(string binaries)
    {
        await using var azurite = await Azurite.Start(folder, NullLogger.Instance);
        Task<HostProcess> Start() => HostProcess.StartFrom(binaries, null, folder, "--Photos:AttemptSeconds=1");

        string path;
        using (var first = await Start())
        {
            var animal = (await first.Send("POST", "animals", Olga, new { name = "Mia", species = "cat" })).Is(201)["id"];
            path = await Send(first, animal, TestPictures.Fixture("quarters.heic"));
            await first.Ended();
        }
        using (var second = await Start()) await second.Ended();
        using var third = await Start();
        Heard heard = null!;
        await Eventually.Holds(async () => (heard = await third.Send("GET", path, Olga)).Is(200)["status"] == "refused", "the photo is refused", 30);
        Assert.Equal("unreadable", heard.Json.GetProperty("advice")[0].GetProperty("code").GetString());
        var other = await Send(third, path.Split('/')[1], Good);
        await Eventually.Holds(async () => (await third.Send("GET", other, Olga)).Is(200)["status"] == "ready", "the next photo is developed", 30);
    }

    /// <summary>The shipped library is taken away; what the system's loader finds instead are links to it under the three names that distributions give, or a file that is none.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_libvips_of_the_system_serves_where_none_was_shipped_and_without_any_the_host_says_so(bool there)
    {
        if (!OperatingSystem.IsLinux() || Library.Shipped("libvips-cpp.so.*") is not { } shipped) return;
        var (binaries, system) = (await Copy(), Directory.CreateDirectory(Path.Combine(folder, "system")).FullName);
        File.Delete(Path.Combine(binaries, Path.GetRelativePath(AppContext.BaseDirectory, shipped)));
        foreach (var name in (string[])["libvips.so.42", "libgobject-2.0.so.0", "libglib-2.0.so.0"])
            if (there) File.CreateSymbolicLink(Path.Combine(system, name), shipped);
            else await File.WriteAllTextAsync(Path.Combine(system, name), "no library at all");
        try
        {
            await using var azurite = await Azurite.Start(folder, NullLogger.Instance);
            using var host = await HostProcess.StartFrom(binaries, system, folder);
            using var ready = await host.Client.GetAsync("health/ready");
            Assert.Equal(there, ready.IsSuccessStatusCode);
            if (!there) Assert.Contains("Photos cannot be developed: libvips is neither in", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            if (!there) return;
            var photo = await Send(host, (await host.Send("POST", "animals", Olga, new { name = "Mia", species = "cat" })).Is(201)["id"], Good);
            await Eventually.Holds(async () => (await host.Send("GET", photo, Olga)).Is(200)["status"] == "ready", "the photo is developed", 30);
        }
        finally
        {
            Directory.Delete(binaries, recursive: true);
        }
    }

    /// <summary>A copy of the program that a test may harm, inside the clone, where it finds its Azurite.</summary>
    private static async Task<string> Copy()
    {
        var binaries = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", $"broken-{Guid.NewGuid():N}"));
        using var copy = Process.Start("cp", ["-al", AppContext.BaseDirectory.TrimEnd('/'), binaries]);
        await copy.WaitForExitAsync();
        return binaries;
    }

    [Fact]
    public async Task A_sweep_finds_what_events_missed_and_gives_up_what_never_came()
    {
        await using var host = await TestHost.Start(new LocalOptions
        {
            Runs = name => name is not "DevelopPhoto", // no event ever comes
            Settings = new Dictionary<string, string?> { ["Photos:AbandonHours"] = "0" },
        });
        var services = host.Local.Services;
        var uploading = services.GetRequiredService<Uploading>();
        var asked = new Asked(Olga, "c1");
        var caller = new VetVisits.Identity.Caller(VetVisits.Identity.Role.Owner, "olga");
        var sent = await uploading.Request(caller, "a1", new PhotoWanted(), asked, host.Local.Address, default);
        await uploading.Send("a1", sent.PhotoId, new MemoryStream(Good), Good.Length, default);
        var storage = services.GetRequiredService<PhotoStorage>();
        await services.GetRequiredService<PhotoLab>().Take(storage.Upload(new PhotoBlob("a1", sent.PhotoId)), $"a1/{sent.PhotoId}", default);
        Assert.Equal(PhotoStatus.Ready, (await uploading.Find("a1", sent.PhotoId, default)).Status);
        var never = await uploading.Request(caller, "a1", new PhotoWanted(), new Asked(Olga, "c2"), host.Local.Address, default);
        var sweep = services.GetRequiredService<PhotoSweep>();
        await Eventually.Holds(
            async () =>
            {
                await sweep.Run(default);
                return (await uploading.Find("a1", never.PhotoId, default)).Status == PhotoStatus.Abandoned;
            },
            "the photo that never came is given up");
        Assert.Equal(PhotoStatus.Ready, (await uploading.Find("a1", sent.PhotoId, default)).Status);
    }

    [Theory]
    [InlineData("local/local.csproj")]
    [InlineData("functions/functions.csproj")]
    public async Task A_publish_carries_libvips_for_linux_x64_whatever_machine_publishes(string project)
    {
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(root, project), "-t:FetchPhotosNativeForPublish", "-getItem:ResolvedFileToPublish", "-p:PhotosBuildRid=osx-arm64", "-nologo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        Assert.True(build.WaitForExit(60_000) && build.ExitCode == 0, said);
        var files = JsonDocument.Parse(said[said.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray()
            .ToDictionary(f => f.GetProperty("RelativePath").GetString()!.Replace('\\', '/'), f => f.GetProperty("FullPath").GetString()!);
        var vips = files.Single(f => f.Key.StartsWith("runtimes/linux-x64/native/libvips-cpp.so", StringComparison.Ordinal)).Value;
        var header = new byte[20];
        await using (var file = File.OpenRead(vips)) await file.ReadExactlyAsync(header);
        Assert.Equal([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1], header[..6]); // 64 bits, little-endian
        Assert.Equal(62, BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18))); // x86-64
        Assert.Contains("runtimes/linux-x64/native/libvips.notice.md", files.Keys);
        if (Hevc.Present && Library.Shipped("libde265*") is not null)
        {
            Assert.Contains("runtimes/linux-x64/native/libde265.so.0", files.Keys);
            Assert.Contains("runtimes/linux-x64/native/libde265.copyright", files.Keys);
        }
    }

    private static async Task<string> Send(HostProcess host, string animal, byte[] bytes)
    {
        var ways = (await host.Send("POST", $"animals/{animal}/photos", Olga, new { })).Is(201);
        (await Heard.Of(await host.Client.PutAsync(ways.Json.GetProperty("link").GetProperty("url").GetString(), Studio.Bytes(bytes)))).Is(202);
        return $"animals/{animal}/photos/{ways["photoId"]}";
    }

    /// <summary>A shared object whose function of this name begins with an instruction that no processor has.</summary>
    private static byte[] WithIllegal(byte[] library, string function)
    {
        var elf = library.AsSpan();
        long Number(int at) => BinaryPrimitives.ReadInt64LittleEndian(library.AsSpan(at));
        var (sections, size, count) = ((int)Number(40), BinaryPrimitives.ReadInt16LittleEndian(elf[58..]), BinaryPrimitives.ReadInt16LittleEndian(elf[60..]));
        for (var s = 0; s < count; s++)
        {
            var header = sections + (s * size);
            if (BinaryPrimitives.ReadInt32LittleEndian(elf[(header + 4)..]) != 11) continue; // the dynamic symbols
            var names = (int)Number(sections + (BinaryPrimitives.ReadInt32LittleEndian(elf[(header + 40)..]) * size) + 24);
            var (from, to) = ((int)Number(header + 24), (int)(Number(header + 24) + Number(header + 32)));
            for (var at = from; at < to; at += 24)
            {
                var name = names + BinaryPrimitives.ReadInt32LittleEndian(elf[at..]);
                if (!elf[name..].StartsWith(Encoding.ASCII.GetBytes(function + "\0"))) continue;
                var address = Number(at + 8);
                for (int p = 0, segments = (int)Number(32); p < BinaryPrimitives.ReadInt16LittleEndian(elf[56..]); p++)
                {
                    var segment = segments + (p * 56);
                    var (offset, start, length) = (Number(segment + 8), Number(segment + 16), Number(segment + 32));
                    if (BinaryPrimitives.ReadInt32LittleEndian(elf[segment..]) != 1 || address < start || address >= start + length) continue;
                    byte[] illegal = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? [0, 0, 0, 0] : [0x0F, 0x0B];
                    illegal.CopyTo(library, (int)(offset + address - start));
                    return library;
                }
            }
        }
        throw new InvalidOperationException($"No {function} in the library.");
    }
}
