using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Records.Custody;

namespace VetVisits.Tests.Feed;

public sealed class ReaderTests : IDisposable
{
    private readonly TempStore store = new();
    private readonly SentMessages sent = new();
    private readonly ConcurrentQueue<string> told = new();

    private readonly FeedSettings settings = new(Duration.FromDays(7));
    private readonly ErasedRecords erased;

    public ReaderTests() => erased = new(store.Documents);

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Every_concerned_consumer_is_told_in_the_order_of_the_stream()
    {
        var refs = await Append("visit:1", 3);
        await Reader().Read("project", [refs[2], refs[0], refs[1], refs[1]], [Notes("a"), Notes("b", concerns: c => c.Version == 2)], default);
        Assert.Equal(["a visit:1 1", "a visit:1 2", "b visit:1 2", "a visit:1 3"], told);
    }

    [Fact]
    public async Task One_bad_commit_is_set_aside_after_three_tries_and_the_good_ones_pass_meanwhile()
    {
        List<CommitRef> batch = [.. await Append("visit:1", 2), .. await Append("visit:2", 2)];
        var bad = Fails("visit:1", 1, () => new InvalidOperationException("bad"));
        await Assert.ThrowsAsync<FeedException>(() => Reader().Read("project", batch, [bad, Notes("n")], default));
        Assert.Equal(["n visit:1 1", "n visit:2 1", "n visit:2 2"], told);
        await Assert.ThrowsAsync<FeedException>(() => Reader().Read("project", batch, [bad, Notes("n")], default));
        await Reader().Read("project", batch, [bad, Notes("n")], default);
        Assert.Contains("n visit:1 2", told);
        var poison = Json.Read<FeedPoison>(Assert.Single(sent.To(QueueNames.FeedPoison)));
        Assert.Equal(new FeedPoison("project", batch[0]), poison);
    }

    [Fact]
    public async Task The_fault_of_one_consumer_keeps_the_commit_from_no_other()
    {
        var batch = await Append("visit:1", 1);
        await Assert.ThrowsAsync<FeedException>(() => Reader().Read("publish", batch, [Fails("visit:1", 1, () => new FormatException()), Notes("n")], default));
        Assert.Equal(["n visit:1 1"], told);
    }

    [Fact]
    public async Task A_commit_is_not_set_aside_while_one_of_its_consumers_only_waits()
    {
        var batch = await Append("visit:1", 1);
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<FeedException>(() => Reader().Read(
                "publish", batch, [Fails("visit:1", 1, () => new FormatException()), Fails("visit:1", 1, () => new HttpRequestException("away"))], default));
        Assert.Empty(sent.All);
    }

    [Fact]
    public async Task Replaying_a_commit_that_never_was_says_so()
    {
        var batch = await Append("visit:1", 1);
        var no = await Assert.ThrowsAsync<RefusedException>(() => Reader().Replay(batch[0] with { Version = 7 }, [Notes("n")], default));
        Assert.Equal("commit-unknown", no.Refusal.Code);
    }

    [Fact]
    public async Task A_commit_that_was_set_aside_is_named_once_however_often_its_batch_comes_again()
    {
        var batch = await Append("visit:1", 1);
        for (var i = 0; i < 8; i++) await Record.ExceptionAsync(() => Reader().Read("project", batch, [Fails("visit:1", 1, () => new FormatException())], default));
        Assert.Single(sent.To(QueueNames.FeedPoison));
    }

    [Fact]
    public async Task What_passes_by_itself_is_retried_for_ever_and_never_counted()
    {
        var batch = await Append("visit:1", 1);
        for (var i = 0; i < 10; i++)
            await Assert.ThrowsAsync<FeedException>(() => Reader().Read("publish", batch, [Fails("visit:1", 1, () => new HttpRequestException("away"))], default));
        await Reader().Read("publish", batch, [Notes("n")], default);
        Assert.Empty(sent.All);
        Assert.Equal(["n visit:1 1"], told);
    }

    [Fact]
    public async Task A_journal_older_than_the_feed_is_waited_for()
    {
        var batch = await Append("visit:1", 1);
        CommitRef ahead = batch[0] with { Version = 2 };
        for (var i = 0; i < 5; i++) await Assert.ThrowsAsync<FeedException>(() => Reader().Read("project", [ahead], [Notes("n")], default));
        Assert.Empty(sent.All);
    }

    [Fact]
    public async Task A_commit_that_an_erasure_took_is_passed_over_and_holds_nobody_up()
    {
        List<CommitRef> batch = [.. await Append("visit:1", 2), .. await Append("visit:2", 1, partition: "animal:b")];
        await store.Documents.Write(Tombstone.At("a"), new Tombstone("a", SystemClock.Instance.GetCurrentInstant(), null, []), null, default);
        await ((IJournalErasure)store.Journal).Erase("animal:a", new("visit:1"), default);
        await Reader().Read(FeedReaders.Publish, batch, [Notes("n")], default);
        Assert.Equal(["n visit:2 1"], told);
        Assert.Empty(sent.All);
    }

    [Fact]
    public async Task What_fails_because_half_of_its_stream_is_erased_already_is_no_poison()
    {
        var batch = await Append("visit:1", 1);
        await store.Documents.Write(Tombstone.At("a"), new Tombstone("a", SystemClock.Instance.GetCurrentInstant(), null, []), null, default);
        for (var i = 0; i < 5; i++) await Reader().Read(FeedReaders.Project, batch, [Fails("visit:1", 1, () => new InvalidOperationException("half a history"))], default);
        Assert.Empty(sent.All);
    }

    [Fact]
    public async Task While_nothing_can_be_counted_a_bad_commit_counts_no_try_and_the_good_ones_pass()
    {
        List<CommitRef> batch = [.. await Append("visit:1", 1), .. await Append("visit:2", 1, partition: "animal:b")];
        var bad = Fails("visit:1", 1, () => new FormatException());
        var away = new Reader(store.Journal, erased, new Attempts(new AwayDocuments(), sent), settings, SystemClock.Instance, NullLogger<Reader>.Instance);
        for (var i = 0; i < 5; i++)
        {
            var failed = await Assert.ThrowsAsync<FeedException>(() => away.Read(FeedReaders.Project, batch, [bad, Notes("n")], default));
            Assert.IsType<TimeoutException>(failed.InnerException);
        }
        Assert.Equal(5, told.Count(t => t == "n visit:2 1"));
        Assert.Empty(sent.All);
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<FeedException>(() => Reader().Read(FeedReaders.Project, batch, [bad], default));
        await Reader().Read(FeedReaders.Project, batch, [bad], default);
        Assert.Single(sent.All);
    }

    [Fact]
    public async Task What_only_tells_the_outside_is_dropped_when_it_is_old_and_what_must_follow_is_not()
    {
        var batch = await Append("visit:1", 1, SystemClock.Instance.GetCurrentInstant() - Duration.FromDays(8));
        await Reader().Read(FeedReaders.Publish, batch, [Notes("tell") with { AtAnyAge = false }, Notes("follow")], default);
        await Reader().Read(FeedReaders.Project, batch, [Notes("project")], default);
        Assert.Equal(["follow visit:1 1", "project visit:1 1"], told);
    }

    private Reader Reader() => new(store.Journal, erased, new Attempts(store.Documents, sent), settings, SystemClock.Instance, NullLogger<Reader>.Instance);

    private Consumer Notes(string name, Func<Commit, bool>? concerns = null) => new(name, concerns ?? (_ => true), (commit, _) =>
    {
        told.Enqueue($"{name} {commit.Stream} {commit.Version}");
        return Task.CompletedTask;
    });

    private static Consumer Fails(string stream, int version, Func<Exception> why) =>
        new("fails", c => c.Stream == stream && c.Version == version, (_, _) => throw why());

    private async Task<IReadOnlyList<CommitRef>> Append(string stream, int commits, Instant? at = null, string partition = "animal:a")
    {
        var refs = new List<CommitRef>();
        for (var version = 1; version <= commits; version++)
        {
            var commit = new Commit(partition, stream, version, at ?? SystemClock.Instance.GetCurrentInstant(), "system:test", null, []);
            Assert.Equal(Appended.Done, await store.Journal.Append(new(partition, new(stream)), version - 1, commit, default));
            refs.Add(new(partition, stream, version));
        }
        return refs;
    }
}

/// <summary>Queues that only remember.</summary>
public sealed class SentMessages : IQueues
{
    private readonly ConcurrentQueue<(string Queue, string Json)> sent = new();

    public IReadOnlyList<string> All => [.. sent.Select(s => s.Json)];

    public IReadOnlyList<string> To(string queue) => [.. sent.Where(s => s.Queue == queue).Select(s => s.Json)];

    public Task Send(string queue, string json, CancellationToken stop, TimeSpan? after = null)
    {
        sent.Enqueue((queue, json));
        return Task.CompletedTask;
    }
}

/// <summary>Documents that do not answer.</summary>
public sealed class AwayDocuments : IDocuments
{
    public Task<Stored<T>?> Read<T>(DocumentId id, CancellationToken stop) where T : class => throw new TimeoutException();

    public Task<Written> Write<T>(DocumentId id, T document, ETag? expected, CancellationToken stop, Duration? live = null) where T : class => throw new TimeoutException();

    public Task<Written> Delete(DocumentId id, ETag expected, CancellationToken stop) => throw new TimeoutException();

    public IAsyncEnumerable<(string Id, Stored<T> Stored)> List<T>(string partition, IdRange ids, CancellationToken stop) where T : class => throw new TimeoutException();
}
