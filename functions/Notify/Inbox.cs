using System.Globalization;
using NodaTime;
using NodaTime.Text;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;

namespace VetVisits.Notify;

/// <summary>
/// The same facts in the vet's inbox, one document each, kept for 90 days. They are ordered by when they happened; one that comes late
/// (the feed stood still) is put where the inbox is now, so that a reader who has passed its time still meets it.
/// </summary>
public sealed class Inbox(IEnumerable<INoticeSource> sources, Views views, IClock clock, Bell bell) : IProjection
{
    /// <summary>How late a fact may come and still stand at its own time. Less than what a cursor looks back: <see cref="Cursor.LooksBack"/>.</summary>
    public static Duration Late { get; } = Duration.FromMinutes(2);

    private const string Start = "inbox:";
    private static readonly Duration Kept = Duration.FromDays(90);
    private static readonly InstantPattern Sortable = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmssfffffff");

    public bool Concerns(Commit commit) => sources.Any(s => s.Concerns(commit));

    public async Task Project(Commit commit, CancellationToken stop)
    {
        foreach (var source in sources.Where(s => s.Concerns(commit)))
            foreach (var notice in await source.From(commit, stop))
                await Put(notice.VetId, CloudEvent.Of(notice), stop);
    }

    /// <summary>The entries from a time on, oldest first.</summary>
    public async IAsyncEnumerable<InboxEntry> From(string vetId, Instant time, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (_, entry) in views.List<InboxEntry>(Partition(vetId), new IdRange(Start + Sortable.Format(time), Start + "\x7f"), stop))
            yield return entry;
    }

    private async Task Put(string vetId, CloudEvent fact, CancellationToken stop)
    {
        var age = clock.GetCurrentInstant() - fact.Time;
        // A rebuild brings facts of years; what an inbox keeps no longer is no news.
        if (age > Kept) return;
        var late = age > Late;
        if (late && await IsThere(vetId, fact.Time, fact.Id, stop)) return;
        var at = late ? await PlaceOfLate(vetId, fact, stop) : fact.Time;
        await views.Store.Write(Place(vetId, at, fact.Id), new View<InboxEntry>(new(at, fact)), expected: null, stop, Kept);
        bell.Ring(vetId);
    }

    /// <summary>A late fact's place is decided once, however often the feed brings it; again only if nothing got there before it was too late for that too.</summary>
    private async Task<Instant> PlaceOfLate(string vetId, CloudEvent fact, CancellationToken stop)
    {
        var id = new DocumentId(Partition(vetId), $"inbox-late:{fact.Id}");
        while (true)
        {
            var now = clock.GetCurrentInstant();
            var decided = await views.Store.Read<View<LateEntry>>(id, stop);
            if (decided?.Document.Content?.At is { } at && (now - at <= Late || await IsThere(vetId, at, fact.Id, stop))) return at;
            if ((await views.Store.Write(id, new View<LateEntry>(new(now)), decided?.ETag, stop, Kept)).Done) return now;
        }
    }

    private async Task<bool> IsThere(string vetId, Instant at, string id, CancellationToken stop) =>
        await views.Store.Read<View<InboxEntry>>(Place(vetId, at, id), stop) is not null;

    private static string Partition(string vetId) => $"vet:{vetId}";

    private static DocumentId Place(string vetId, Instant at, string id) => new(Partition(vetId), string.Create(CultureInfo.InvariantCulture, $"{Start}{Sortable.Format(at)}~{id}"));
}

/// <summary>A fact in a vet's inbox and the time that it stands at.</summary>
public sealed record InboxEntry(Instant At, CloudEvent Fact);

/// <summary>Where a late fact was put.</summary>
public sealed record LateEntry(Instant At);
