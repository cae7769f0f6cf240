namespace VetVisits.Journal;

/// <summary>Takes the commits of a whole partition out of the journal: the only thing that ever does, and only for a record whose retention is over.</summary>
public interface IJournalErasure
{
    /// <param name="last">This stream goes last, so that what was interrupted is known to be unfinished.</param>
    Task Erase(string partition, StreamName last, CancellationToken stop);
}
