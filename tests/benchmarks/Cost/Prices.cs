using System.Text.Json;
using VetVisits.Local.Host;

namespace VetVisits.Benchmarks.Cost;

/// <param name="Figure">Who published the figure, on <paramref name="Date"/>; null with a reason where nobody was found who did.</param>
internal sealed record Price(
    double Usd, double Per, double FreeAMonth, string What, string Region, string Official, string? Figure, string? Date, string? Unsourced = null, string? Undated = null)
{
    public double Of(double amount, bool grant = true) => Math.Max(0, amount - (grant ? FreeAMonth : 0)) * Usd / Per;
}

internal sealed record Model(
    double ReadPerKB, double WritePerKB, double QueryBase, double IndexFactorOfStorage, double FeedPollUnits, double ShortestBilledSeconds, double InstanceGB,
    double PhotoMasterMB, double PhotoSeconds, double LogKBPerExecution);

/// <summary>infra/prices.json: what is paid for, with who said so and when.</summary>
internal sealed record Prices(IReadOnlyDictionary<string, Price> All, Model Model)
{
    public Price this[string name] => All[name];

    public static Prices Load()
    {
        var file = Path.Combine(LocalOptions.Folder, "..", "infra", "prices.json");
        var root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return new(root.GetProperty("prices").Deserialize<Dictionary<string, Price>>(options)!, root.GetProperty("model").Deserialize<Model>(options)!);
    }
}
