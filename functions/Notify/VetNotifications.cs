using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Notify;

/// <summary>Sends every fact that a vet should hear of to <c>vet-notifications</c>, the queue that the startup's own consumer reads.</summary>
public sealed class VetNotifications(IEnumerable<INoticeSource> sources, IQueues queues) : IPublication
{
    public bool Concerns(Commit commit) => sources.Any(s => s.Concerns(commit));

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        foreach (var source in sources.Where(s => s.Concerns(commit)))
            foreach (var notice in await source.From(commit, stop))
                await queues.Send(QueueNames.VetNotifications, Json.Write(CloudEvent.Of(notice, commit.Trace)), stop);
    }
}
