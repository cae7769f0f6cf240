using NodaTime;
using VetVisits.Documents;

namespace VetVisits.Due;

/// <summary>Where entries are planned.</summary>
public sealed class DueList(Views views, IClock clock)
{
    /// <summary>
    /// Plans the entry. One whose time has passed already (a feed that lags, a rebuild) goes into the present hour: the sweep never looks further back
    /// than <see cref="DueSweep.LookBack"/> before what it has finished.
    /// </summary>
    public Task Plan(DueEntry due, CancellationToken stop)
    {
        var bucket = Instant.Max(due.At, clock.GetCurrentInstant());
        return views.Update<DueEntry>(DuePlace.Of(due, bucket), _ => Task.FromResult<DueEntry?>(due), stop);
    }
}
