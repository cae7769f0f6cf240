using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Feed;

public sealed class PoisonTests
{
    private readonly Broken broken = new();

    [Fact]
    public async Task A_message_that_failed_for_good_is_kept_listed_and_goes_back_to_its_queue_on_demand()
    {
        await using var host = await Start();
        await Queue(host, "calls-poison").SendMessageAsync(Convert.ToBase64String("""{"callId":"1"}"""u8));
        var kept = await Kept(host, "calls");
        Assert.Equal("""{"callId":"1"}""", kept.GetProperty("text").GetString());
        var replayed = await host.Client.PostAsync($"operations/poison/calls/{kept.GetProperty("id").GetString()}/replay", null);
        Assert.Equal(HttpStatusCode.NoContent, replayed.StatusCode);
        var message = (await Queue(host, "calls").PeekMessageAsync()).Value;
        Assert.Equal("""{"callId":"1"}""", Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText)));
        Assert.Empty((await List(host, "calls")).EnumerateArray());
    }

    [Fact]
    public async Task A_bad_commit_ends_in_the_list_while_the_feed_goes_on_and_a_replay_hands_it_over()
    {
        await using var host = await Start();
        await Append(host, "visit:bad");
        await Append(host, "visit:good");
        await Eventually.Holds(() => broken.Told.Contains("visit:good"), "the good commit passed");
        var kept = await Kept(host, QueueNames.FeedPoison);
        Assert.DoesNotContain("visit:bad", broken.Told);
        broken.Mended = true;
        var replayed = await host.Client.PostAsync($"operations/poison/feed-poison/{kept.GetProperty("id").GetString()}/replay", null);
        Assert.Equal(HttpStatusCode.NoContent, replayed.StatusCode);
        Assert.Contains("visit:bad", broken.Told);
    }

    [Fact]
    public async Task What_waits_is_counted_until_somebody_takes_it_off_the_list()
    {
        await using var host = await Start();
        var functions = ActivatorUtilities.CreateInstance<PoisonFunctions>(host.Local.Services);
        await Queue(host, "billing-poison").SendMessageAsync(Convert.ToBase64String("{}"u8));
        var kept = await Kept(host, "billing");
        using var measured = new Measurements();
        await functions.Count(null!, default);
        Assert.Contains((1, "queue=billing"), measured.Of("vetvisits.poison.waiting"));

        var path = $"operations/poison/billing/{kept.GetProperty("id").GetString()}";
        Assert.Equal(HttpStatusCode.NoContent, (await host.Client.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.DeleteAsync(path)).StatusCode);

        await functions.Count(null!, default);
        Assert.Equal((0, "queue=billing"), measured.Of("vetvisits.poison.waiting").Last(m => m.Tags == "queue=billing"));
        Assert.Null((await Queue(host, "billing").PeekMessageAsync()).Value);
    }

    [Theory]
    [InlineData("vet-notifications", "x", HttpStatusCode.NotFound)]
    [InlineData("calls", "x", HttpStatusCode.NotFound)]
    public async Task What_is_not_kept_cannot_be_replayed(string queue, string id, HttpStatusCode status)
    {
        await using var host = await Start();
        Assert.Equal(status, (await host.Client.PostAsync($"operations/poison/{queue}/{id}/replay", null)).StatusCode);
    }

    private Task<TestHost> Start() => TestHost.Start(new()
    {
        Runs = name => name is "Project" or "ListPoison" or "ReplayPoison" or "DismissPoison" || name.StartsWith("KeepPoisoned", StringComparison.Ordinal),
        Services = s => s.RemoveAll<IProjection>().AddSingleton<IProjection>(broken).Replace(ServiceDescriptor.Singleton<ICallers, AnAdmin>()),
    });

    private static async Task<JsonElement> Kept(TestHost host, string queue)
    {
        await Eventually.Holds(async () => (await List(host, queue)).GetArrayLength() == 1, "the message is kept", seconds: 30);
        return (await List(host, queue))[0];
    }

    private static async Task<JsonElement> List(TestHost host, string queue) =>
        (await host.Client.GetFromJsonAsync<JsonElement>($"operations/poison?queue={queue}")).GetProperty("messages");

    private static QueueClient Queue(TestHost host, string name) => host.Local.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(name);

    private static async Task Append(TestHost host, string stream)
    {
        var commit = new Commit("animal:a", stream, 1, SystemClock.Instance.GetCurrentInstant(), "system:test", null, []);
        Assert.Equal(Appended.Done, await host.Local.Services.GetRequiredService<IJournal>().Append(new(commit.Partition, new(stream)), 0, commit, default));
    }

    private sealed class AnAdmin : ICallers
    {
        public Task<Caller> Require(HttpRequest request, CancellationToken stop, params Role[] roles) => Task.FromResult(new Caller(Role.Admin, "admin-1"));
    }

    private sealed class Broken : IProjection
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Told { get; } = new();

        public bool Mended { get; set; }

        public bool Concerns(Commit commit) => true;

        public Task Project(Commit commit, CancellationToken stop)
        {
            if (commit.Stream == "visit:bad" && !Mended) throw new InvalidOperationException("bad");
            Told.Enqueue(commit.Stream);
            return Task.CompletedTask;
        }
    }
}
