using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Photos;
using VetVisits.Tests.Contracts;

namespace VetVisits.Tests.Host;

/// <summary>Ready is said only of a product whose every part can do its work, and what is not says so by name.</summary>
public sealed class ReadyTests
{
    [Fact]
    public async Task With_stores_storage_and_queues_it_is_ready()
    {
        await using var host = await Open();
        Assert.Equal((HttpStatusCode.OK, "ready"), await Ask(host, "status"));
    }

    [Fact]
    public async Task A_queue_that_is_missing_is_named()
    {
        await using var host = await Open();
        await host.Local.Services.GetRequiredService<QueueServiceClient>().DeleteQueueAsync(QueueNames.Calls);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "These queues do not exist: calls."), await Ask(host, "detail"));
    }

    [Fact]
    public async Task A_container_that_is_missing_is_named()
    {
        await using var host = await Open();
        await Ask(host, "status");
        await host.Local.Services.GetRequiredService<BlobServiceClient>().DeleteBlobContainerAsync(PhotoBlob.Pictures);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The container photos does not exist."), await Ask(host, "detail"));
    }

    [Fact]
    public async Task Storage_that_is_away_is_named()
    {
        await using var host = await TestHost.Start(new LocalOptions { WithoutStorage = true, Runs = name => name is "HealthReady" });
        var (status, detail) = await Ask(host, "detail");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The queue storage does not answer.", detail, StringComparison.Ordinal);
        Assert.Contains("The photo storage does not answer.", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_hangs_is_named_after_a_few_seconds()
    {
        await using var host = await Open(services => services.AddSingleton<IDependency>(new Hanging()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The moon does not answer."), await Ask(host, "detail"));
    }

    [Fact]
    public async Task A_store_that_is_away_is_named()
    {
        await using var host = await Open(services => services.AddSingleton(new Views(new Away())));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The store does not answer."), await Ask(host, "detail"));
    }

    [Fact]
    public async Task A_feed_that_does_not_keep_up_is_named_with_its_reader()
    {
        // Neither reader runs here, and one commit before them is one too many.
        await using var host = await Open(services => services.AddSingleton(new FeedSettings(NodaTime.Duration.FromDays(7), MostBehind: 0)));
        Assert.Equal(HttpStatusCode.OK, (await Ask(host, "status")).Status);
        await host.Local.Services.GetRequiredService<IJournal>().Append(Sample.Stream("visit:v1"), 1);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "The feed reader project is 1 commits behind. The feed reader publish is 1 commits behind."), await Ask(host, "detail"));
    }

    [Fact]
    public async Task In_production_every_set_of_rules_must_name_who_reviewed_exactly_this_data()
    {
        await using var host = await Open(services => services.AddSingleton<IHostEnvironment>(new Production()));
        var (status, said) = await Ask(host, "detail");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        var settings = host.Local.Services.GetRequiredService<IConfiguration>();
        foreach (var rules in (string[])["Triage", "Vcpr", "Prescriptions"])
        {
            // The hash to set stands in the answer itself.
            var hash = said.Split($"{rules}:Review: the rule data ")[1].Split(' ')[0];
            (settings[$"{rules}:Review:By"], settings[$"{rules}:Review:Hash"]) = ("Dr A. Reviewer", hash);
            Assert.Equal(rules == "Prescriptions", (await host.Client.GetAsync("health/ready")).IsSuccessStatusCode);
        }
        settings["Vcpr:Review:Hash"] = "the hash of last year";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ask(host, "detail")).Status);
    }

    private static Task<TestHost> Open(Action<IServiceCollection>? services = null) =>
        TestHost.Start(new LocalOptions { Runs = name => name is "HealthReady", Services = services });

    private static async Task<(HttpStatusCode Status, string Said)> Ask(TestHost host, string member)
    {
        using var answer = await host.Client.GetAsync("health/ready");
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(member).GetString()!);
    }

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }

    private sealed class Hanging : IDependency
    {
        public string Name => "moon";

        public Task<string?> Ask(CancellationToken stop) => new TaskCompletionSource<string?>().Task;
    }

    private sealed class Away : IDocuments
    {
        public Task<Stored<T>?> Read<T>(DocumentId id, CancellationToken stop) where T : class => throw new HttpRequestException("away");

        public Task<Written> Write<T>(DocumentId id, T document, ETag? expected, CancellationToken stop, NodaTime.Duration? live = null) where T : class => throw new HttpRequestException("away");

        public Task<Written> Delete(DocumentId id, ETag expected, CancellationToken stop) => throw new HttpRequestException("away");

        public IAsyncEnumerable<(string Id, Stored<T> Stored)> List<T>(string partition, IdRange ids, CancellationToken stop) where T : class => throw new HttpRequestException("away");
    }
}
