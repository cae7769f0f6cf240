using NodaTime;
using NodaTime.Testing;
using VetVisits.Storage;
using VetVisits.Tests.Contracts;

namespace VetVisits.Tests.Storage;

/// <summary>Each reader of the feed has one place and, among several processes, one holder at a time.</summary>
public sealed class FeedReadersTests : IDisposable
{
    private static readonly Duration Lease = Duration.FromSeconds(30);

    private readonly FakeClock clock = new(Sample.Noon);
    private readonly TempStore store;

    public FeedReadersTests() => store = new TempStore(clock);

    private SqliteFeed Feed => store.Feed;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_reader_begins_at_the_beginning_and_goes_on_where_it_came_to()
    {
        Assert.Equal(0, await Feed.Take("publish", "a", Lease));
        Assert.True(await Feed.Reached("publish", "a", 42));
        Assert.Equal(42, await Feed.Take("publish", "a", Lease));
        Assert.Equal(0, await Feed.Take("project", "a", Lease));
    }

    [Fact]
    public async Task Only_one_holder_at_a_time_and_the_next_when_it_falls_silent()
    {
        await Feed.Take("publish", "a", Lease);
        await Feed.Reached("publish", "a", 5);
        Assert.Null(await Feed.Take("publish", "b", Lease));

        clock.Advance(Lease + Duration.FromMilliseconds(1));
        Assert.Equal(5, await Feed.Take("publish", "b", Lease));
        Assert.Null(await Feed.Take("publish", "a", Lease));
    }

    [Fact]
    public async Task A_holder_that_lost_its_lease_moves_nothing()
    {
        await Feed.Take("publish", "a", Lease);
        clock.Advance(Lease * 2);
        await Feed.Take("publish", "b", Lease);

        Assert.False(await Feed.Reached("publish", "a", 99));
        Assert.True(await Feed.Reached("publish", "b", 7));
        Assert.Equal(7, await Feed.Take("publish", "b", Lease));
    }

    [Fact]
    public async Task A_place_never_goes_backwards_but_by_rewinding()
    {
        await Feed.Take("project", "a", Lease);
        await Feed.Reached("project", "a", 9);
        await Feed.Reached("project", "a", 4);
        Assert.Equal(9, await Feed.Take("project", "a", Lease));

        await Feed.Rewind("project");
        Assert.Equal(0, await Feed.Take("project", "a", Lease));
    }

    [Fact]
    public async Task A_lease_that_is_given_back_is_free_at_once()
    {
        await Feed.Take("publish", "a", Lease);
        await Feed.Release("publish", "a");
        Assert.NotNull(await Feed.Take("publish", "b", Lease));
    }

    [Fact]
    public async Task Of_many_that_want_the_lease_one_gets_it()
    {
        var got = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => Feed.Take("publish", $"h{n}", Lease))));
        Assert.Single(got, g => g is not null);
    }

    [Fact]
    public async Task How_far_a_reader_is_behind_is_known()
    {
        var stream = Sample.Stream("visit:v1");
        for (var version = 1; version <= 3; version++) await store.Journal.Append(stream, version);
        Assert.Equal(3, Feed.Behind("publish"));

        await Feed.Take("publish", "a", Lease);
        await Feed.Reached("publish", "a", Feed.Read(0, 2)[^1].Position);
        Assert.Equal(1, Feed.Behind("publish"));
    }

    [Fact]
    public async Task Views_that_are_thrown_away_take_their_readers_place_with_them()
    {
        using var folder = new TempFolder();
        using (var stores = new SqliteStores(folder.Path, clock))
        {
            await stores.Journal.Append(Sample.Stream("visit:v1"), 1);
            await stores.ViewsFeed.Take("project", "a", Lease);
            await stores.ViewsFeed.Reached("project", "a", 1);
            await stores.Feed.Take("publish", "a", Lease);
            await stores.Feed.Reached("publish", "a", 1);
        }
        foreach (var file in Directory.GetFiles(folder.Path, "views.db*")) File.Delete(file);
        using var again = new SqliteStores(folder.Path, clock);

        Assert.Equal(0, await again.ViewsFeed.Take("project", "a", Lease));
        Assert.Equal(1, await again.Feed.Take("publish", "a", Lease));
        Assert.Single(again.ViewsFeed.Read(0, 10));
    }
}
