using System.Diagnostics;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Storage;

namespace VetVisits.Tests.Host;

public sealed class AzuriteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    public AzuriteTests() => TestStorage.AnyPorts(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_sent_outlives_the_process_and_one_that_is_killed_is_started_again_where_it_was()
    {
        await using var azurite = await Azurite.Start(folder, NullLogger.Instance);
        var queue = new QueueClient(azurite.ConnectionString, "kept");
        await queue.CreateAsync();
        await queue.SendMessageAsync("one");
        await Task.Delay(1000);
        Kill();
        await Eventually.Holds(async () => await Peeks(queue) == 1, "the message is there again");
    }

    [Fact]
    public async Task Two_processes_share_one_and_the_second_goes_on_when_the_first_ends()
    {
        var first = await Azurite.Start(folder, NullLogger.Instance);
        await using var second = await Azurite.Start(folder, NullLogger.Instance);
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        var queue = new QueueClient(second.ConnectionString, "shared");
        await queue.CreateAsync();
        await queue.SendMessageAsync("one");
        await first.DisposeAsync();
        await Eventually.Holds(async () => await Peeks(queue) == 1, "the second process serves the message");
    }

    [Fact]
    public async Task An_outage_of_storage_loses_nothing_and_poisons_nothing()
    {
        var azurite = await Azurite.Start(folder, NullLogger.Instance);
        var storage = azurite.ConnectionString;
        await using var host = await TestHost.Start(new()
        {
            Storage = storage,
            Runs = name => name is "Project" or "Publish" or "KeepPoisonedFeed",
            Services = s => s.AddSingleton<INoticeSource, OneVetHearsAll>(),
        });
        await azurite.DisposeAsync();
        foreach (var animal in "abcdef") await Append(host, animal);
        await Task.Delay(TimeSpan.FromSeconds(6));
        await using var again = await Azurite.Start(folder, NullLogger.Instance);
        Assert.Equal(storage, again.ConnectionString);
        await Eventually.Holds(async () => await Peeks(new QueueClient(storage, QueueNames.VetNotifications)) >= 6, "all six facts are in the queue", seconds: 60);
        Assert.Equal(0, await Peeks(new QueueClient(storage, QueueNames.FeedPoison)));
        Assert.Empty(await host.Local.Services.GetRequiredService<Poison>().List(QueueNames.FeedPoison, default));
    }

    private static async Task<int> Peeks(QueueClient queue)
    {
        try
        {
            return (await queue.PeekMessagesAsync(32)).Value.Length;
        }
        catch (Exception away) when (Transient.Is(away))
        {
            return 0;
        }
    }

    private static async Task Append(TestHost host, char animal)
    {
        var commit = new Commit($"animal:{animal}", "visit:1", 1, SystemClock.Instance.GetCurrentInstant(), "system:test", null, []);
        Assert.Equal(Appended.Done, await host.Local.Services.GetRequiredService<IJournal>().Append(new(commit.Partition, new(commit.Stream)), 0, commit, default));
    }

    private void Kill()
    {
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(folder, "azurite", "process")).Split(' ')[0]));
        process.Kill();
    }

    private sealed class OneVetHearsAll : INoticeSource
    {
        public bool Concerns(Commit commit) => true;

        public Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop) => Task.FromResult<IReadOnlyList<VetNotice>>(
            [new("visit.booked", "vet-1", "animals/a", $"{commit.Partition}/{commit.Id}", commit.At, new Dictionary<string, string>())]);
    }
}
