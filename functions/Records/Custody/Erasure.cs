using System.Text.Json.Nodes;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Records.Sharing;
using VetVisits.Visits;

namespace VetVisits.Records.Custody;

/// <summary>What stays of an erased owner: that there was one, which animals, and when it was asked. Document <c>tombstone</c> of partition <c>erased:{ownerId}</c>.</summary>
public sealed record Tombstone(string Id, Instant ErasedAt, string? Region, IReadOnlyList<string> AnimalIds)
{
    public static DocumentId At(string id) => new($"erased:{id}", "tombstone");
}

/// <summary>An animal's tombstone is set before its partition goes, so nobody waits for a commit that will not come back.</summary>
public sealed class ErasedRecords(IDocuments documents) : IErasedPartitions
{
    public async Task<bool> Has(string partition, CancellationToken stop) =>
        VisitStream.AnimalId(partition) is { } animalId && await documents.Read<Tombstone>(Tombstone.At(animalId), stop) is not null;
}

/// <summary>Something of an animal that lies outside the journal and the documents, such as its pictures.</summary>
public interface IBelongings
{
    Task Erase(string animalId, CancellationToken stop);
}

/// <summary>Erases an owner: who they are at once, their animals' records when the law lets them go. Safe to repeat after any interruption.</summary>
public sealed class Erasure(IDocuments documents, IJournal journal, Streams streams, Shares shares, Retention retention, IClock clock)
{
    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<ErasureView> Erase(string ownerId, string by, CancellationToken stop)
    {
        var tombstone = await Bury(ownerId, stop);
        await Empty(documents, Owner.PartitionOf(ownerId), stop);
        var records = new List<PlannedErasure>();
        foreach (var animalId in tombstone.AnimalIds)
        {
            foreach (var share in (await shares.Of(animalId, stop)).Where(s => !s.Revoked))
                await streams.Run(ShareStream.Of(animalId, share.Made!.ShareId), Share.Fold, new Asked(by), (now, _) => Share.Revoke(now), stop);
            var planned = await Planned(animalId, ownerId, tombstone.Region, stop);
            var custody = (await streams.Run(CustodyState.StreamOf(animalId), CustodyState.Fold, new Asked(by), (now, _) => CustodyState.Plan(now, planned), stop)).OrThrow();
            records.Add(new(animalId, custody.Planned!.EndsAt, custody.Held));
        }
        return new(ownerId, tombstone.ErasedAt, records);
    }

    /// <summary>The list of what has to follow is written before what it was made from is deleted.</summary>
    private async Task<Tombstone> Bury(string ownerId, CancellationToken stop)
    {
        var profile = (await documents.Read<Owner>(Owner.At(ownerId), stop))?.Document;
        var animals = new List<string>();
        await foreach (var (_, owned) in documents.List<OwnedAnimal>(Owner.PartitionOf(ownerId), IdRange.Prefix(OwnedAnimal.Prefix), stop)) animals.Add(owned.Document.AnimalId);
        var there = await documents.Read<Tombstone>(Tombstone.At(ownerId), stop);
        if (profile is null && animals.Count == 0) return there?.Document ?? throw new RefusedException(Refusal.NotFound("owner"));
        return (await documents.Put<Tombstone>(Tombstone.At(ownerId), before => new(
            ownerId, before?.Document.ErasedAt ?? clock.GetCurrentInstant(), profile?.Region ?? before?.Document.Region,
            [.. (before?.Document.AnimalIds ?? []).Union(animals, StringComparer.Ordinal).Order(StringComparer.Ordinal)]), stop)).Document;
    }

    private async Task<ErasurePlanned> Planned(string animalId, string ownerId, string? region, CancellationToken stop)
    {
        var (last, regions) = (Instant.MinValue, new SortedSet<string>(StringComparer.Ordinal));
        await foreach (var commit in journal.ReadPartition(Animal.PartitionOf(animalId), stop))
        {
            // What is written while a record waits for its end must not keep it from ending.
            if (commit.Stream == CustodyState.Stream.Value || ShareStream.Id(commit.Stream) is not null) continue;
            last = Instant.Max(last, commit.At);
            foreach (var happened in commit.Events)
                if (happened switch { VisitBooked e => e.Region, IntakeTaken e => e.Region, _ => null } is { } seen) regions.Add(seen);
        }
        if (regions.Count == 0 && region is not null) regions.Add(region);
        // An animal that was never seen has no medical record to keep.
        var ends = last == Instant.MinValue ? clock.GetCurrentInstant() : retention.EndsAt(last, regions);
        return new(ownerId, [.. regions], retention.Version, ends);
    }

    internal static async Task Empty(IDocuments store, string partition, CancellationToken stop)
    {
        await foreach (var (id, _) in store.List<JsonObject>(partition, IdRange.All, stop))
            await store.Remove<JsonObject>(new(partition, id), stop);
    }
}

/// <summary>Lets a record go when its retention is over and nobody holds it: pictures, views, documents, and the journal last.</summary>
public sealed class RecordsDue(
    IJournal journal, Lazy<IJournalErasure> erasure, IDocuments documents, Views views, IEnumerable<IBelongings> belongings, DueList list, IClock clock) : IProjection, IDueWork
{
    public string Kind => "erase-record";

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is ErasurePlanned);

    public Task Project(Commit commit, CancellationToken stop) =>
        Task.WhenAll(commit.Events.OfType<ErasurePlanned>().Select(planned => list.Plan(new(Kind, planned.EndsAt, commit.Partition, commit.Stream), stop)));

    public async Task<Instant?> Do(DueEntry due, CancellationToken stop)
    {
        if (VisitStream.AnimalId(due.Partition) is not { } animalId) return null;
        var custody = CustodyState.Fold.Of((await journal.Read(due.Partition, [CustodyState.Stream], stop)).Of(CustodyState.Stream));
        if (custody.Planned is not { } planned) return null;
        if (custody.WaitsUntil(clock.GetCurrentInstant()) is { } later) return later;
        await documents.Put<Tombstone>(Tombstone.At(animalId), before => before?.Document ?? new(animalId, clock.GetCurrentInstant(), null, []), stop);
        foreach (var belonging in belongings) await belonging.Erase(animalId, stop);
        await Erasure.Empty(views.Store, due.Partition, stop);
        await Erasure.Empty(documents, due.Partition, stop);
        await Erasure.Empty(documents, Look.PartitionOf(animalId), stop);
        await erasure.Value.Erase(due.Partition, CustodyState.Stream, stop);
        return null;
    }
}
