using VetVisits.Feed;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Visits;

namespace VetVisits.Fees;

/// <summary>Decides the fee when a visit is over. Once by meaning: a second telling finds it decided.</summary>
public sealed class FeeFollower(IJournal journal, Streams streams) : IPublication
{
    public bool AtAnyAge => true;

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is VisitEnded or VisitCancelled or VisitStopped or VisitMissed);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var histories = await journal.Read(commit.Partition, [name, .. Intakes.Last24h(commit.At)], stop);
        var visit = Visit.Fold.Of(histories.Of(name));
        if (FeeRules.Decide(visit, FeeRules.Reported(visit, Intakes.From(histories, commit.At))) is not { } decided) return;
        (await streams.Run(Fee.Of(visit.AnimalId, visit.Id), Fee.Fold, Asked.System("fees"),
            (fee, _) => fee.Decided is null ? Decision.Of(decided) : Decision.Nothing, stop)).OrThrow();
    }
}

/// <summary>Tells any payment system what was decided: CloudEvents in <c>billing</c>, ids and amounts only.</summary>
public sealed class Billing(IQueues queues) : IPublication, IFactSource
{
    public bool AtAnyAge => true;

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is FeeDecided or FeeLetGo);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        foreach (var told in await From(commit, stop)) await queues.Send(QueueNames.Billing, Json.Write(told), stop);
    }

    public Task<IReadOnlyList<CloudEvent>> From(Commit commit, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<CloudEvent>>([.. commit.Events.Select(e => Told.Of(commit, e)).OfType<CloudEvent>()]);
}
