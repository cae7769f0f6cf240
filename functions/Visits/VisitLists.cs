using System.Buffers.Text;
using System.Text;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>One line of an owner's or a vet's list: a view in partition <c>my-visits:{ownerId}</c> or <c>worklist:{vetId}</c>.</summary>
public sealed record VisitLine(
    string Id, string AnimalId, string? VetId, VisitStatus Status, string Service, string Species, string Region, Instant Start, Instant End, Level? Level, Side? Late, Side? Missing)
{
    public static VisitLine Of(Visit visit) => new(
        visit.Id, visit.AnimalId, visit.HasVet ? visit.VetId : null, visit.Status, visit.Service, visit.Species, visit.Region, visit.Start, visit.End, visit.Level, visit.Late, visit.Missing);
}

/// <param name="Cursor">For the next page; null after the last.</param>
public sealed record VisitsPage(IReadOnlyList<VisitLine> Visits, string? Cursor);

/// <summary>Where lines are: latest start first, so that a page from the top is what concerns people now.</summary>
public static class VisitListPlace
{
    // Ids sort upwards; counting down from here makes the latest start the first. Good until the year 2286.
    private const long Top = 9_999_999_999;

    public static string OfOwner(string ownerId) => $"my-visits:{ownerId}";

    public static string OfVet(string vetId) => $"worklist:{vetId}";

    public static string Id(Instant start, string visitId) => FormattableString.Invariant($"{Top - start.ToUnixTimeSeconds():0000000000}~{visitId}");

    /// <summary>Starts from (inclusive) to (exclusive).</summary>
    public static IdRange Between(Instant from, Instant to) => new(Id(to - Duration.FromSeconds(1), ""), Id(from, "") + "\x7f");
}

/// <summary>Keeps both lists as the visit's stream has it. A visit that moved leaves its old line.</summary>
public sealed class VisitListsProjection(IJournal journal, Views views) : IProjection
{
    public bool Concerns(Commit commit) => VisitStream.Id(commit.Stream) is not null && commit.Events.Any(e => e is not HoldLapsed);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        var visit = await Read(commit, stop);
        if (!visit.Exists) return;
        foreach (var start in visit.Starts.Distinct())
        {
            await Put(VisitListPlace.OfOwner(visit.OwnerId), vetId: null);
            // A vet who had the visit and has it no longer loses the line.
            foreach (var vetId in visit.Vets.Distinct(StringComparer.Ordinal)) await Put(VisitListPlace.OfVet(vetId), vetId);

            Task Put(string list, string? vetId) => views.Update<VisitLine>(
                new(list, VisitListPlace.Id(start, visit.Id)),
                async token => await Read(commit, token) is var now && now.Start == start && (vetId is null || vetId == now.VetId) ? VisitLine.Of(now) : null,
                stop);
        }
    }

    private async Task<Visit> Read(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        return Visit.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
    }
}

/// <summary>Pages of a list.</summary>
public sealed class VisitLists(Views views)
{
    public const int MostPerPage = 100;

    /// <exception cref="RefusedException">422 <c>cursor-invalid</c>.</exception>
    public async Task<VisitsPage> Page(string list, string? cursor, int limit, CancellationToken stop)
    {
        var range = string.IsNullOrEmpty(cursor) ? IdRange.All : IdRange.After(Parse(cursor));
        var lines = new List<VisitLine>();
        var last = "";
        await foreach (var (id, line) in views.List<VisitLine>(list, range, stop))
        {
            if (lines.Count == limit) return new(lines, Base64Url.EncodeToString(Encoding.ASCII.GetBytes(last)));
            lines.Add(line);
            last = id;
        }
        return new(lines, null);
    }

    public IAsyncEnumerable<(string Id, VisitLine Line)> Between(string list, Instant from, Instant to, CancellationToken stop) =>
        views.List<VisitLine>(list, VisitListPlace.Between(from, to), stop);

    private static string Parse(string cursor)
    {
        if (cursor.Length <= 300 && Base64Url.IsValid(cursor) && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) is var id && Names.Allows(id)) return id;
        throw new RefusedException(Refusal.Invalid("cursor-invalid", "A cursor is what the page before gave as its cursor."));
    }
}
