using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using VetVisits.Local.Host;

namespace VetVisits.Benchmarks;

/// <summary>
/// <c>start</c>: from the start of a process until it listens, the product (all functions, routes, stores; without Azurite, which Azure has not)
/// against an empty ASP.NET Core application, in turn, in the same run. Also how many assemblies are loaded before the first request.
/// </summary>
internal static class StartCommand
{
    private const int Pairs = 10;

    public static async Task<int> Run(TextWriter page)
    {
        var (empty, ours, assemblies) = (new List<double>(), new List<double>(), (Empty: 0, Ours: 0));
        var folder = Directory.CreateTempSubdirectory("vetvisits-start-").FullName; // One for all: a start, not a first start, which makes keys and files.
        for (var i = -1; i < Pairs; i++)
        {
            var (bare, bareLoaded) = await Child("start-empty");
            var (full, fullLoaded) = await Child("start-product", folder);
            if (i < 0) continue; // The first pair warms the disk.
            empty.Add(bare);
            ours.Add(full);
            assemblies = (bareLoaded, fullLoaded);
        }
        Directory.Delete(folder, recursive: true);
        var ratio = Median(ours) / Median(empty);
        await page.WriteLineAsync($"Process start to listening, median of {Pairs}: empty {Median(empty):N0} ms, product {Median(ours):N0} ms, ratio {ratio:N2} (at most 2).");
        await page.WriteLineAsync($"Assemblies loaded before the first request: empty {assemblies.Empty}, product {assemblies.Ours}.");
        return ratio <= 2 ? 0 : 1;
    }

    public static async Task Empty()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/", () => "ok");
        await app.StartAsync();
        Listening();
    }

    public static async Task Product(string folder)
    {
        await using (await LocalHost.Start(new LocalOptions { Data = folder, Port = 0, WithoutStorage = true, LogLevel = LogLevel.Error })) Listening();
    }

    private static void Listening()
    {
        var took = (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening {took} {AppDomain.CurrentDomain.GetAssemblies().Length}"));
    }

    private static async Task<(double Milliseconds, int Assemblies)> Child(params string[] mode)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(StartCommand).Assembly.Location);
        foreach (var word in mode) start.ArgumentList.Add(word);
        using var child = Process.Start(start)!;
        var said = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        var words = said.Split('\n').Single(l => l.StartsWith("listening ", StringComparison.Ordinal)).Split(' ');
        return (double.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
