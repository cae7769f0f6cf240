using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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
        var (requests, handled, photos) = (0L, 0L, 0L);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) => { if (instrument.Name is "http.server.request.duration" or "vetvisits.feed.lag" or "vetvisits.photo.duration") l.EnableMeasurementEvents(instrument); },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) =>
        {
            if (instrument.Name.EndsWith("photo.duration", StringComparison.Ordinal)) Interlocked.Increment(ref photos);
            else Interlocked.Increment(ref instrument.Name[0] == 'h' ? ref requests : ref handled);
        });
        listener.Start();

        var folder = Directory.CreateTempSubdirectory("vetvisits-cost-").FullName;
        int ended;
        Visit perVisit;
        Timers timers;
        await using (var host = await LocalHost.Start(new LocalOptions { Data = folder, Port = 0, LogLevel = LogLevel.Error, Services = counts.Before, Runs = name => !Timers.Names.Contains(name) }))
        {
            var issuer = host.Services.GetRequiredService<DevIssuer>();
            ended = await Command.PlayAt(host.Address, name => name.Split('_') is ["DEMO", var role, _] ? issuer.Token(role.ToLowerInvariant(), "cost") : null, TextWriter.Null);
            await Task.Delay(TimeSpan.FromSeconds(3)); // What the feed still carries belongs to the visit.
            if (ended != 0) await page.WriteLineAsync("The demo did not show what it should: the counts below are of a broken run.");
            perVisit = new Visit(requests, handled, photos, counts, prices.Model);
            perVisit.Print(page);
            timers = await Timers.Count(host.Services, counts, prices.Model);
        }
        Directory.Delete(folder, recursive: true);

        await page.WriteLineAsync($"Timers run {timers.Runs:N0} times a month, visits or none, and ask for {timers.RequestUnits:N0} RU when nothing is due.\n");
        await page.WriteLineAsync("| a month | 0 visits | " + string.Join(" | ", VisitsAMonth.Select(v => $"{v:N0} visits")) + " |\n|---|---:|" + string.Concat(VisitsAMonth.Select(_ => "---:|")));
        var bills = VisitsAMonth.Prepend(0).Select(v => Bill.Of(v, perVisit, timers, prices)).ToList();
        foreach (var line in bills[0].Lines.Keys)
            await page.WriteLineAsync($"| {line} | " + string.Join(" | ", bills.Select(b => $"${b.Lines[line]:N2}")) + " |");
        await page.WriteLineAsync("| **sum** | " + string.Join(" | ", bills.Select(b => $"**${b.Sum:N2}**")) + " |");
        await page.WriteLineAsync("| a visit | | " + string.Join(" | ", bills.Skip(1).Zip(VisitsAMonth, (b, v) => $"${b.Sum / v:N4}")) + " |");
        await page.WriteLineAsync("| busiest hour, RU/s on average | | " + string.Join(" | ", VisitsAMonth.Select(v => $"{perVisit.RequestUnits * v * 0.2 / 30 / 3600:N1}")) + " |");
        await page.WriteLineAsync($"\nMore a month, where it is wanted: six private endpoints ${prices["privateEndpoint"].Of(6):N2}, Front Door ${prices["frontDoor"].Of(1):N2}.");
        await page.WriteLineAsync($"One always-ready instance of one group costs ${prices["alwaysReadyGBSecond"].Of(730 * 3600 * prices.Model.InstanceGB):N2} a month, and two awake feed readers ${prices["requestUnit"].Of(730 * 3600 * 2 * 2 * prices.Model.FeedPollUnits):N2} for asking twice a second whether there is news.");
        await page.WriteLineAsync("A fifth of a day's visits is taken for its busiest hour.\n");
        await page.WriteLineAsync("| price (US dollars) | | region | published |\n|---|---:|---|---|");
        foreach (var price in prices.All.Values)
            await page.WriteLineAsync($"| {price.What} | {price.Usd:0.######} for {price.Per:N0}{(price.FreeAMonth > 0 ? $", {price.FreeAMonth:N0} free" : "")} | {price.Region} | {Published(price)} |");
        return ended;
    }

    private static string Published(Price price) => price switch
    {
        { Unsourced: { } why } => $"**not sourced.** {why} ([official]({price.Official}))",
        { Undated: { } why } => $"[here]({price.Figure}). {why} ([official]({price.Official}))",
        _ => $"{price.Date} [here]({price.Figure!.Split(' ')[0]}) ([official]({price.Official}))",
    };

    /// <summary>The log alerts of the template, by how often each looks.</summary>
    public static double Alerts(Prices prices) => System.Text.RegularExpressions.Regex
        .Matches(File.ReadAllText(Path.Combine(LocalOptions.Folder, "..", "infra", "modules", "alerts.bicep")), "every: '(?<every>PT[0-9]+[MH])'", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
        .Sum(rule => prices[rule.Groups["every"].Value switch { "PT5M" => "logAlertPT5M", "PT10M" => "logAlertPT10M", _ => "logAlertPT15M" }].Of(1));
}

/// <summary>
/// What one visit asks for. The demo, as it is played against a deployed product, does more than one visit needs: it sets up a vet, turns an emergency away, sends photographs that
/// are refused, and has a second visit that could only say go in person. So this is an upper bound.
/// </summary>
internal sealed class Visit(long requests, long handled, long photos, Counts counts, Model model)
{
    public double Executions { get; } = requests + handled + counts.Sent + photos;

    public double GBSeconds { get; } = ((requests + handled + counts.Sent) * model.ShortestBilledSeconds * model.InstanceGB) + (photos * model.PhotoSeconds * model.InstanceGB);

    public double RequestUnits { get; } = counts.RequestUnits(model) + (counts.Commits * 2 * model.ReadPerKB);

    public double DatabaseGB { get; } = counts.Stored * model.IndexFactorOfStorage / 1e9;

    public double PhotoGB { get; } = photos * model.PhotoMasterMB / 1000;

    public double QueueOperations { get; } = counts.Sent * 3;

    public double LogGB => Executions * model.LogKBPerExecution / 1e6;

    public double Photos { get; } = photos;

    public void Print(TextWriter page) => page.WriteLine(
        $"""
        One demo run, counted: {requests} requests, {counts.Commits} commits, {handled} commits handled by feed readers, {counts.Sent} messages, {photos} photographs;
        {counts.PointReads} point reads, {counts.Queries} queries, {counts.Writes} writes = {RequestUnits:N0} RU by the model; {counts.Stored / 1024.0:N0} KB written.
        Kilobytes by kind of partition: {string.Join(", ", counts.ByKind.OrderByDescending(k => k.Value).Select(k => $"{k.Key} {k.Value / 1024.0:N1}"))}.
        {Executions:N0} executions, {GBSeconds:N0} GB-s if none shares its second with another (many do).
        """);
}

internal sealed record Bill(IReadOnlyDictionary<string, double> Lines)
{
    public double Sum => Lines.Values.Sum();

    /// <summary>The bill of a month: scaled to zero, twelve months of records kept.</summary>
    public static Bill Of(double visits, Visit visit, Timers timers, Prices prices) => new(new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["Functions, GB-seconds"] = prices["functionGBSecond"].Of((visits * visit.GBSeconds) + (timers.Runs * prices.Model.ShortestBilledSeconds * prices.Model.InstanceGB)),
        ["Functions, executions"] = prices["functionExecution"].Of((visits * visit.Executions) + timers.Runs),
        ["Cosmos DB, request units"] = prices["requestUnit"].Of((visits * visit.RequestUnits) + timers.RequestUnits),
        ["Cosmos DB, a year's records"] = prices["databaseGBMonth"].Of(visits * 12 * visit.DatabaseGB),
        ["Photographs, operations"] = prices["blobWrite"].Of(visits * visit.Photos * 4) + prices["blobRead"].Of(visits * visit.Photos * 6),
        ["Photographs, a year's"] = prices["blobGBMonth"].Of(visits * 12 * visit.PhotoGB),
        ["Queues"] = prices["queueOperation"].Of(visits * visit.QueueOperations),
        ["Event Grid"] = prices["eventGridOperation"].Of(visits * visit.Photos),
        ["Logs"] = prices["logGB"].Of(visits * visit.LogGB),
        ["Log alerts"] = CostCommand.Alerts(prices),
    });
}
