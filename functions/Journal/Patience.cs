namespace VetVisits.Journal;

/// <summary>
/// How long to go on asking a store that is too busy. A person who waits is told after two seconds to come back;
/// work in the background waits half a minute, for giving up there only means doing it again.
/// Everything is background work until the doorway of a request says otherwise.
/// </summary>
public static class Patience
{
    private static readonly AsyncLocal<TimeSpan?> Chosen = new();

    public static TimeSpan OfPeople { get; } = TimeSpan.FromSeconds(2);

    public static TimeSpan OfBackground { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan Now => Chosen.Value ?? OfBackground;

    /// <summary>From here on, for all that this method calls.</summary>
    public static void Set(TimeSpan patience) => Chosen.Value = patience;
}

/// <summary>The store refused for load (429) beyond the patience that this kind of work has.</summary>
public sealed class ThrottledException(TimeSpan after, Exception? inner = null) : Exception("The store is busy.", inner)
{
    /// <summary>When to try again.</summary>
    public TimeSpan After { get; } = after;
}
