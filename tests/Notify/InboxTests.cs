using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Notify;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Notify;

/// <summary>From a commit to the vet's inbox and queue, through the local host, with the feed as bad as it may be.</summary>
public sealed class InboxTests
{
    [Fact]
    public async Task Every_fact_reaches_the_inbox_once_and_the_queue_at_least_once_though_the_feed_repeats_and_reorders()
    {
        await using var host = await Start(FeedMode.Wild);
        for (var version = 1; version <= 5; version++)
            foreach (var animal in "abcdefgh")
                await Append(host, animal, version);
        var (got, after) = (new List<string>(), "");
        await Eventually.Holds(
            async () =>
            {
                var answer = await host.Client.GetFromJsonAsync<JsonElement>($"vets/me/notifications?after={after}");
                got.AddRange(answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("subject").GetString()!));
                after = answer.GetProperty("after").GetString();
                return got.Count >= 40;
            }, "forty facts came");
        Assert.Equal(40, got.Distinct().Count());
        Assert.Equal(40, got.Count);

        var queue = host.Local.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(QueueNames.VetNotifications);
        var ids = new HashSet<string>();
        await Eventually.Holds(
            async () =>
            {
                foreach (var message in (await queue.ReceiveMessagesAsync(32)).Value)
                    ids.Add(JsonDocument.Parse(Convert.FromBase64String(message.MessageText)).RootElement.GetProperty("id").GetString()!);
                return ids.Count == 40;
            }, "forty different events are in the queue");
    }

    [Fact]
    public async Task A_poll_waits_for_the_first_fact_and_gets_it_at_once()
    {
        await using var host = await Start();
        var waiting = host.Client.GetFromJsonAsync<JsonElement>("vets/me/notifications?wait=20");
        await Task.Delay(700);
        Assert.False(waiting.IsCompleted);
        var since = Stopwatch.GetTimestamp();
        await Append(host, 'a', 1);
        Assert.Single((await waiting).GetProperty("items").EnumerateArray());
        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_poll_without_news_ends_when_its_time_is_over_and_when_the_host_stops()
    {
        var host = await Start();
        var since = Stopwatch.GetTimestamp();
        Assert.Empty((await host.Client.GetFromJsonAsync<JsonElement>("vets/me/notifications?wait=1")).GetProperty("items").EnumerateArray());
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0.9, 5);

        var waiting = host.Client.GetAsync("vets/me/notifications?wait=25");
        await Task.Delay(300);
        await host.Local.Stop();
        Assert.Equal(HttpStatusCode.OK, (await waiting.WaitAsync(TimeSpan.FromSeconds(5))).StatusCode);
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("wait=26")]
    [InlineData("wait=-1")]
    [InlineData("wait=x")]
    [InlineData("after=x")]
    public async Task A_wrong_query_is_a_400_that_says_what_to_send(string query)
    {
        await using var host = await Start();
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Client.GetAsync($"vets/me/notifications?{query}")).StatusCode);
    }

    [Fact]
    public async Task A_fact_that_comes_hours_late_is_still_found_by_who_has_read_on()
    {
        await using var host = await Start();
        await Append(host, 'a', 1);
        var first = await host.Client.GetFromJsonAsync<JsonElement>("vets/me/notifications?wait=10");
        await Append(host, 'b', 1, SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(3));
        var second = await host.Client.GetFromJsonAsync<JsonElement>($"vets/me/notifications?wait=10&after={first.GetProperty("after").GetString()}");
        Assert.Equal("animals/b/visits/1", Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("subject").GetString());
        var third = await host.Client.GetFromJsonAsync<JsonElement>($"vets/me/notifications?after={second.GetProperty("after").GetString()}");
        Assert.Empty(third.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_fact_older_than_an_inbox_keeps_is_no_news_when_the_views_are_rebuilt()
    {
        using var store = new TempStore();
        var inbox = new Inbox([new EveryCommit()], store.Views, SystemClock.Instance, new Bell());
        var longAgo = SystemClock.Instance.GetCurrentInstant() - Duration.FromDays(91);
        await inbox.Project(new Commit("animal:a", "visit:1", 1, longAgo, "system:test", null, []), default);
        await inbox.Project(new Commit("animal:b", "visit:1", 1, longAgo + Duration.FromDays(2), "system:test", null, []), default);

        Assert.Equal(["animals/b/visits/1"], await inbox.From("vet-1", Instant.FromUnixTimeSeconds(0), default).Select(e => e.Fact.Subject).ToListAsync());
    }

    private static Task<TestHost> Start(FeedMode feed = FeedMode.InOrder) => TestHost.Start(new()
    {
        Feed = feed,
        Runs = name => name is "Project" or "Publish" or "ReadNotifications",
        Services = services => services.RemoveAll<INoticeSource>().AddSingleton<INoticeSource, EveryCommit>().Replace(ServiceDescriptor.Singleton<ICallers, OneVet>()),
    });

    private static async Task Append(TestHost host, char animal, int version, Instant? at = null)
    {
        var commit = new Commit($"animal:{animal}", "visit:1", version, at ?? SystemClock.Instance.GetCurrentInstant(), "system:test", null, []);
        var journal = host.Local.Services.GetRequiredService<IJournal>();
        Assert.Equal(Appended.Done, await journal.Append(new(commit.Partition, new(commit.Stream)), version - 1, commit, default));
    }

    private sealed class OneVet : ICallers
    {
        public Task<Caller> Require(HttpRequest request, CancellationToken stop, params Role[] roles) => Task.FromResult(new Caller(Role.Vet, "vet-1"));
    }

    private sealed class EveryCommit : INoticeSource
    {
        public bool Concerns(Commit commit) => true;

        public Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop) => Task.FromResult<IReadOnlyList<VetNotice>>(
            [new("visit.booked", "vet-1", $"animals/{commit.Partition[7..]}/visits/{commit.Version}", $"{commit.Partition}/{commit.Id}", commit.At, new Dictionary<string, string>())]);
    }
}
