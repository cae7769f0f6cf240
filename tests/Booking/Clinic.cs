using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Practices;
using VetVisits.Triage;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Tests.Booking;

/// <summary>A small world on a real store, SQLite unless a test says another: vets with hours, animals with intakes, a clock that a test sets and a feed that it turns by hand.</summary>
internal sealed class Clinic : IAsyncDisposable
{
    public static readonly Instant Morning = Instant.FromUtc(2026, 11, 23, 8, 0);
    private readonly TempStore? own;
    private readonly ServiceProvider services;

    public Clinic(params (string Key, string Value)[] settings) : this(new FakeClock(Morning), settings)
    {
    }

    private Clinic(FakeClock clock, (string Key, string Value)[] settings) : this(clock, new TempStore(clock), settings)
    {
    }

    private Clinic(FakeClock clock, TempStore own, (string Key, string Value)[] settings) : this(clock, own.Journal, own.Documents, own.Views, settings) => this.own = own;

    /// <summary>The same world on stores that the test has, and keeps.</summary>
    public Clinic(FakeClock clock, IJournal journal, IDocuments documents, Views views, params (string Key, string Value)[] settings)
    {
        (Clock, Documents, Views) = (clock, documents, views);
        Journal = new WatchedJournal(journal);
        var all = new ServiceCollection();
        all.AddLogging();
        all.AddVetVisits();
        all.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
        all.AddSingleton<IClock>(Clock);
        all.AddSingleton<IJournal>(Journal);
        all.AddSingleton(documents);
        all.AddSingleton(views);
        all.AddSingleton<IQueues>(Sent);
        services = all.BuildServiceProvider();
    }

    /// <summary>A vet with hours, an owner's cat and its intake of this morning; openings of three days.</summary>
    public static Task<Clinic> Open(params (string Key, string Value)[] settings) => OpenIn("US-CA", "Etc/UTC", settings);

    /// <summary>The same in another region, with a vet of another zone.</summary>
    public static async Task<Clinic> OpenIn(string region, string zone, params (string Key, string Value)[] settings)
    {
        var clinic = new Clinic([("Booking:HorizonDays", "2"), .. settings]);
        await clinic.Vet(region: region, zone: zone);
        await clinic.Animal("a1");
        await clinic.Intake("a1", region: region);
        return clinic;
    }

    public FakeClock Clock { get; }

    public WatchedJournal Journal { get; }

    /// <summary>What went into queues.</summary>
    public SentMessages Sent { get; } = new();

    public Views Views { get; }

    public IDocuments Documents { get; }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public static Caller Owner(string id = "o1") => new(Role.Owner, id);

    public async Task<string> Animal(string id, string owner = "o1", string species = "cat", string? practice = null)
    {
        await Documents.Write(VetVisits.Animals.Animal.At(id), new Animal(id, owner, "Miso", species, null, Sex.Male, true, null, 4, [], practice, null, new(id, "")), null, default);
        return id;
    }

    /// <summary>An intake of this moment.</summary>
    public async Task<string> Intake(string animalId, Level level = Level.Routine, bool suitable = true, string region = "US-CA", string id = "i1")
    {
        var taken = new IntakeTaken(id, region, new("cat"), "itches", [], null, null, null, new("2026-11"), null, new(level, suitable, false,
            [new Reason("itching", level, "Keep calm.", ["https://example.org/itching"], ["itching"])]), "hash");
        await Happened($"animal:{animalId}", Intakes.StreamFor(Clock.GetCurrentInstant().InUtc().Date).Value, taken);
        return id;
    }

    /// <summary>A vet who works every day from 9 to 17 in this zone, in slots of 20 minutes and 10 after each.</summary>
    public async Task<string> Vet(string id = "vet1", string zone = "Etc/UTC", string region = "US-CA", int notice = 0)
    {
        WeeklyHours[] weekly = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => new WeeklyHours(d, new(new(9, 0), new(17, 0))))];
        await Happened($"vet:{id}", "offer", new OfferChanged(["cat", "dog"], ["teletriage", "telemedicine", "teleadvice"]), new AvailabilityChanged(zone, weekly, [], 20, 10, notice));
        await Happened($"vet:{id}", "licences", new LicenceVerified(region, "123", new LocalDate(2027, 12, 31)));
        return id;
    }

    /// <summary>A practice with one vet and one of its staff.</summary>
    public async Task Staff(string id, string practice, string vet)
    {
        foreach (var (person, kind) in ((string, MemberKind)[])[(vet, MemberKind.Vet), (id, MemberKind.Staff)])
        {
            await Documents.Write(Member.At(practice, person), new Member(person, kind, false), null, default);
            await Documents.Write(PracticeOf.At(person, practice), new PracticeOf(practice), null, default);
        }
    }

    public async Task Happened(string partition, string stream, params Event[] events)
    {
        var history = (await Journal.Read(partition, [new(stream)], default)).Of(new(stream));
        Assert.Equal(Appended.Done, await Journal.Append(
            new(partition, new(stream)), history.Count, new Commit(partition, stream, history.Count + 1, Clock.GetCurrentInstant(), "test", null, events), default));
    }

    public static BookVisit Wanted(Instant start, string service = "teletriage", string vet = "vet1", string intake = "i1") => new(intake, vet, start, service, "it itches");

    /// <summary>Books as one HTTP request would: the key names the command.</summary>
    public Task<Visit> Book(string animal, Instant start, string key, string service = "teletriage", string vet = "vet1", string owner = "o1") =>
        Get<Bookings>().Book(Owner(owner), animal, Wanted(start, service, vet), Asked(owner, key), default);

    public static Asked Asked(string owner, string key, string body = "body") => new($"owner:{owner}", Http.Uuid.V5($"{owner}\n{key}").ToString("N"), body);

    /// <summary>Feeds everything that was appended and not yet fed to projections and publications, until nothing follows any more.</summary>
    public async Task Feed()
    {
        while (Journal.Fed.TryPeek(out var commit))
        {
            await FeedOne(commit);
            // Only now is it done: a crash in between gives the same commit again.
            Journal.Fed.TryDequeue(out _);
        }
    }

    public async Task FeedOne(Commit commit)
    {
        foreach (var projection in services.GetServices<IProjection>().Where(p => p.Concerns(commit))) await projection.Project(commit, default);
        await PublishOne(commit);
    }

    /// <summary>The reader of queues alone, which may be ahead of the one that fills views.</summary>
    public async Task PublishAhead()
    {
        foreach (var commit in Journal.Fed.ToArray()) await PublishOne(commit);
    }

    private async Task PublishOne(Commit commit)
    {
        foreach (var publication in services.GetServices<IPublication>().Where(p => p.Concerns(commit))) await publication.Publish(commit, default);
    }

    public Task<int> Sweep() => Get<DueSweep>().Sweep(default);

    /// <summary>The sweep as it runs when the feed is far behind: every hold of the days is looked at, overdue or not.</summary>
    public async Task SweepAll()
    {
        foreach (var commit in Journal.Fed.ToArray())
            foreach (var held in commit.Events.OfType<SlotHeld>())
                await Get<OverdueHolds>().Do(new("hold", held.Until, commit.Partition, commit.Stream, held.Hold), default);
    }

    public async Task<Day> Day(LocalDate date, string vet = "vet1") =>
        Schedule.Fold.Of((await Journal.Read($"vet:{vet}", [ScheduleStream.Name(date)], default)).Of(ScheduleStream.Name(date)));

    public async Task<Visit> Visit(string animal, string visitId) =>
        VetVisits.Visits.Visit.Fold.Of((await Journal.Read($"animal:{animal}", [VisitStream.Name(visitId)], default)).Of(VisitStream.Name(visitId)));

    public async Task<IReadOnlyList<Instant>> Openings(LocalDate date, string region = "US-CA") =>
        [.. (await Get<OpeningsSearch>().Find(new(region, "cat", null, date.AtMidnight().InUtc().ToInstant(), date.PlusDays(1).AtMidnight().InUtc().ToInstant(), 200, null), default))
            .Openings.Select(o => o.Start)];

    /// <summary>The refusal of what must be refused.</summary>
    public static async Task<Refusal> Refused(Func<Task> work) => (await Assert.ThrowsAsync<RefusedException>(work)).Refusal;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (own is not null) await own.DisposeAsync();
    }
}

/// <summary>Queues that keep what is sent.</summary>
internal sealed class SentMessages : IQueues
{
    public System.Collections.Concurrent.ConcurrentQueue<(string Queue, string Json)> All { get; } = new();

    public Task Send(string queue, string json, CancellationToken stop, TimeSpan? after = null)
    {
        All.Enqueue((queue, json));
        return Task.CompletedTask;
    }
}
