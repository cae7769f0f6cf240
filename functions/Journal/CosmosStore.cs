using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;
using Polly;
using Polly.Retry;

namespace VetVisits.Journal;

/// <summary>One container as both adapters use it: what each call costs is measured, a busy account is asked again for as long as the work has patience.</summary>
public sealed class CosmosStore(Container container, string store)
{
    private static readonly ResiliencePropertyKey<long> Began = new("began");
    private static readonly ResiliencePropertyKey<TimeSpan> Most = new("patience");

    /// <summary>Longer than any answer of a healthy account; beyond it the outcome is unknown.</summary>
    private static readonly TimeSpan MostOfOneTry = TimeSpan.FromSeconds(10);

    private static readonly ResiliencePipeline Patiently = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(2),
            DelayGenerator = tried => ValueTask.FromResult(RetryAfter(tried.Outcome.Exception)),
            ShouldHandle = tried => ValueTask.FromResult(tried.Outcome.Exception is { } failed && Transient.Is(failed) && HasTimeFor(failed, tried.Context)),
        })
        .AddTimeout(MostOfOneTry)
        .Build();

    public StoreMeter.Measured Measure(string operation) => StoreMeter.Measure(store, operation);

    /// <summary>Sends one request of a single item.</summary>
    /// <returns>The status, if it is a success or one of <paramref name="foreseen"/>; with the ETag and the body.</returns>
    /// <exception cref="ThrottledException">429 beyond the patience of this work.</exception>
    /// <exception cref="CosmosException">Any other failure.</exception>
    public async Task<CosmosReply> Send(
        StoreMeter.Measured measured, Func<Container, CancellationToken, Task<ResponseMessage>> request, HttpStatusCode[] foreseen, CancellationToken stop)
    {
        var inDoubt = false;
        return await Try(async token =>
        {
            try
            {
                using var response = await request(container, token);
                measured.Charged(response.Headers.RequestCharge);
                if (!foreseen.Contains(response.StatusCode)) response.EnsureSuccessStatusCode();
                return new CosmosReply(response.StatusCode, response.Headers.ETag, await Bytes(response.Content, token), inDoubt);
            }
            catch (Exception failed) when (failed is not CosmosException { StatusCode: HttpStatusCode.TooManyRequests })
            {
                // The request may have been carried out although no answer came: a later conflict may be with ourselves.
                inDoubt = true;
                throw;
            }
        }, stop);
    }

    /// <summary>Runs a query page by page: of one partition, or, for what nobody waits for, of all (null).</summary>
    public async IAsyncEnumerable<T> Query<T>(
        StoreMeter.Measured measured, string? partition, QueryDefinition query, [EnumeratorCancellation] CancellationToken stop)
    {
        using var pages = container.GetItemQueryIterator<T>(query, requestOptions: new QueryRequestOptions
        {
            PartitionKey = partition is null ? null : new PartitionKey(partition),
            MaxItemCount = 500,
            // A query of one partition needs no plan: without this the SDK asks the gateway for one first, a round trip more, for everything that is ordered.
            EnableOptimisticDirectExecution = partition is not null,
        });
        while (pages.HasMoreResults)
        {
            var page = await Try(async token => await pages.ReadNextAsync(token), stop);
            measured.Charged(page.RequestCharge);
            foreach (var item in page) yield return item;
        }
    }

    private static async Task<T> Try<T>(Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var context = ResilienceContextPool.Shared.Get(stop);
        context.Properties.Set(Began, Stopwatch.GetTimestamp());
        context.Properties.Set(Most, Patience.Now);
        try
        {
            return await Patiently.ExecuteAsync(async ctx => await work(ctx.CancellationToken), context);
        }
        catch (CosmosException busy) when (busy.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw new ThrottledException(RetryAfter(busy) ?? TimeSpan.FromSeconds(1), busy);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool HasTimeFor(Exception failed, ResilienceContext context) =>
        !context.CancellationToken.IsCancellationRequested
        && Stopwatch.GetElapsedTime(context.Properties.GetValue(Began, 0)) + (RetryAfter(failed) ?? TimeSpan.Zero) < context.Properties.GetValue(Most, TimeSpan.Zero);

    private static TimeSpan? RetryAfter(Exception? failed) =>
        failed is CosmosException { RetryAfter: { } after } && after > TimeSpan.Zero ? after : null;

    private static async Task<byte[]> Bytes(Stream? content, CancellationToken stop)
    {
        if (content is null) return [];
        using var kept = new MemoryStream();
        await content.CopyToAsync(kept, stop);
        return kept.ToArray();
    }
}

/// <param name="InDoubt">An earlier try of the same request ended without an answer.</param>
public sealed record CosmosReply(HttpStatusCode Status, string? ETag, byte[] Body, bool InDoubt);
