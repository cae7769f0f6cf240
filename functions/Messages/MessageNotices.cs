using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Visits;

namespace VetVisits.Messages;

/// <summary>The vet hears that the owner wrote, never what. Whom to tell stands in the event, so the same commit tells the same for ever.</summary>
public sealed class MessageNotices : INoticeSource
{
    public bool Concerns(Commit commit) => commit.Events.Any(e => e is MessageSent { From: Side.Owner });

    public Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        var (animalId, visitId) = Written.Where(commit);
        return Task.FromResult<IReadOnlyList<VetNotice>>([.. commit.Events.OfType<MessageSent>().Where(e => e.From == Side.Owner).Select(e => new VetNotice(
            "message.received", e.To, $"animals/{animalId}/visits/{visitId}", $"message:{animalId}:{visitId}:{e.MessageId}", commit.At,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["animalId"] = animalId, ["visitId"] = visitId, ["messageId"] = e.MessageId }))]);
    }
}

internal static class Written
{
    /// <summary>The animal and the visit of a commit in a conversation.</summary>
    public static (string AnimalId, string VisitId) Where(Commit commit) =>
        (VisitStream.AnimalId(commit.Partition)!, commit.Stream[(commit.Stream.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}
