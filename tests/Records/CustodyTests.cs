using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Records.Custody;
using VetVisits.Records.Sharing;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Tests.Records;

/// <summary>An owner who is erased, and a record that goes when the law lets it.</summary>
public sealed class CustodyTests : IDisposable
{
    private static readonly Instant LastVisit = Instant.FromUtc(2026, 11, 22, 12, 0);
    private readonly FakeClock clock = new(LastVisit);
    private readonly TempStore store;
    private readonly Erasure erasure;
    private readonly RecordsDue due;
    private readonly Streams streams;
    private readonly Belonging pictures = new();

    public CustodyTests()
    {
        store = new TempStore(clock);
        streams = new Streams(store.Journal, clock);
        var roster = new Roster(store.Documents, store.Journal, streams, clock);
        var shares = new Shares(store.Documents, store.Journal, streams, roster, new ShareSettings(), clock);
        erasure = new Erasure(store.Documents, store.Journal, streams, shares, Retention.Shipped, clock);
        due = new RecordsDue(store.Journal, new(() => (IJournalErasure)store.Journal), store.Documents, store.Views, [pictures], new DueList(store.Views, clock), clock);
    }

    [Fact]
    public async Task The_person_goes_at_once_and_the_record_when_its_retention_is_over()
    {
        await Given("US-CA");
        var planned = Assert.Single((await erasure.Erase("olga", "admin:root", default)).Records);
        Assert.Null(await store.Documents.Read<Owner>(Owner.At("olga"), default));
        Assert.NotNull(await store.Documents.Read<Animal>(Animal.At("misha"), default));
        // Three years after the last visit in California.
        Assert.Equal(Instant.FromUtc(2029, 11, 24, 0, 0), planned.EndsAt);

        Assert.Equal(planned.EndsAt, await Sweep());
        Assert.NotEmpty(await Left());
        clock.Reset(planned.EndsAt);
        Assert.Null(await Sweep());
        Assert.Empty(await Left());
        Assert.Null(await store.Documents.Read<Animal>(Animal.At("misha"), default));
        Assert.Equal(["misha"], pictures.Erased);
        Assert.NotNull(await store.Documents.Read<Tombstone>(Tombstone.At("misha"), default));
        Assert.Null(await Sweep());
    }

    [Fact]
    public async Task Nothing_goes_while_a_legal_hold_stands()
    {
        await Given("US-CA");
        await Run(state => CustodyState.Place(state, "case-7"));
        var planned = Assert.Single((await erasure.Erase("olga", "admin:root", default)).Records);
        Assert.True(planned.Held);
        clock.Reset(planned.EndsAt + Duration.FromDays(1));
        Assert.Equal(clock.GetCurrentInstant() + Duration.FromDays(30), await Sweep());
        Assert.NotEmpty(await Left());
        await Run(state => CustodyState.Lift(state, "case-7"));
        Assert.Null(await Sweep());
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task An_erasure_that_was_cut_short_carries_on_when_it_is_asked_again()
    {
        await Given("US-CA");
        await store.Documents.Remove<Owner>(Owner.At("olga"), default);
        var first = await erasure.Erase("olga", "admin:root", default);
        clock.AdvanceDays(3);
        Assert.Equal(first.Records, (await erasure.Erase("olga", "admin:root", default)).Records);
    }

    [Theory]
    [InlineData(3, "US-CA")]
    [InlineData(5, "US-CA", "US-IL")]
    [InlineData(7, "US-CA", "US-CT")]
    [InlineData(7, "US-WY")]
    [InlineData(7, "GB", "US-CA")]
    [InlineData(7)]
    public void Of_several_regions_the_longest_counts_and_one_that_is_not_known_counts_as_the_longest(int years, params string[] regions) =>
        Assert.Equal(years, Retention.Shipped.Years(regions));

    [Fact]
    public void A_row_without_a_source_or_twice_or_longer_than_the_unlisted_is_refused_at_load()
    {
        var good = new RetentionRow("US-CA", 3, "last visit", "https://example.org/law", "2019-05");
        static RetentionFile File(params RetentionRow[] rows) => new("v", "", new(7, true), rows);
        _ = new Retention(File(good));
        Assert.Throws<InvalidDataException>(() => new Retention(File(good with { Source = "" })));
        Assert.Throws<InvalidDataException>(() => new Retention(File(good, good)));
        Assert.Throws<InvalidDataException>(() => new Retention(File(good with { Years = 8 })));
        Assert.Throws<InvalidDataException>(() => new Retention(File(good with { Years = 0 })));
    }

    public void Dispose() => store.Dispose();

    private async Task Given(string region)
    {
        await store.Documents.Write(Owner.At("olga"), new Owner("olga", "Olga", "+14155550123", null, region, Language.En, ReminderChannel.None, null), null, default);
        await store.Documents.Write(OwnedAnimal.At("olga", "misha"), new OwnedAnimal("misha"), null, default);
        await store.Documents.Write(Animal.At("misha"), new Animal("misha", "olga", "Misha", "cat", null, Sex.Male, true, null, null, [], null, null, new("c", "h")), null, default);
        await store.Views.Update(BookedVet.At("misha", "v", "v1"), _ => Task.FromResult<BookedVet?>(new("v")), default);
        var booked = new VisitBooked(
            "v1", "misha", "olga", "v", "telemedicine", "cat", region, "h", new LocalDate(2026, 11, 22), "UTC", LastVisit, LastVisit + Duration.FromMinutes(20), null, null, null, false);
        await streams.Run(VisitStream.Of("misha", "v1"), Visit.Fold, new Asked("owner:olga"), (_, _) => Decision.Of(booked), default);
    }

    private async Task<Instant?> Sweep() => await due.Do(new DueEntry(due.Kind, clock.GetCurrentInstant(), "animal:misha", "custody"), default);

    private async Task<IReadOnlyList<string>> Left()
    {
        var left = new List<string>();
        await foreach (var commit in store.Journal.ReadPartition("animal:misha", default)) left.Add(commit.Id);
        foreach (var documents in new[] { store.Documents, store.Views.Store })
            await foreach (var (id, _) in documents.List<JsonObject>("animal:misha", IdRange.All, default)) left.Add(id);
        return left;
    }

    private Task Run(Func<CustodyState, Decision> decide) =>
        streams.Run(CustodyState.StreamOf("misha"), CustodyState.Fold, new Asked("admin:root"), (state, _) => decide(state), default);

    private sealed class Belonging : IBelongings
    {
        public List<string> Erased { get; } = [];

        public Task Erase(string animalId, CancellationToken stop)
        {
            Erased.Add(animalId);
            return Task.CompletedTask;
        }
    }
}
