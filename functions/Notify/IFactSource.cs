using VetVisits.Journal;

namespace VetVisits.Notify;

/// <summary>Facts for other systems, a pharmacy's or a payment system's, besides what vets are told. The same commit gives the same events for ever.</summary>
public interface IFactSource
{
    /// <summary>Asked before anything is read.</summary>
    bool Concerns(Commit commit);

    Task<IReadOnlyList<CloudEvent>> From(Commit commit, CancellationToken stop);
}
