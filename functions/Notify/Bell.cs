using System.Collections.Concurrent;

namespace VetVisits.Notify;

/// <summary>Wakes those who wait in this process; who waits in another looks again after a second.</summary>
public sealed class Bell
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Completes when something comes under this name. Take it before looking.</summary>
    /// <param name="name">A vet's id, or <c>signals:</c> and a visit's.</param>
    public Task Next(string name) => waiting.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Ring(string name)
    {
        if (waiting.TryRemove(name, out var waiter)) waiter.TrySetResult();
    }
}
