using VetVisits.Journal;
using VetVisits.Outreach;
using VetVisits.Visits;

namespace VetVisits.Messages;

/// <summary>The owner hears that the vet wrote, never what.</summary>
public sealed class OwnerTold : IOwnerMessageSource
{
    public bool Concerns(Commit commit) => commit.Events.Any(e => e is MessageSent { From: Side.Vet });

    public Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        var (animalId, visitId) = Written.Where(commit);
        return Task.FromResult<IReadOnlyList<OwnerMessage>>([.. commit.Events.OfType<MessageSent>().Where(e => e.From == Side.Vet).Select(e =>
            OwnerMessage.Of(OwnerTemplate.MessageReceived, e.To, animalId, visitId, $"{commit.Stream} {e.MessageId}", commit.At))]);
    }
}
