namespace VetVisits.Documents;

/// <summary>The store of the views, as a whole.</summary>
public interface IViewStore
{
    /// <summary>
    /// Throws every rendered view away. What else lies with the views stays: tombstones, marks of how far a sweep has come, messages of calls that are going on.
    /// </summary>
    /// <returns>How many there were.</returns>
    Task<long> ThrowAway(CancellationToken stop);
}
