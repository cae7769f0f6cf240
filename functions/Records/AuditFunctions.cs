using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Records.Sharing;

namespace VetVisits.Records;

public sealed class AuditFunctions(ICallers callers, Access access, AuditTrail trail)
{
    /// <summary>
    /// Who looked at my animal, its visits, photos and readings and who changed them, when and from where: the last 30 days unless others are asked for. Each look at the whole
    /// record is there; of everything else the first of a day by one reader from one place.
    /// </summary>
    [Function("GetAudit")]
    [Allows(Role.Owner)]
    [Query("from", "From this day on (UTC).")]
    [Query("to", "Up to and including this day (UTC).")]
    [Answers(200, typeof(AuditPage))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code)]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/audit")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var owner = await callers.Require(request, stop, Role.Owner);
            await access.Owned(owner, animalId, stop);
            return Reply.Ok(await trail.Of(animalId, RecordFilter.Of(request), stop));
        });
}

/// <summary>One look or one change. <c>What</c> of a change is the events' types.</summary>
/// <param name="From">The network that it came from; of a change, every network that this caller changed something from on that day.</param>
public sealed record AuditEntry(Instant At, string By, string Action, IReadOnlyList<string> What, string? From, string? Share);

/// <param name="More">There was more than one answer holds: ask for fewer days.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, bool More);

/// <summary>Looks from their documents and changes from the journal, as one list, the newest first.</summary>
public sealed class AuditTrail(IJournal journal, Audit audit, IClock clock)
{
    private const int MostEntries = 2000;
    private static readonly Duration Usual = Duration.FromDays(30);

    public async Task<AuditPage> Of(string animalId, RecordFilter asked, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var (from, to) = (asked.From ?? (asked.To ?? now) - Usual, asked.To ?? now + Duration.FromSeconds(1));
        // A queue holds the last ones: a long history costs no more memory than an answer.
        var last = new Queue<AuditEntry>();
        var more = false;
        var places = new Dictionary<(string By, LocalDate Day), SortedSet<string>>();
        await foreach (var (_, look) in audit.Of(animalId, from, to, stop))
            if (look.Document.What == Look.Changes) Place(look.Document);
            else Keep(new(look.Document.At, look.Document.By, "read", [look.Document.What], look.Document.From, look.Document.Share));
        var looks = last.ToList();
        last.Clear();
        await using var chronicle = await Chronicle.Open(journal, animalId, new RecordFilter(From: from, To: to), stop);
        await foreach (var (commit, events) in chronicle.Read().WithCancellation(stop))
            Keep(Of(commit, events, places.GetValueOrDefault((commit.By, commit.At.InUtc().Date))));
        var all = looks.Concat(last).OrderByDescending(e => e.At).ToList();
        return new([.. all.Take(MostEntries)], more || all.Count > MostEntries);

        void Place(Look changed)
        {
            if (changed.From is null) return;
            var day = (changed.By, changed.At.InUtc().Date);
            if (!places.TryGetValue(day, out var known)) places[day] = known = new(StringComparer.Ordinal);
            known.Add(changed.From);
        }

        void Keep(AuditEntry entry)
        {
            last.Enqueue(entry);
            if (last.Count <= MostEntries) return;
            last.Dequeue();
            more = true;
        }
    }

    /// <summary>A view of a share is in the journal, for it counts; it is a look all the same.</summary>
    private static AuditEntry Of(Commit commit, IReadOnlyList<(int Number, Event Event)> events, SortedSet<string>? places) => events is [(_, ShareViewed view)]
        ? new(commit.At, commit.By, "read", ["shared-record"], view.From, ShareStream.Id(commit.Stream))
        : new(commit.At, commit.By, "change", [.. events.Select(e => Kinds.NameOf(e.Event))], places is null ? null : string.Join(", ", places), ShareStream.Id(commit.Stream));
}
