using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Outreach;

/// <summary>A capability that has something to tell owners. The same commit gives the same message ids for ever.</summary>
public interface IOwnerMessageSource
{
    /// <summary>Asked before anything is read.</summary>
    bool Concerns(Commit commit);

    Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop);
}

/// <summary>Puts what owners are to be told into the queue <c>owner-messages</c>.</summary>
public sealed class OwnerMessagePublication(IEnumerable<IOwnerMessageSource> sources, IQueues queues) : IPublication
{
    private readonly IReadOnlyList<IOwnerMessageSource> sources = [.. sources];

    public bool Concerns(Commit commit) => sources.Any(source => source.Concerns(commit));

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        foreach (var source in sources.Where(source => source.Concerns(commit)))
            foreach (var message in await source.From(commit, stop))
                await queues.Send(QueueNames.OwnerMessages, Json.Write(message with { Trace = Telemetry.Here ?? commit.Trace }), stop);
    }
}
