using System.Diagnostics;
using System.Globalization;
using VetVisits.Tests;

namespace VetVisits.Benchmarks;

/// <summary>
/// <c>clone</c>: in a clone that was just made, from the README's own command to a host that listens; git's own time is told beside it. NuGet's and npm's caches are
/// warm after the run that is not counted; the compiler is not (a compile server that is left over from an earlier build is not used).
/// The processor time is what tells on a machine that does other work too.
/// </summary>
internal static class CloneCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static async Task<int> Run(int runs, TextWriter page)
    {
        var (clones, clocks, processors) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var folder = Directory.CreateTempSubdirectory("vetvisits-clone-").FullName;
            try
            {
                var (clone, clock, processor) = await Once(Path.Combine(folder, "clone"));
                if (run == 0) continue;
                clones.Add(clone);
                clocks.Add(clock);
                processors.Add(processor);
                await page.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{clock:N1} s after {clone:N1} s of git, processor {processor:N1} s"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        var median = Median(clocks);
        await page.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Clean clone to listening, median of {runs}: {median:N1} s (under 15) after {Median(clones):N1} s of git, processor {Median(processors):N1} s on {Environment.ProcessorCount} cores."));
        return median < 15 ? 0 : 1;
    }

    private static async Task<(double Clone, double Clock, double Processor)> Once(string folder)
    {
        var began = Stopwatch.GetTimestamp();
        using (var git = Process.Start("git", ["clone", "--quiet", Repository.Root, folder])) await git.WaitForExitAsync();
        var clone = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var start = new ProcessStartInfo("dotnet", ["run", "--project", "local", "--", "--port", "0"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["UseSharedCompilation"] = "false", ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using var host = Process.Start(start)!;
        using var enough = new CancellationTokenSource(Longest);
        var said = new List<string>();
        while (await host.StandardOutput.ReadLineAsync(enough.Token) is { } line)
        {
            said.Add(line);
            if (!line.Contains("is listening on", StringComparison.Ordinal)) continue;
            var clock = Stopwatch.GetElapsedTime(began).TotalSeconds - clone;
            var processor = Tree(host.Id);
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync(CancellationToken.None);
            return (clone, clock, processor);
        }
        throw new InvalidOperationException($"The host ended before it listened:\n{string.Join('\n', said)}");
    }

    /// <summary>Seconds that a process, what runs under it and what ended under it have used; 0 where there is no /proc.</summary>
    private static double Tree(int root)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var all = Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)).Select(Stat).OfType<(int Id, int Parent, double Used)>().ToList();
        return Sum(root);

        double Sum(int id) => all.Where(p => p.Id == id).Sum(p => p.Used) + all.Where(p => p.Parent == id).Sum(p => Sum(p.Id));
    }

    /// <summary>proc(5): the fields after the name are state, parent, ... and, from the twelfth, user and system time of the process and of its ended children in hundredths.</summary>
    private static (int Id, int Parent, double Used)? Stat(string process)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(process, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / 100);
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
