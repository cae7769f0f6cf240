using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Readings;

/// <summary>
/// Who follows an animal, and what is to be watched at home by the plan in force: view <c>attending</c> in partition <c>animal:{id}</c>, so that a reading is judged
/// with one point read, however many visits the animal had.
/// </summary>
/// <param name="Open">The visit that is booked or going on, the next one.</param>
/// <param name="Last">The visit that ended last.</param>
/// <param name="PlanVisitId">The visit whose plan is in force: the last one that ended with a plan.</param>
public sealed record Attending(FollowedBy? Open, FollowedBy? Last, string? PlanVisitId, IReadOnlyList<Limit> Limits)
{
    /// <summary>How long after a visit its vet goes on hearing of alarms.</summary>
    private static readonly Duration Follows = Duration.FromDays(90);

    public static DocumentId At(string animalId) => new(Animal.PartitionOf(animalId), "attending");

    /// <summary>The vet of an open visit, else of the last one.</summary>
    public FollowedBy? VetToTell(Instant now) => Open ?? (Last is { } last && now - last.At <= Follows ? last : null);

    /// <summary>As the animal's visits have it; null without any. A visit that ends without a plan leaves the plan before it in force.</summary>
    public static Attending? Of(IReadOnlyList<(Visit Visit, CarePlan? Plan)> all)
    {
        var visits = all.Select(v => v.Visit).ToList();
        var open = visits.Where(v => v is { IsOpen: true, HasVet: true }).OrderBy(v => v.Start).ThenBy(v => v.Id, StringComparer.Ordinal).FirstOrDefault();
        var ended = visits.Where(v => v is { Status: VisitStatus.Ended, EndedAt: not null }).OrderByDescending(v => v.EndedAt).ThenBy(v => v.Id, StringComparer.Ordinal).ToList();
        if (open is null && ended.Count == 0) return null;
        var plan = ended.Select(visit => all.First(v => v.Visit == visit)).FirstOrDefault(v => v.Plan is not null);
        return new(
            open is null ? null : new(open.VetId, open.Id, open.Start), ended.Count == 0 ? null : new(ended[0].VetId, ended[0].Id, ended[0].EndedAt!.Value),
            plan.Plan is null ? null : plan.Visit.Id, [.. (plan.Plan?.Watch ?? []).Select(Limit.Of).OfType<Limit>()]);
    }
}

/// <summary>A visit's vet. <c>At</c>: when the visit begins, or when it ended.</summary>
public sealed record FollowedBy(string VetId, string VisitId, Instant At);

/// <summary>A limit of the plan, in the measure's kept unit, and what the vet wrote to do beyond it.</summary>
public sealed record Limit(string Kind, decimal? Below, decimal? Above, string Then)
{
    /// <summary>A limit of a plan that readings can cross; null for a sign in words.</summary>
    public static Limit? Of(WatchFor watch)
    {
        if (Measure.Named(watch.Measure) is not { IsWords: false } measure) return null;
        // A vet who names no unit means the one that readings are kept in.
        var unit = watch.Unit ?? measure.Unit;
        return new(measure.Id, watch.Below is { } below ? measure.Kept(below, unit) : null, watch.Above is { } above ? measure.Kept(above, unit) : null, watch.Then);
    }

    /// <summary>Why a reading lies beyond; null when it does not.</summary>
    public string? Crossed(Reading reading)
    {
        if (reading.Kind != Kind || reading.Value is not { } value) return null;
        return value < Below ? VitalRules.Crossing(VitalRules.BelowPlan, value, reading.Unit, Below.Value)
            : value > Above ? VitalRules.Crossing(VitalRules.AbovePlan, value, reading.Unit, Above.Value) : null;
    }
}

/// <summary>Keeps <see cref="Attending"/> as the animal's visits have it.</summary>
public sealed class AttendingProjection(IJournal journal, Views views) : IProjection
{
    public bool Concerns(Commit commit) => VisitStream.Id(commit.Stream) is not null && commit.Events.Any(e => e is not HoldLapsed);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        if (VisitStream.AnimalId(commit.Partition) is not { } animalId) return;
        await views.Update(Attending.At(animalId), async again => Attending.Of(await Visits(animalId, commit.Stream, again)), stop);
    }

    /// <summary>The visits that the view of booked visits names, and the one at hand.</summary>
    private async Task<IReadOnlyList<(Visit, CarePlan?)>> Visits(string animalId, string stream, CancellationToken stop)
    {
        var names = new HashSet<StreamName> { new(stream) };
        await foreach (var (id, _) in views.List<BookedVet>(Animal.PartitionOf(animalId), IdRange.Prefix(BookedVet.Prefix), stop))
            names.Add(VisitStream.Name(id[(id.LastIndexOf(':') + 1)..]));
        var histories = await journal.Read(Animal.PartitionOf(animalId), [.. names], stop);
        return [.. names.Select(histories.Of).Select(history => (Visit.Fold.Of(history), Course.Fold.Of(history).Summary?.Plan))];
    }
}
