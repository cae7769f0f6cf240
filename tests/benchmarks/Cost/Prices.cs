using System.Text.Json;
using VetVisits.Local.Host;

namespace VetVisits.Benchmarks.Cost;

internal sealed record Price(double Usd, double Per, double FreeAMonth, string What, string Official)
{
    public double Of(double amount, bool grant = true) => Math.Max(0, amount - (grant ? FreeAMonth : 0)) * Usd / Per;
}

internal sealed record Model(
    double ReadPerKB, double WritePerKB, double QueryBase, double IndexFactorOfStorage, double FeedPollUnits, double ShortestBilledSeconds, double InstanceGB,
    double PhotoMasterMB, double PhotosPerVisit, double PhotoSeconds, double LogKBPerExecution);

/// <summary>infra/prices.json: what is paid for, with the day it was read and where.</summary>
internal sealed record Prices(string Read, IReadOnlyDictionary<string, Price> All, Model Model)
{
    public Price this[string name] => All[name];

    public static Prices Load()
    {
        var file = Path.Combine(LocalOptions.Folder, "..", "infra", "prices.json");
        var root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return new(root.GetProperty("read").GetString()!, root.GetProperty("prices").Deserialize<Dictionary<string, Price>>(options)!, root.GetProperty("model").Deserialize<Model>(options)!);
    }
}
