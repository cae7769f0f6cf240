using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NCrontab;
using VetVisits.Local.Demo;
using VetVisits.Local.Host;

namespace VetVisits.Benchmarks.Cost;

/// <summary><c>cost</c>: plays the demo on a host whose stores are counted, and multiplies what it asked for with the published prices.</summary>
internal static class CostCommand
{
    private static readonly double[] VisitsAMonth = [100, 10_000, 1_000_000];

    public static async Task<int> Run(TextWriter page)
    {
        var prices = Prices.Load();
        var counts = new Counts();
        var (requests, handled) = (0L, 0L);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) => { if (instrument.Name is "http.server.request.duration" or "vetvisits.feed.lag") l.EnableMeasurementEvents(instrument); },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Interlocked.Increment(ref instrument.Name[0] == 'h' ? ref requests : ref handled));
        listener.Start();

        var folder = Directory.CreateTempSubdirectory("vetvisits-cost-").FullName;
        int ended;
        await using (var host = await LocalHost.Start(new LocalOptions { Data = folder, Port = 0, LogLevel = LogLevel.Error, Services = counts.Before }))
        {
            ended = await Command.Play(host.Address, TextWriter.Null);
            await Task.Delay(TimeSpan.FromSeconds(3)); // What the feed still carries belongs to the visit.
        }
        Directory.Delete(folder, recursive: true);
        if (ended != 0) await page.WriteLineAsync("The demo did not show what it should: the counts below are of a broken run.");

        var perVisit = new Visit(requests, handled, counts, prices.Model);
        perVisit.Print(page);
        var timers = Timers();
        await page.WriteLineAsync($"Timers run {timers:N0} times a month, visits or none.\n");
        await page.WriteLineAsync("| a month | 0 visits | " + string.Join(" | ", VisitsAMonth.Select(v => $"{v:N0} visits")) + " |\n|---|---:|" + string.Concat(VisitsAMonth.Select(_ => "---:|")));
        var bills = VisitsAMonth.Prepend(0).Select(v => Bill.Of(v, perVisit, timers, prices)).ToList();
        foreach (var line in bills[0].Lines.Keys)
            await page.WriteLineAsync($"| {line} | " + string.Join(" | ", bills.Select(b => $"${b.Lines[line]:N2}")) + " |");
        await page.WriteLineAsync("| **sum** | " + string.Join(" | ", bills.Select(b => $"**${b.Sum:N2}**")) + " |");
        await page.WriteLineAsync("| a visit | | " + string.Join(" | ", bills.Skip(1).Zip(VisitsAMonth, (b, v) => $"${b.Sum / v:N4}")) + " |");
        await page.WriteLineAsync("| busiest hour, RU/s on average | | " + string.Join(" | ", VisitsAMonth.Select(v => $"{perVisit.RequestUnits * v * 0.2 / 30 / 3600:N1}")) + " |");
        await page.WriteLineAsync($"\nOne always-ready instance of one group costs ${prices["alwaysReadyGBSecond"].Of(730 * 3600 * prices.Model.InstanceGB):N2} a month, and two awake feed readers ${prices["requestUnit"].Of(730 * 3600 * 2 * 2 * prices.Model.FeedPollUnits):N2} for asking twice a second whether there is news.");
        await page.WriteLineAsync($"Prices read {prices.Read}: infra/prices.json. A fifth of a day's visits is taken for its busiest hour.");
        return ended;
    }

    /// <summary>How often the timer functions run in a month, read from their schedules.</summary>
    private static double Timers()
    {
        var month = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        return (from method in typeof(Services).Assembly.GetTypes().SelectMany(t => t.GetMethods())
                from parameter in method.GetParameters()
                let timer = parameter.GetCustomAttribute<TimerTriggerAttribute>()
                where timer is not null
                select CrontabSchedule.Parse(timer.Schedule, new() { IncludingSeconds = true }).GetNextOccurrences(month, month.AddDays(30)).Count()).Sum();
    }
}

/// <summary>What one visit asks for. The demo does more than one visit needs (it sets up a vet, turns an emergency away, races for a slot), so this is the upper bound.</summary>
internal sealed class Visit(long requests, long handled, Counts counts, Model model)
{
    public double Executions => requests + handled + counts.Sent + model.PhotosPerVisit;

    public double GBSeconds => ((requests + handled + counts.Sent) * model.ShortestBilledSeconds * model.InstanceGB) + (model.PhotosPerVisit * model.PhotoSeconds * model.InstanceGB);

    public double RequestUnits => counts.RequestUnits(model) + (counts.Commits * 2 * model.ReadPerKB);

    public double DatabaseGB => counts.Stored * model.IndexFactorOfStorage / 1e9;

    public double PhotoGB => model.PhotosPerVisit * model.PhotoMasterMB / 1000;

    public double QueueOperations => counts.Sent * 3;

    public double LogGB => Executions * model.LogKBPerExecution / 1e6;

    public double Photos => model.PhotosPerVisit;

    public void Print(TextWriter page) => page.WriteLine(
        $"""
        One demo run, counted: {requests} requests, {counts.Commits} commits, {handled} commits handled by feed readers, {counts.Sent} messages;
        {counts.PointReads} point reads, {counts.Queries} queries, {counts.Writes} writes = {RequestUnits:N0} RU by the model; {counts.Stored / 1024.0:N0} KB written.
        Kilobytes by kind of partition: {string.Join(", ", counts.ByKind.OrderByDescending(k => k.Value).Select(k => $"{k.Key} {k.Value / 1024.0:N1}"))}.
        {Executions:N0} executions, {GBSeconds:N0} GB-s if none shares its second with another (many do).
        """);
}

internal sealed record Bill(IReadOnlyDictionary<string, double> Lines)
{
    public double Sum => Lines.Values.Sum();

    /// <summary>The bill of a month: scaled to zero, twelve months of records kept.</summary>
    public static Bill Of(double visits, Visit visit, double timers, Prices prices) => new(new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["Functions, GB-seconds"] = prices["functionGBSecond"].Of((visits * visit.GBSeconds) + (timers * prices.Model.ShortestBilledSeconds * prices.Model.InstanceGB)),
        ["Functions, executions"] = prices["functionExecution"].Of((visits * visit.Executions) + timers),
        ["Cosmos DB, request units"] = prices["requestUnit"].Of((visits * visit.RequestUnits) + (timers * prices.Model.QueryBase * 2)),
        ["Cosmos DB, a year's records"] = prices["databaseGBMonth"].Of(visits * 12 * visit.DatabaseGB),
        ["Photographs, operations"] = prices["blobWrite"].Of(visits * visit.Photos * 4) + prices["blobRead"].Of(visits * visit.Photos * 6),
        ["Photographs, a year's"] = prices["blobGBMonth"].Of(visits * 12 * visit.PhotoGB),
        ["Queues"] = prices["queueOperation"].Of(visits * visit.QueueOperations),
        ["Event Grid"] = prices["eventGridOperation"].Of(visits * visit.Photos),
        ["Logs"] = prices["logGB"].Of(visits * visit.LogGB),
    });
}
