using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace VetVisits.Local.Host;

/// <summary>
/// A queue function: at least once. A message that is taken stays hidden while it is worked on, for as long as this process lives;
/// after the tries that host.json allows it goes to the poison queue. Every process that shares the data folder takes messages.
/// </summary>
public sealed partial class QueueTrigger : Trigger
{
    /// <summary>Short, so that a message whose process was killed is soon seen again; renewed while work goes on.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostPause = TimeSpan.FromMilliseconds(500);

    private readonly Func<IServiceProvider, QueueMessage, CancellationToken, Task> call;
    private readonly QueueClient queue;
    private readonly QueueClient poison;
    private readonly HashSet<Task> running = [];

    public QueueTrigger(Found function, QueueTriggerAttribute trigger, IServiceProvider services) : base(function, services)
    {
        call = Compile<QueueMessage>();
        var storage = services.GetRequiredService<QueueServiceClient>();
        var name = Setting(trigger.QueueName);
        (queue, poison) = (storage.GetQueueClient(name), storage.GetQueueClient($"{name}-poison"));
    }

    protected override async Task Work(CancellationToken taking)
    {
        try
        {
            for (var pause = LeastPause; ;)
            {
                running.RemoveWhere(t => t.IsCompleted);
                if (running.Count > Host.QueueNewBatchThreshold)
                {
                    await Task.WhenAny(running).WaitAsync(taking);
                    continue;
                }
                var messages = (await queue.ReceiveMessagesAsync(Host.QueueBatchSize, Hidden, taking)).Value;
                foreach (var message in messages) running.Add(Handle(message));
                pause = messages.Length > 0 ? LeastPause : pause * 2;
                if (pause > MostPause) pause = MostPause;
                if (pause > Host.QueueMaxPollingInterval) pause = Host.QueueMaxPollingInterval;
                if (messages.Length == 0) await Task.Delay(pause, taking);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task Handle(QueueMessage message)
    {
        try
        {
            // More tries than allowed without an end: each of them took its process along.
            if (message.DequeueCount > Host.QueueMaxDequeueCount || Decoded(message) is not { } decoded)
            {
                await Poison(message, message.PopReceipt);
                return;
            }
            using var ended = new CancellationTokenSource();
            var hiding = KeepHidden(message, ended.Token);
            var done = await Try(call, decoded);
            await ended.CancelAsync();
            var receipt = await hiding;
            if (done) await queue.DeleteMessageAsync(message.MessageId, receipt);
            else if (message.DequeueCount >= Host.QueueMaxDequeueCount) await Poison(message, receipt);
            else await queue.UpdateMessageAsync(message.MessageId, receipt, (string?)null, Host.QueueRetryAfter);
        }
        catch (RequestFailedException gone)
        {
            // Storage is away, or somebody else has the message by now: it will be seen again.
            Lost(Log, message.MessageId, gone.Message);
        }
    }

    private async Task<string> KeepHidden(QueueMessage message, CancellationToken ended)
    {
        var receipt = message.PopReceipt;
        while (true)
        {
            try
            {
                await Task.Delay(Hidden / 2, ended);
                receipt = (await queue.UpdateMessageAsync(message.MessageId, receipt, (string?)null, Hidden, CancellationToken.None)).Value.PopReceipt;
            }
            catch (OperationCanceledException)
            {
                return receipt;
            }
            catch (RequestFailedException gone)
            {
                Lost(Log, message.MessageId, gone.Message);
            }
        }
    }

    private async Task Poison(QueueMessage message, string receipt)
    {
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.MessageText, timeToLive: TimeSpan.FromSeconds(-1));
        await queue.DeleteMessageAsync(message.MessageId, receipt);
        Poisoned(Log, message.MessageId, poison.Name);
    }

    /// <summary>The message as the worker would give it; null when its encoding is not the one of host.json.</summary>
    private QueueMessage? Decoded(QueueMessage raw)
    {
        if (!Host.QueueBase64) return raw;
        var bytes = new byte[raw.MessageText.Length];
        return Convert.TryFromBase64String(raw.MessageText, bytes, out var length)
            ? QueuesModelFactory.QueueMessage(
                raw.MessageId, raw.PopReceipt, Encoding.UTF8.GetString(bytes, 0, length), raw.DequeueCount, raw.NextVisibleOn, raw.InsertedOn, raw.ExpiresOn)
            : null;
    }

    [LoggerMessage(121, LogLevel.Warning, "Message {Id} will be seen again: {Why}")]
    private static partial void Lost(ILogger log, string id, string why);

    [LoggerMessage(122, LogLevel.Error, "Message {Id} went to {Queue}")]
    private static partial void Poisoned(ILogger log, string id, string queue);
}
