using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;

namespace VetVisits.Local.Host;

/// <summary>A blob and its name, as the path's token says it.</summary>
public sealed record BlobInput(BlobClient Client, string Name);

/// <summary>
/// A blob function: the container is looked at again and again; every version of a blob is handed over until the function succeeds,
/// at most as often as host.json says, then its name goes to <c>webjobs-blobtrigger-poison</c>. Receipts outlive the process.
/// </summary>
public sealed partial class BlobTrigger : Trigger
{
    public const string PoisonQueue = "webjobs-blobtrigger-poison";

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(400);

    private readonly Func<IServiceProvider, BlobInput, CancellationToken, Task> call;
    private readonly BlobContainerClient container;
    private readonly QueueClient poison;
    private readonly HostState state;
    private readonly string prefix;
    private readonly string token;

    public BlobTrigger(Found function, BlobTriggerAttribute trigger, IServiceProvider services) : base(function, services)
    {
        if (Setting(trigger.BlobPath).Split('/', 2) is not [var name, var path] || path is not [.., '}'] || path.IndexOf('{') is not (>= 0 and var open))
            throw new InvalidOperationException($"Function {function.Name}: the path of a blob trigger is container/{{name}}.");
        (prefix, token) = (path[..open], path[(open + 1)..^1]);
        call = Compile<BlobInput>(Bind);
        container = services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(name);
        poison = services.GetRequiredService<QueueServiceClient>().GetQueueClient(PoisonQueue);
        state = services.GetRequiredService<HostState>();
    }

    protected override async Task Work(CancellationToken taking)
    {
        using var alone = await Alone(taking);
        await container.CreateIfNotExistsAsync(cancellationToken: taking);
        var known = state.Receipts(Function.Name).ToDictionary(r => r.Blob, StringComparer.Ordinal);
        var running = new Dictionary<string, Task<Receipt>>(StringComparer.Ordinal);
        var notBefore = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        try
        {
            for (var seen = new HashSet<string>(StringComparer.Ordinal); ; seen.Clear())
            {
                await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: taking))
                {
                    seen.Add(blob.Name);
                    while (running.Count >= Host.BlobParallel)
                    {
                        await Task.WhenAny(running.Values).WaitAsync(taking);
                        Settle();
                    }
                    var etag = blob.Properties.ETag.ToString()!;
                    var receipt = known.GetValueOrDefault(blob.Name) is { } kept && kept.ETag == etag ? kept : new Receipt(blob.Name, etag, 0, Done: false);
                    if (!receipt.Done && !running.ContainsKey(blob.Name) && !(notBefore.TryGetValue(blob.Name, out var time) && time > DateTime.UtcNow))
                        running.Add(blob.Name, HandOver(receipt));
                }
                foreach (var gone in known.Keys.Where(b => !seen.Contains(b) && !running.ContainsKey(b)).ToList())
                {
                    await state.Forget(Function.Name, gone);
                    known.Remove(gone);
                    notBefore.Remove(gone);
                }
                await Task.WhenAny([.. running.Values, Task.Delay(running.Count > 0 ? BusyPause : IdlePause, taking)]);
                taking.ThrowIfCancellationRequested();
                Settle();
            }
        }
        finally
        {
            await Task.WhenAll(running.Values);
        }

        void Settle()
        {
            foreach (var (blob, task) in running.Where(r => r.Value.IsCompleted).ToList())
            {
                running.Remove(blob);
                if (task.IsCompletedSuccessfully) known[blob] = task.Result;
                if (!task.IsCompletedSuccessfully || !task.Result.Done) notBefore[blob] = DateTime.UtcNow + Host.QueueRetryAfter;
            }
        }
    }

    /// <summary>One try. The receipt is kept before the next one, so tries are counted over restarts.</summary>
    private async Task<Receipt> HandOver(Receipt before)
    {
        var done = await Try(call, new BlobInput(container.GetBlobClient(before.Blob), before.Blob[prefix.Length..]));
        var receipt = before with { Tries = before.Tries + 1, Done = done };
        if (!done && receipt.Tries >= Host.BlobPoisonThreshold)
        {
            var words = JsonSerializer.SerializeToUtf8Bytes(new
            {
                FunctionId = $"Host.Functions.{Function.Name}",
                BlobType = "BlockBlob",
                ContainerName = container.Name,
                BlobName = receipt.Blob,
                receipt.ETag,
            });
            await poison.CreateIfNotExistsAsync();
            await poison.SendMessageAsync(Convert.ToBase64String(words), timeToLive: TimeSpan.FromSeconds(-1));
            Poisoned(Log, container.Name, receipt.Tries);
            receipt = receipt with { Done = true };
        }
        await state.Keep(Function.Name, receipt);
        return receipt;
    }

    private Expression? Bind(ParameterInfo parameter, ParameterExpression input)
    {
        if (parameter.ParameterType == typeof(BlobClient)) return Expression.Property(input, nameof(BlobInput.Client));
        return parameter.ParameterType == typeof(string) && string.Equals(parameter.Name, token, StringComparison.OrdinalIgnoreCase)
            ? Expression.Property(input, nameof(BlobInput.Name))
            : null;
    }

    [LoggerMessage(131, LogLevel.Error, "A blob of {Container} was given up after {Tries} tries")]
    private static partial void Poisoned(ILogger log, string container, int tries);
}
