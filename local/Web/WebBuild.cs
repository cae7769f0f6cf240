using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.FileProviders;
using VetVisits.Local.Host;

namespace VetVisits.Local.Web;

/// <summary>
/// Builds the web client in the background while the API already answers: packages by <c>npm ci</c> when the lock file changed, pages by <c>npm run build</c> when a source
/// changed. What was built is stamped with a hash of all that it came from, so a second start builds nothing; of two hosts on one clone, one builds.
/// </summary>
public sealed partial class WebBuild(string web, ILogger<WebBuild> log) : BackgroundService
{
    private static readonly string[] Inputs = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"];

    /// <summary>The built pages; null until they are.</summary>
    public PhysicalFileProvider? Files { get; private set; }

    /// <summary>Why there are none, and what to do; null while there is hope.</summary>
    public string? Problem { get; private set; }

    private string Work => Path.Combine(web, ".build");

    private string Dist => Path.Combine(web, "dist");

    public override void Dispose()
    {
        Files?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Build(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends; the next start builds.
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            Problem = failed is System.ComponentModel.Win32Exception
                ? "Node is missing: the pages need Node 20.19 or later with npm on the PATH. The API works without; --no-web leaves the pages out."
                : $"{failed.Message} The API works without; --no-web leaves the pages out.";
            NotBuilt(log, Problem);
        }
    }

    private async Task Build(CancellationToken stop)
    {
        if (!Directory.Exists(web)) throw new InvalidOperationException($"There is no folder {web}.");
        var watch = Stopwatch.StartNew();
        using var alone = await ExclusiveLock.Take(Work, "build", stop);
        var wanted = Stamp();
        if (Read("pages") != wanted || !File.Exists(Path.Combine(Dist, "index.html")))
        {
            var packages = Hash([Path.Combine(web, "package-lock.json")]);
            if (Read("packages") != packages || !Directory.Exists(Path.Combine(web, "node_modules")))
            {
                await Npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], stop);
                Keep("packages", packages);
            }
            // Into a folder of its own: what is served stays whole until the new pages are.
            var next = Path.Combine(Work, "next");
            await Npm(["run", "build", "--silent", "--", "--outDir", next, "--emptyOutDir", "--logLevel", "error"], stop);
            if (Directory.Exists(Dist)) Directory.Delete(Dist, recursive: true);
            Directory.Move(next, Dist);
            Keep("pages", wanted);
        }
        Files = new PhysicalFileProvider(Dist);
        Built(log, watch.ElapsedMilliseconds);
    }

    private async Task Npm(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
        {
            WorkingDirectory = web,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var npm = Process.Start(start)!;
        npm.StandardInput.Close();
        var said = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(stop), npm.StandardError.ReadToEndAsync(stop));
        try
        {
            await npm.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
        if (npm.ExitCode == 0) return;
        var last = string.Concat(await said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no output";
        throw new InvalidOperationException($"`npm {arguments[0]}{(arguments[0] == "run" ? " build" : "")}` failed in {web} (exit code {npm.ExitCode}): {last}. Run it there to see all of it.");
    }

    /// <summary>A hash of all that the pages are made of.</summary>
    private string Stamp() => Hash([
        .. Inputs.Select(name => Path.Combine(web, name)),
        .. Directory.EnumerateFiles(Path.Combine(web, "src"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("schema.d.ts", StringComparison.Ordinal)),
        .. Directory.EnumerateFiles(Path.Combine(web, "public"), "*", SearchOption.AllDirectories)]);

    private string Hash(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(web, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string? Read(string stamp) => File.Exists(Path.Combine(Work, stamp)) ? File.ReadAllText(Path.Combine(Work, stamp)) : null;

    private void Keep(string stamp, string value) => File.WriteAllText(Path.Combine(Work, stamp), value);

    [LoggerMessage(121, LogLevel.Information, "The pages are ready ({Milliseconds} ms)")]
    private static partial void Built(ILogger log, long milliseconds);

    [LoggerMessage(122, LogLevel.Warning, "The pages are not served. {Why}")]
    private static partial void NotBuilt(ILogger log, string why);
}
