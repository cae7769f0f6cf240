using System.Text;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Vcpr;

/// <summary>
/// The versions of the rules: the one that ships inside, and those that an admin loaded, each from its day on. What was decided keeps its version:
/// the version's name stands in the events, and a version is never altered.
/// </summary>
public sealed class Laws(IDocuments documents, IClock clock)
{
    public const string Partition = "rules";
    private const string Prefix = "vcpr:";

    // A version takes effect on a day; a host may learn of it a minute late, never of half of it.
    private static readonly Duration Fresh = Duration.FromMinutes(1);
    private volatile Known known = new(Instant.MinValue, []);

    /// <summary>The rules as they are today, for a service today or on a later day.</summary>
    public Task<Law> Now(CancellationToken stop) => On(clock.GetCurrentInstant().InUtc().Date, stop);

    /// <summary>The rules as they were known on a day.</summary>
    public async Task<Law> On(LocalDate day, CancellationToken stop)
    {
        Law? law = null;
        foreach (var version in await Versions(stop))
            if (version.From <= day)
                law = version.Law.Value;
        return law ?? Law.Embedded;
    }

    public async Task<IReadOnlyList<RulesVersion>> List(CancellationToken stop) =>
        [new(Law.Embedded.Version, Law.Embedded.File.Compiled, null, null), .. (await Versions(stop)).Select(v => new RulesVersion(v.Law.Value.Version, v.From, v.ReviewedBy, v.LoadedAt))];

    /// <summary>Loads a new version that decides from its day on.</summary>
    /// <exception cref="RefusedException">422 <c>rules-invalid</c> with every fault, <c>rules-date-past</c>; 409 <c>rules-date-taken</c>.</exception>
    public async Task<RulesVersion> Load(Caller admin, LocalDate from, string reviewedBy, string json, Asked asked, CancellationToken stop)
    {
        var file = Checked(json);
        var now = clock.GetCurrentInstant();
        var id = IdOf(from);
        var stored = new StoredRules(from, reviewedBy, json, admin.By, now, Made.By(asked));
        if (await documents.Read<StoredRules>(id, stop) is null && from < now.InUtc().Date)
            throw new RefusedException(Refusal.Invalid("rules-date-past", "A version takes effect today or later: what was decided before keeps its rules."));
        if (!(await documents.Write(id, stored, expected: null, stop)).Done)
        {
            var there = (await documents.Read<StoredRules>(id, stop))?.Document;
            if (there?.Made.Command == stored.Made.Command && there.Made != stored.Made) throw new RefusedException(Asked.OtherBody);
            if (there?.Made != stored.Made)
                throw new RefusedException(Refusal.Conflict("rules-date-taken", "Another version takes effect on this day, and a version is never altered. Choose a later day."));
            stored = there;
        }
        known = new(Instant.MinValue, []);
        return new(file.Version, from, stored.ReviewedBy, stored.LoadedAt);
    }

    private static RuleFile Checked(string json)
    {
        try
        {
            return RuleFile.Read(Encoding.UTF8.GetBytes(json));
        }
        catch (RuleFileException wrong)
        {
            throw new RefusedException(new(422, "rules-invalid", "The rule data is refused whole; correct each of the faults.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["faults"] = wrong.Faults.Take(100).ToArray() }));
        }
    }

    private async Task<IReadOnlyList<Version>> Versions(CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var before = known;
        if (before.At + Fresh > now) return before.Versions;
        var versions = new List<Version>();
        await foreach (var (id, stored) in documents.List<StoredRules>(Partition, IdRange.Prefix(Prefix), stop))
        {
            // Parsing costs milliseconds and a version never changes: what is parsed stays parsed.
            versions.Add(before.Versions.FirstOrDefault(v => v.Id == id)
                ?? new(id, stored.Document.From, stored.Document.ReviewedBy, stored.Document.LoadedAt,
                    new(() => new Law(RuleFile.Read(Encoding.UTF8.GetBytes(stored.Document.Json))))));
        }
        known = new(now, versions);
        return versions;
    }

    private static DocumentId IdOf(LocalDate from) => new(Partition, $"{Prefix}{from:uuuu-MM-dd}");

    private sealed record Known(Instant At, IReadOnlyList<Version> Versions);

    private sealed record Version(string Id, LocalDate From, string ReviewedBy, Instant LoadedAt, Lazy<Law> Law);
}

/// <summary>A version as an admin loaded it, create-only: document <c>vcpr:{from}</c> of partition <c>rules</c>.</summary>
public sealed record StoredRules(LocalDate From, string ReviewedBy, string Json, string LoadedBy, Instant LoadedAt, Made Made) : IMade;

/// <param name="From">The first day on which it decides.</param>
/// <param name="ReviewedBy">Who checked it against the statutes; null for the version inside, whose reviewer a setting names.</param>
public sealed record RulesVersion(string Version, LocalDate From, string? ReviewedBy, Instant? LoadedAt);
