using NodaTime;
using VetVisits.Journal;
using VetVisits.Storage;
using VetVisits.Tests.Contracts;

namespace VetVisits.Tests.Storage;

/// <summary>Two hosts over one data folder: each has its own connections, writer and readers, and only the file between them.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private readonly TempStore one = new();
    private readonly SqliteStores other;

    public SharedFolderTests() => other = new SqliteStores(one.Folder, SystemClock.Instance);

    public void Dispose()
    {
        other.Dispose();
        one.Dispose();
    }

    [Fact]
    public async Task Of_many_writers_through_both_exactly_one_wins_each_version()
    {
        var stream = Sample.Stream("schedule:2026-11-23");
        for (var version = 1; version <= 5; version++)
        {
            var ended = await Task.WhenAll(Enumerable.Range(0, 100).Select(n =>
                Task.Run(() => (n % 2 == 0 ? one.Journal : other.Journal).Append(stream, version, command: $"c{n}"))));
            Assert.Single(ended, e => e == Appended.Done);
        }
        Assert.Equal(5, (await one.Journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name).Count);
    }

    [Fact]
    public async Task What_one_has_answered_the_other_reads()
    {
        var stream = Sample.Stream("visit:v1");
        for (var version = 1; version <= 20; version++)
        {
            var (writes, reads) = version % 2 == 0 ? (one.Journal, other.Journal) : (other.Journal, one.Journal);
            await writes.Append(stream, version);
            Assert.Equal(version, (await reads.Read(stream.Partition, [stream.Name], default)).Of(stream.Name).Count);
        }
    }

    [Fact]
    public async Task A_host_that_writes_without_pause_does_not_shut_the_other_out()
    {
        using var enough = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            var stream = Sample.Stream($"busy:{n}");
            for (var version = 1; !enough.IsCancellationRequested; version++) await one.Journal.Append(stream, version);
        })).ToList();
        var quiet = Sample.Stream("visit:v1");
        var slowest = TimeSpan.Zero;
        for (var version = 1; version <= 20; version++)
        {
            var began = System.Diagnostics.Stopwatch.StartNew();
            await other.Journal.Append(quiet, version);
            if (began.Elapsed > slowest) slowest = began.Elapsed;
        }
        await enough.CancelAsync();
        await Task.WhenAll(busy);

        Assert.True(slowest < TimeSpan.FromSeconds(5), $"one append waited {slowest}");
    }

    [Fact]
    public async Task A_fresh_folder_can_be_opened_by_many_at_once()
    {
        using var folder = new TempFolder();
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => new SqliteStores(folder.Path, SystemClock.Instance))));
        var stream = Sample.Stream("visit:v1");
        Assert.Single(await Task.WhenAll(opened.Select((o, n) => o.Journal.Append(stream, 1, command: $"c{n}"))), e => e == Appended.Done);
        foreach (var stores in opened) stores.Dispose();
    }

    [Fact]
    public async Task A_follower_sees_every_commit_of_both_once_and_in_the_order_of_each_stream()
    {
        const int Streams = 6, Versions = 40;
        var seen = new List<Fed>();
        var following = Task.Run(async () =>
        {
            for (var after = 0L; seen.Count < Streams * Versions; after = seen[^1].Position)
                seen.AddRange(await other.Feed.Follow(after, 7, TimeSpan.FromSeconds(30), default) is { Count: > 0 } more ? more : throw new TimeoutException("nothing came"));
        });
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(n => Task.Run(async () =>
        {
            var stream = Sample.Stream($"s{n}");
            for (var version = 1; version <= Versions; version++) await (n % 2 == 0 ? one.Journal : other.Journal).Append(stream, version);
        })));
        await following;

        Assert.Equal(seen.Select(f => f.Position).Order().Distinct(), seen.Select(f => f.Position));
        foreach (var stream in seen.GroupBy(f => f.Ref.Stream))
            Assert.Equal(Enumerable.Range(1, Versions), stream.Select(f => f.Ref.Version));
        Assert.Equal(Streams, seen.Select(f => f.Ref.Stream).Distinct().Count());
    }

    [Fact]
    public async Task Following_waits_for_what_comes_and_gives_up_when_nothing_does()
    {
        Assert.Empty(await one.Feed.Follow(0, 10, TimeSpan.FromMilliseconds(120), default));
        var waiting = one.Feed.Follow(0, 10, TimeSpan.FromSeconds(30), default);
        await other.Journal.Append(Sample.Stream("visit:v1"), 1);
        Assert.Single(await waiting);
    }
}
