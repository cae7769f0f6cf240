namespace VetVisits.Local.Host;

/// <summary>
/// Two moments of a stop: at the first nothing new is taken; at the second, somewhat before the process must end, what still runs is told to give up.
/// </summary>
public sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource running = new();
    private readonly CancellationTokenRegistration registration;

    public Drain(IHostApplicationLifetime lifetime, LocalOptions options)
    {
        Taking = lifetime.ApplicationStopping;
        registration = Taking.Register(() => running.CancelAfter(options.DrainFor * 0.8));
    }

    /// <summary>Cancelled as soon as a stop is asked for.</summary>
    public CancellationToken Taking { get; }

    /// <summary>What running functions get, with the time that host.json gives to each.</summary>
    public CancellationTokenSource Run(TimeSpan most)
    {
        var one = CancellationTokenSource.CreateLinkedTokenSource(running.Token);
        one.CancelAfter(most);
        return one;
    }

    public void Dispose()
    {
        registration.Dispose();
        running.Dispose();
    }
}
