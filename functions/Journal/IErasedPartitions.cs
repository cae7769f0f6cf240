namespace VetVisits.Journal;

/// <summary>Knows which partitions were erased: whoever looks for a commit that the journal no longer holds asks here whether it is worth waiting for.</summary>
public interface IErasedPartitions
{
    /// <summary>Whether the partition was erased, or is being erased at this moment.</summary>
    Task<bool> Has(string partition, CancellationToken stop);
}
