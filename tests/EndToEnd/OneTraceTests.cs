using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VetVisits.Calls;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Local.Phone;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.EndToEnd;

/// <summary>Whoever looks for one trace finds the whole way of a request: the commit, the feed, the queue, and the request to the telephone provider.</summary>
public sealed class OneTraceTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private readonly ConcurrentQueue<string> dialled = new();
    private readonly ConcurrentQueue<(string Name, string Trace, string Span, string Parent)> seen = new();
    private WebApplication provider = null!;
    private ActivityListener listener = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        provider = builder.Build();
        provider.MapPost("/calling/callConnections", (HttpRequest request) =>
        {
            dialled.Enqueue(request.Headers.TraceParent.ToString());
            return Results.Json(new { callConnectionId = "k1" }, statusCode: 201);
        });
        await provider.StartAsync();
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => seen.Enqueue((a.DisplayName, a.TraceId.ToString(), a.SpanId.ToString(), a.ParentSpanId.ToString())),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public async Task DisposeAsync()
    {
        listener.Dispose();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task From_the_request_through_journal_feed_and_queue_to_the_telephone()
    {
        await using var host = await TestHost.Start(new LocalOptions
        {
            Runs = name => name is "PutOwner" or "RingNumber" or "Publish" or "CarryCall",
            Services = services => services.AddSingleton<IPhone>(new RestPhone(new(new Uri(provider.Urls.First() + "/"), Convert.ToBase64String(new byte[32]), "+15550100000", new Uri(provider.Urls.First())))),
        });
        using var http = host.Client;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.Local.Services.GetRequiredService<DevIssuer>().Token("owner", "o1", null));
        (await http.PutAsJsonAsync("owners/me", new { name = "Jo", phone = "+14155550123", region = "US-CA", language = "en" })).EnsureSuccessStatusCode();
        using var asked = new HttpRequestMessage(HttpMethod.Post, "phone/check");
        asked.Headers.TryAddWithoutValidation("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        asked.Headers.Add("X-Role", "owner");
        (await http.SendAsync(asked)).EnsureSuccessStatusCode();
        await Eventually.Holds(() => !dialled.IsEmpty, "the telephone provider is asked to dial");

        var commits = new List<Commit>();
        await foreach (var commit in host.Local.Services.GetRequiredService<IJournal>().ReadPartition("owner:o1", default)) commits.Add(commit);
        Assert.All(commits.Where(c => c.Stream.StartsWith("call:", StringComparison.Ordinal)), c => Assert.Equal(Trace, c.Trace!.Split('-')[1]));
        await Eventually.Holds(() => seen.Any(a => a.Name == "queue calls" && a.Trace == Trace), "the queue function ends");
        Assert.Contains(seen, a => a.Name == "feed publish" && a.Trace == Trace);
        Assert.All(dialled, traceparent => Assert.Equal(Trace, traceparent.Split('-')[1]));
        // Each hop is the child of the one before, not only a member of the same trace.
        var feed = seen.Where(a => a.Name == "feed publish").Select(a => a.Span).ToHashSet();
        Assert.Contains(seen, a => a.Name == "queue calls" && feed.Contains(a.Parent));
    }
}
