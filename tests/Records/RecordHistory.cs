using System.Text.Json;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Prescriptions;
using VetVisits.Tests.Journal;
using VetVisits.Triage;
using VetVisits.Vcpr;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Tests.Records;

/// <summary>Made-up lives of animals, the same for the same seed.</summary>
public sealed class RecordHistory(int seed)
{
    public const string AnimalId = "misha";

    // The analyzers ask for secure randomness; these are only made-up lives, and must be the same in every run.
#pragma warning disable CA5394
    private readonly Random random = new(seed);
    private readonly Dictionary<string, int> versions = [];
    private Instant now = Instant.FromUtc(2026, 1, 5, 9, 0);

    public static string Partition { get; } = VetVisits.Animals.Animal.PartitionOf(AnimalId);

    public Animal Animal() => new(
        AnimalId, "olga", Words(), Pick<string>([.. Species.All]), random.Next(2) == 0 ? null : Words(), Pick<Sex>(Sex.Female, Sex.Male, Sex.Unknown),
        Pick<bool?>(null, true, false), Pick<LocalDate?>(null, new LocalDate(2020, 2, 29)), Pick<decimal?>(null, 4.25m), [.. Enumerable.Range(0, random.Next(3)).Select(n => $"{Words()} {n}")],
        null, Pick<LocalDate?>(null, new LocalDate(2026, 11, 1)), new Made("c", "h"));

    /// <summary>About this many commits, in the order of a partition.</summary>
    public IReadOnlyList<Commit> Commits(int count)
    {
        var commits = new List<Commit>();
        while (commits.Count < count) commits.AddRange(random.Next(7) switch { 0 or 1 => Visit(), 2 or 3 => Intake(), 4 => Examination(), 5 => Consent(), _ => Anything() });
        return commits;
    }

    private IEnumerable<Commit> Visit()
    {
        var (id, vet, start) = (Id(), $"vet-{random.Next(3)}", now + Duration.FromHours(random.Next(1, 200)));
        var stream = $"visit:{id}";
        yield return Commit(stream, "owner:olga", new VisitBooked(
            id, AnimalId, "olga", vet, "telemedicine", "cat", "US-CA", Id(), new LocalDate(2026, 11, 23), "America/New_York", start, start + Duration.FromMinutes(20), null, null, Maybe(), true));
        if (random.Next(4) == 0)
        {
            yield return Commit(stream, "owner:olga", new VisitCancelled(Side.Owner, random.Next(2) == 0, Duration.FromHours(3), Maybe()));
            yield break;
        }
        yield return Commit(stream, "owner:olga", new VisitCheckedIn(Level.Routine));
        yield return Commit(stream, $"vet:{vet}", new VisitStarted());
        if (random.Next(3) == 0) yield break;
        yield return Commit(stream, "owner:olga", new HomeFindingReported(Id(), "gum-colour", Pick<decimal?>(null, 31.5m), "/min", Pick<string?>(null, "pink"), Words()));
        var prescription = (PrescriptionWritten)MadeUp.Event(typeof(PrescriptionWritten)) with { PrescriptionId = Id(), VisitId = id, VetId = vet };
        yield return Commit("prescriptions", $"vet:{vet}", prescription);
        if (random.Next(2) == 0) yield return Commit("prescriptions", $"vet:{vet}", new PrescriptionCancelled(prescription.PrescriptionId, vet, Words()));
        yield return Commit($"photo:{Id()}", "system:DevelopPhoto", MadeUp.Event(typeof(VetVisits.Photos.PhotoReady)));
        yield return Commit(stream, $"vet:{vet}", new VisitEnded(Pick<string>([.. Outcomes.OfVet]), Maybe(), Pick(null, Summary())));
        yield return Commit(stream, $"vet:{vet}", new AddendumWritten(Id(), vet, Words()));
    }

    private VisitSummary Summary() => new(
        Maybe(), Pick<IReadOnlyList<string>?>(null, [Words(), Words()]), Maybe(), Pick<SeeInPerson?>(null, SeeInPerson.Today),
        Pick<CarePlan?>(null, new CarePlan(
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => Words())], [new(Words(), Words(), "respiratory-rate", "/min", null, 40)], Pick<LocalDate?>(null, new LocalDate(2026, 12, 1)))));

    private IEnumerable<Commit> Intake()
    {
        var level = Pick(Enum.GetValues<Level>());
        yield return Commit($"intakes:{now.InUtc().Date:uuuu-MM-dd}", "owner:olga", new IntakeTaken(
            Id(), "US-CA", new("cat"), Maybe(),
            [new("not-eating-cat", 30, new Dictionary<string, JsonElement> { ["still_eating"] = JsonSerializer.SerializeToElement(false) }), new("vomiting")],
            Pick<Dictionary<string, double>?>(null, new Dictionary<string, double> { ["temperatureC"] = 39.9, ["respiratoryRate"] = 0.1 + random.Next(90), ["somethingNew"] = 1e-7 }),
            [Words()], null, new("2026-11"), null, new(level, true, false, [], Words()), "hash"));
    }

    private IEnumerable<Commit> Examination()
    {
        yield return Commit("relationships", "vet:vet-1", new AnimalExamined(Id(), "vet-1", new LocalDate(2026, 3, 1), Kind: Pick(Enum.GetValues<ExaminationKind>())));
    }

    private IEnumerable<Commit> Consent()
    {
        yield return Commit("consents", "owner:olga", random.Next(2) == 0
            ? new VetVisits.Visits.Care.ConsentGiven(Consents.ShareWithClinic, "2026-11")
            : new ConsentWithdrawn(Consents.ShareWithClinic));
    }

    /// <summary>Any event that the product stores, with made-up values: what the record has no words for must come through too.</summary>
    private IEnumerable<Commit> Anything()
    {
        yield return Commit($"anything:{Id()}", Pick("staff:s1", "system:SweepDue", "share:abc", "admin:root"), Made(Pick<EventType>([.. ProductEvents.All.Where(t => t.Upcast is null)])));
    }

    private static Event Made(EventType type) => MadeUp.Event(type.Record);

    private Commit Commit(string stream, string by, params Event[] events)
    {
        now += Duration.FromMinutes(random.Next(0, 600));
        var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
        return new(Partition, stream, version, now, by, null, events);
    }

    private string Id() => new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256))]).ToString("N");

    private string? Maybe() => random.Next(3) == 0 ? null : Words();

    private string Words() => Pick("Scratches", "Frisst nichts seit gestern", "<script>alert(1)</script>", "\"quoted\" & 'so'", "猫が吐いた", "two\nlines\tand a tab", "bell\u0007inside", "  padded  ", "-", "🐈");

    private T Pick<T>(params T[] among) => among[random.Next(among.Length)];
#pragma warning restore CA5394
}
