using Microsoft.Azure.Cosmos;

namespace VetVisits.Journal;

/// <summary>
/// Looks at the account before the first request. On an account with weaker consistency or several write regions two people could be given one slot
/// and nothing would say so; there the app does not start. An account that cannot be asked just now is no reason to stay down, and an emulator on this
/// machine (they call themselves consistent by session) is only spoken of.
/// </summary>
public sealed partial class CosmosAccountCheck(CosmosClient client, ILogger<CosmosAccountCheck> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        AccountProperties account;
        try
        {
            account = await client.ReadAccountAsync().WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        }
        // A database away, an identity service away, a role that has not come through yet: all of these pass.
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            NotAsked(log, failed);
            return;
        }
        if (Fault(account.Consistency.DefaultConsistencyLevel, account.WritableRegions.Count()) is not { } fault) return;
        if (!client.Endpoint.IsLoopback) throw new InvalidOperationException(fault);
        OnlyAnEmulator(log, fault);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is wrong with an account for this product; null when nothing is.</summary>
    public static string? Fault(ConsistencyLevel consistency, int writeRegions) => (consistency, writeRegions) switch
    {
        (not ConsistencyLevel.Strong, _) => $"The Cosmos DB account's default consistency is {consistency}; set it to Strong.",
        (_, not 1) => $"The Cosmos DB account has {writeRegions} write regions; the journal needs exactly one.",
        _ => null,
    };

    [LoggerMessage(LogLevel.Warning, "The Cosmos DB account could not be asked for its settings at start")]
    private static partial void NotAsked(ILogger log, Exception failed);

    [LoggerMessage(LogLevel.Warning, "An emulator for development alone: {Fault}")]
    private static partial void OnlyAnEmulator(ILogger log, string fault);
}
