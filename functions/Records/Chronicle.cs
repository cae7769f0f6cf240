using VetVisits.Animals;
using VetVisits.Journal;

namespace VetVisits.Records;

/// <summary>The events of one commit that were asked for, each with its number in the commit.</summary>
public sealed record Chapter(Commit Commit, IReadOnlyList<(int Number, Event Event)> Events);

/// <summary>
/// An animal's commits, streamed from the journal and never held: a record of any length costs the memory of one page. The first is read when it is opened, so that
/// a store that does not answer is told as a problem and not as a page that breaks off.
/// </summary>
public sealed class Chronicle : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Commit> commits;
    private readonly RecordFilter filter;
    private bool any;

    private Chronicle(IAsyncEnumerator<Commit> commits, RecordFilter filter) => (this.commits, this.filter) = (commits, filter);

    /// <summary>The cursor of the next page; known after the last chapter, null when there is none.</summary>
    public string? Next { get; private set; }

    public static async Task<Chronicle> Open(IJournal journal, string animalId, RecordFilter filter, CancellationToken stop)
    {
        var opened = new Chronicle(journal.ReadPartition(Animal.PartitionOf(animalId), stop).GetAsyncEnumerator(stop), filter);
        try
        {
            opened.any = await opened.commits.MoveNextAsync();
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <param name="whole">Gives every commit that the time allows, also those without an event that was asked for: a fold needs them all.</param>
    public async IAsyncEnumerable<Chapter> Read(bool whole = false)
    {
        var told = 0;
        Place? last = null;
        for (; any; any = await commits.MoveNextAsync())
        {
            var commit = commits.Current;
            if (filter.IsPast(commit)) yield break;
            var events = filter.Reaches(commit) ? Asked(commit) : [];
            if (events.Count == 0 && !whole) continue;
            if (events.Count > 0 && told >= filter.Limit)
            {
                Next = last?.Cursor;
                yield break;
            }
            if (events.Count > 0) last = Place.Of(commit);
            told += events.Count;
            yield return new(commit, events);
        }
    }

    public ValueTask DisposeAsync() => commits.DisposeAsync();

    private List<(int, Event)> Asked(Commit commit)
    {
        var events = new List<(int, Event)>(commit.Events.Count);
        for (var i = 0; i < commit.Events.Count; i++)
            if (filter.Includes(commit, commit.Events[i])) events.Add((i, commit.Events[i]));
        return events;
    }
}
