using System.Text.Json;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;
using VetVisits.Readings;
using VetVisits.Tests.Triage;

namespace VetVisits.Tests.Readings;

/// <summary>A dog, its owner and its collar, over a real store, with a clock that the test holds.</summary>
internal sealed class Home : IAsyncDisposable
{
    public static readonly Caller Owner = new(Role.Owner, "olga");
    public static readonly Caller Collar = new(Role.Device, "collar-1", "rex");
    public static readonly Animal Rex = new("rex", Owner.Id, "Rex", "dog", "mixed", Sex.Male, true, new LocalDate(2021, 4, 1), 20, [], PracticeId: null, DiedOn: null, new Made("c", "h"));
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);

    private int keys;

    private Home(TempStore store, FakeClock clock)
    {
        (Store, Clock) = (store, clock);
        var access = new Access(store.Documents, store.Views, new Members(store.Documents), Clock);
        Desk = new ReadingDesk(store.Journal, new Streams(store.Journal, clock), store.Views, access, new ReadingRules(Cases.Rules), clock);
        History = new ReadingHistory(store.Journal);
    }

    public TempStore Store { get; }

    public FakeClock Clock { get; }

    public ReadingDesk Desk { get; }

    public ReadingHistory History { get; }

    public static async Task<Home> Open(Attending? attending = null)
    {
        var clock = new FakeClock(Noon);
        var home = new Home(new TempStore(clock), clock);
        await home.Store.Documents.Write(Animal.At("rex"), Rex, expected: null, default);
        if (attending is not null) await home.Store.Views.Update(Attending.At("rex"), _ => Task.FromResult<Attending?>(attending), default);
        return home;
    }

    public static JsonElement Row(string kind, double value, Instant at, string? id = null, string? unit = null) =>
        JsonSerializer.SerializeToElement(new { kind, value, unit, at = at.ToString(), readingId = id });

    public Task<ReadingsAnswer> Take(Caller caller, params IReadOnlyList<JsonElement> rows) => Take(caller, $"key-{keys++}", rows);

    public Task<ReadingsAnswer> Take(Caller caller, string key, IReadOnlyList<JsonElement> rows, string animal = "rex") =>
        Desk.Take(caller, animal, new RawReadings(rows), new Asked(caller.By, $"{caller.By}/{key}", VetVisits.Http.Bodies.HashOf(JsonSerializer.SerializeToUtf8Bytes(rows))), default);

    public async Task<ReadingDay> Day(LocalDate day)
    {
        var name = ReadingDay.StreamFor(day);
        return ReadingDay.Fold.Of((await Store.Journal.Read("animal:rex", [name], default)).Of(name));
    }

    public async Task<IReadOnlyList<Commit>> Commits()
    {
        var all = new List<Commit>();
        await foreach (var commit in Store.Journal.ReadPartition("animal:rex", default)) all.Add(commit);
        return all;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
