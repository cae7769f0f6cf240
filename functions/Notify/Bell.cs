using System.Collections.Concurrent;

namespace VetVisits.Notify;

/// <summary>Wakes those who wait in this process; who waits in another looks again after a second.</summary>
public sealed class Bell
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Completes when something comes for this vet. Take it before looking.</summary>
    public Task Next(string vetId) => waiting.GetOrAdd(vetId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Ring(string vetId)
    {
        if (waiting.TryRemove(vetId, out var waiter)) waiter.TrySetResult();
    }
}
