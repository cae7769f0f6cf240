using System.Globalization;
using VetVisits.Journal;
using VetVisits.Notify;

namespace VetVisits.Photos.Measuring;

/// <summary>A wound that grew beyond the error is an alarm for the vet who measures it.</summary>
public sealed class WoundNotices(IJournal journal) : INoticeSource
{
    private const string Vet = "vet:", Animal = "animal:";

    public bool Concerns(Commit commit) =>
        commit.By.StartsWith(Vet, StringComparison.Ordinal) && commit.Partition.StartsWith(Animal, StringComparison.Ordinal) && commit.Events.Any(e => e is WoundMeasured);

    public async Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        if (!Concerns(commit)) return [];
        var stream = new StreamName(commit.Stream);
        var wound = Wound.Fold.Of((await journal.Read(commit.Partition, [stream], stop)).Of(stream).Where(c => c.Version <= commit.Version));
        var last = wound.Measurements[^1];
        if (wound is not { Trend: Trend.Larger, Changed: { } changed } || !commit.Events.OfType<WoundMeasured>().Any(e => e.PhotoId == last.PhotoId && e.Measured == last.Measured)) return [];
        var animalId = commit.Partition[Animal.Length..];
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["animalId"] = animalId,
            ["woundId"] = last.WoundId,
            ["photoId"] = last.PhotoId,
            ["changePercent"] = changed.ToString("0.#", CultureInfo.InvariantCulture),
        };
        return [new VetNotice("wound.larger", commit.By[Vet.Length..], $"animals/{animalId}/wounds/{last.WoundId}", $"wound.larger:{last.WoundId}:{commit.Version}", commit.At, data)];
    }
}
