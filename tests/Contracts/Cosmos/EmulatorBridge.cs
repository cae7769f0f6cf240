using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace VetVisits.Tests.Contracts.Cosmos;

/// <summary>
/// Bridges what the emulator lacks, and nothing else: it answers no query plans, fails with 500 on point reads of what is not there, and knows no time to live.
/// Its change feed has one page, so that is made large enough for everything.
/// (It also ignores the partition header of a query, so our queries say the partition themselves, and it always charges one unit.)
/// </summary>
public sealed class EmulatorBridge() : DelegatingHandler(new SocketsHttpHandler())
{
    private const string PageSize = "x-ms-max-item-count";
    private const string PartitionKey = "x-ms-documentdb-partitionkey";
    private readonly ConcurrentDictionary<(string Path, string Partition), DateTimeOffset> expiring = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Contains("x-ms-cosmos-is-query-plan-request")) return PlanOfOneRange(request);
        if (request.Headers.Contains("A-IM")) InOnePage(request);
        await Expire(request, cancellationToken);
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode) RememberTimeToLive(request, sent);
        if (request.Method == HttpMethod.Get && answer.StatusCode == HttpStatusCode.InternalServerError
            && (await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("of undefined", StringComparison.Ordinal))
        {
            answer.StatusCode = HttpStatusCode.NotFound;
        }
        return answer;
    }

    private static void InOnePage(HttpRequestMessage request)
    {
        request.Headers.Remove(PageSize);
        request.Headers.Add(PageSize, "100000");
    }

    private static HttpResponseMessage PlanOfOneRange(HttpRequestMessage request) => new(HttpStatusCode.OK)
    {
        RequestMessage = request,
        Content = new StringContent(
            """
            {"partitionedQueryExecutionInfoVersion":2,
             "queryInfo":{"distinctType":"None","orderBy":[],"orderByExpressions":[],"groupByExpressions":[],"aggregates":[],"rewrittenQuery":"","hasSelectValue":false},
             "queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}
            """,
            Encoding.UTF8,
            "application/json"),
    };

    private void RememberTimeToLive(HttpRequestMessage request, string sent)
    {
        if (request.Headers.Contains("x-ms-documentdb-isquery") || !request.Headers.TryGetValues(PartitionKey, out var partition)) return;
        if (request.Method != HttpMethod.Post && request.Method != HttpMethod.Put) return;
        using var item = JsonDocument.Parse(sent);
        var path = request.Method == HttpMethod.Put
            ? request.RequestUri!.AbsolutePath
            : $"{request.RequestUri!.AbsolutePath.TrimEnd('/')}/{Uri.EscapeDataString(item.RootElement.GetProperty("id").GetString()!)}";
        var place = (path, partition.Single());
        if (item.RootElement.TryGetProperty("ttl", out var seconds))
            expiring[place] = DateTimeOffset.UtcNow.AddSeconds(seconds.GetInt32());
        else
            expiring.TryRemove(place, out _);
    }

    private async Task Expire(HttpRequestMessage next, CancellationToken stop)
    {
        foreach (var (place, due) in expiring)
        {
            if (due > DateTimeOffset.UtcNow || !expiring.TryRemove(place, out _)) continue;
            using var deletion = new HttpRequestMessage(HttpMethod.Delete, new Uri(next.RequestUri!, place.Path));
            deletion.Headers.Add(PartitionKey, place.Partition);
            using var gone = await base.SendAsync(deletion, stop);
        }
    }
}
