namespace VetVisits.Local.Host;

/// <summary>
/// What only one process of a data folder does at a time: a lock on a file, which the operating system lets go when its process ends, however it ends.
/// So there is no lease to wait for after a crash.
/// </summary>
public static class ExclusiveLock
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    /// <summary>The lock, or null while another holds it.</summary>
    public static IDisposable? TryTake(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static async Task<IDisposable> Take(string folder, string name, CancellationToken stop)
    {
        while (true)
        {
            if (TryTake(folder, name) is { } held) return held;
            await Task.Delay(Between, stop);
        }
    }
}
