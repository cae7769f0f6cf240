using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Notify;

/// <summary>
/// One fact that a vet should hear of: it becomes a CloudEvent in <c>vet-notifications</c> and an entry of the vet's inbox.
/// Ids, never content: no name, complaint or message text.
/// </summary>
/// <param name="Type">CloudEvents type, such as <c>visit.booked</c> or <c>photo.ready</c>.</param>
/// <param name="VetId">Whom it is for.</param>
/// <param name="Subject">The visit, or the animal where there is no visit: <c>animals/{animalId}/visits/{visitId}</c>.</param>
/// <param name="Key">What makes it one fact: the same key gives the same CloudEvent id, however often it is told.</param>
public sealed record VetNotice(string Type, string VetId, string Subject, string Key, Instant At, IReadOnlyDictionary<string, string> Data);

/// <summary>What one commit has to tell vets. A pure reading of the commit, or of what the journal says besides it.</summary>
public interface INoticeSource
{
    bool Concerns(Commit commit);

    Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop);
}
