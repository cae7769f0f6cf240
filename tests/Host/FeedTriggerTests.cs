using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Host;

public sealed class FeedTriggerTests
{
    private readonly Notebook notes = new();

    [Fact]
    public async Task Commits_come_in_order_and_after_a_restart_only_the_new_ones()
    {
        var data = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        await using (var host = await Start("TestFeed", data))
        {
            await Append(host, "animal:a", "visit:1", 3);
            await Eventually.Holds(() => notes.Of("feed").Count == 3, "the commits came");
        }
        await using (var host = await Start("TestFeed", data))
        {
            await Append(host, "animal:b", "visit:2", 1);
            await Eventually.Holds(() => notes.Of("feed").Count >= 4, "the new commit came");
        }
        Assert.Equal(["animal:a visit:1 1", "animal:a visit:1 2", "animal:a visit:1 3", "animal:b visit:2 1"], notes.Of("feed"));
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_batch_that_fails_is_given_again_until_it_is_taken()
    {
        await using var host = await Start("TestFailingFeed");
        await Append(host, "animal:a", "visit:1", 1);
        await Eventually.Holds(() => notes.Of("failing").Count == 4, "it was given four times");
        await Append(host, "animal:a", "visit:2", 1);
        await Eventually.Holds(() => notes.Of("failing").Count == 5, "the feed went on");
    }

    [Fact]
    public async Task The_wild_mode_repeats_and_mixes_partitions_but_loses_nothing_and_keeps_the_order_within_one()
    {
        await using var host = await Start("TestFeed", mode: FeedMode.Wild);
        foreach (var round in Enumerable.Range(0, 6))
            foreach (var animal in "abcdef")
                await Append(host, $"animal:{animal}", $"visit:{round}", 2);
        await Eventually.Holds(() => notes.Of("feed").Distinct().Count() == 72, "every commit came");
        Assert.True(notes.Of("feed").Count > 72, "some came twice");
        foreach (var animal in notes.Of("feed").GroupBy(n => n[..8]))
            Assert.Equal(animal.Distinct(), animal.Distinct().Order());
    }

    private Task<TestHost> Start(string function, string? data = null, FeedMode mode = FeedMode.InOrder) => TestHost.Start(
        new() { WithoutStorage = true, MoreFunctions = [typeof(FeedTestFunctions)], Runs = name => name == function, Feed = mode, Services = s => s.AddSingleton(notes) }, data);

    private static async Task Append(TestHost host, string partition, string stream, int commits)
    {
        var journal = host.Local.Services.GetRequiredService<IJournal>();
        for (var version = 1; version <= commits; version++)
        {
            var commit = new Commit(partition, stream, version, SystemClock.Instance.GetCurrentInstant(), "system:test", null, []);
            Assert.Equal(Appended.Done, await journal.Append(new(partition, new(stream)), version - 1, commit, default));
        }
    }
}

public sealed class FeedTestFunctions(Notebook notes)
{
    [Function("TestFeed")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Feed([CosmosDBTrigger("db", "journal", LeaseContainerPrefix = "test")] IReadOnlyList<CommitRef> commits)
    {
        foreach (var commit in commits) notes.Write("feed", $"{commit.Partition} {commit.Stream} {commit.Version}");
        return Task.CompletedTask;
    }

    [Function("TestFailingFeed")]
    [ExponentialBackoffRetry(-1, "00:00:00.050", "00:00:01")]
    public Task Failing([CosmosDBTrigger("db", "journal", LeaseContainerPrefix = "failing")] IReadOnlyList<CommitRef> commits)
    {
        notes.Write("failing", commits[0].Stream);
        return notes.Of("failing").Count < 4 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
    }
}
