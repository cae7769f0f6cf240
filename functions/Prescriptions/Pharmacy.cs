using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Notify;

namespace VetVisits.Prescriptions;

/// <summary>Tells any pharmacy system of prescriptions: CloudEvents in <c>pharmacy</c>, with the link by which the rest is read. No drug, no person.</summary>
public sealed class Pharmacy(IJournal journal, IQueues queues, Seal seal) : IPublication, IFactSource
{
    public bool Concerns(Commit commit) => commit.Events.Any(e => TypeOf(e) is not null);

    public async Task Publish(Commit commit, CancellationToken stop)
    {
        foreach (var told in await From(commit, stop)) await queues.Send(QueueNames.Pharmacy, Json.Write(told), stop);
    }

    public async Task<IReadOnlyList<CloudEvent>> From(Commit commit, CancellationToken stop)
    {
        var facts = new List<CloudEvent>();
        var book = PrescriptionBook.Fold.Of((await journal.Read(commit.Partition, [PrescriptionBook.Stream], stop)).Of(PrescriptionBook.Stream));
        var animalId = commit.Partition["animal:".Length..];
        foreach (var happened in commit.Events)
        {
            if (TypeOf(happened) is not var (type, id, refill)) continue;
            var data = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["animalId"] = animalId,
                ["prescriptionId"] = id,
                ["verify"] = $"/api/prescriptions/verify/{await seal.Token(animalId, book.ById[id].Written, stop)}",
            };
            if (refill is not null) data["refillId"] = refill;
            facts.Add(new("1.0", Uuid.V5($"{type}\n{commit.Partition}\n{id}\n{refill}").ToString(), CloudEvent.OurSource, type,
                $"animals/{animalId}/prescriptions/{id}", commit.At, "application/json", data, commit.Trace));
        }
        return facts;
    }

    private static (string Type, string Id, string? Refill)? TypeOf(Event happened) => happened switch
    {
        PrescriptionWritten e => ("prescription.written", e.PrescriptionId, null),
        PrescriptionCancelled e => ("prescription.cancelled", e.PrescriptionId, null),
        RefillGranted e => ("prescription.refill-granted", e.PrescriptionId, e.RefillId),
        _ => null,
    };
}

/// <summary>A refill that waits is the vet's to decide.</summary>
public sealed class RefillNotices(IJournal journal) : INoticeSource
{
    public bool Concerns(Commit commit) => commit.Events is [RefillAsked];

    public async Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        var book = PrescriptionBook.Fold.Of((await journal.Read(commit.Partition, [PrescriptionBook.Stream], stop)).Of(PrescriptionBook.Stream));
        var asked = (RefillAsked)commit.Events[0];
        var animalId = commit.Partition["animal:".Length..];
        return
        [
            new("refill.asked", book.ById[asked.PrescriptionId].Written.VetId, $"animals/{animalId}/prescriptions/{asked.PrescriptionId}", $"refill:{asked.RefillId}", commit.At,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["animalId"] = animalId, ["prescriptionId"] = asked.PrescriptionId, ["refillId"] = asked.RefillId }),
        ];
    }
}
