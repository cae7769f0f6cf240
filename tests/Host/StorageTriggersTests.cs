using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Host;

public sealed class StorageTriggersTests
{
    private static readonly LocalOptions Options = new()
    {
        MoreFunctions = [typeof(StorageFunctions)],
        Runs = name => name.StartsWith("Test", StringComparison.Ordinal),
        Host = host => host with { QueueRetryAfter = TimeSpan.FromMilliseconds(100) },
    };

    private readonly Notebook notes = new();

    [Fact]
    public async Task A_message_reaches_its_function_decoded_and_is_gone_then()
    {
        await using var host = await Start();
        await Queue(host, "test-work").SendMessageAsync(Base64("hello"));
        await Eventually.Holds(() => notes.Of("queue").SequenceEqual(["hello"]), "the function got the message");
        await Eventually.Holds(async () => await Count(Queue(host, "test-work")) == 0, "the queue is empty");
    }

    [Fact]
    public async Task A_message_that_fails_five_times_goes_to_the_poison_queue_as_it_was()
    {
        await using var host = await Start();
        await Queue(host, "test-work").SendMessageAsync(Base64("fail"));
        await Eventually.Holds(async () => await Count(Queue(host, "test-work-poison")) == 1, "the message is poison");
        Assert.Equal(5, notes.Of("queue").Count);
        Assert.Equal(Base64("fail"), (await Queue(host, "test-work-poison").PeekMessageAsync()).Value.MessageText);
        Assert.Equal(0, await Count(Queue(host, "test-work")));
    }

    [Fact]
    public async Task A_message_in_another_encoding_is_poison_at_once_and_holds_nobody_up()
    {
        await using var host = await Start();
        await Queue(host, "test-work").SendMessageAsync("not base64 !");
        await Queue(host, "test-work").SendMessageAsync(Base64("next"));
        await Eventually.Holds(() => notes.Of("queue").SequenceEqual(["next"]), "the good message went through");
        await Eventually.Holds(async () => await Count(Queue(host, "test-work-poison")) == 1, "the other is poison");
    }

    [Fact]
    public async Task Every_version_of_a_blob_is_handed_over_once_also_over_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        var storage = await TestStorage.Account();
        var container = new BlobContainerClient(storage, "test-in");
        await using (await Start(storage, data))
        {
            await Eventually.Holds(async () => await container.ExistsAsync(), "the container is there");
            await container.UploadBlobAsync("a/one", BinaryData.FromString("1"));
            await Eventually.Holds(() => notes.Of("blob").SequenceEqual(["a/one"]), "the blob was handed over with its whole name");
        }
        await using (await Start(storage, data))
        {
            await container.UploadBlobAsync("two", BinaryData.FromString("2"));
            await Eventually.Holds(() => notes.Of("blob").SequenceEqual(["a/one", "two"]), "only the new blob was handed over");
            await container.GetBlobClient("two").UploadAsync(BinaryData.FromString("3"), overwrite: true);
            await Eventually.Holds(() => notes.Of("blob").SequenceEqual(["a/one", "two", "two"]), "a new version is handed over");
        }
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_blob_that_fails_five_times_is_named_in_the_poison_queue_and_holds_nobody_up()
    {
        await using var host = await Start();
        var container = host.Local.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("test-in");
        await Eventually.Holds(async () => await container.ExistsAsync(), "the container is there");
        await container.UploadBlobAsync("fail", BinaryData.FromString("1"));
        await container.UploadBlobAsync("good", BinaryData.FromString("1"));
        var poison = Queue(host, BlobTrigger.PoisonQueue);
        await Eventually.Holds(async () => await Count(poison) == 1, "the blob is poison");
        Assert.Equal(5, notes.Of("blob").Count(n => n == "fail"));
        Assert.Single(notes.Of("blob"), n => n == "good");
        Assert.Contains("\"BlobName\":\"fail\"", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((await poison.PeekMessageAsync()).Value.MessageText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_takes_nothing_new_and_lets_running_work_end()
    {
        var storage = await TestStorage.Account();
        var host = await Start(storage);
        await Queue(host, "test-work").SendMessageAsync(Base64("slow"));
        await Eventually.Holds(() => notes.Of("queue").SequenceEqual(["slow"]), "the work has begun");
        await host.DisposeAsync();
        Assert.Equal(["slow", "slow ended"], notes.Of("queue"));
        Assert.Equal(0, await Count(new QueueClient(storage, "test-work")));
    }

    private Task<TestHost> Start(string? storage = null, string? data = null) =>
        TestHost.Start(Options with { Storage = storage, Services = s => s.AddSingleton(notes) }, data);

    private static QueueClient Queue(TestHost host, string name) => host.Local.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(name);

    private static async Task<int> Count(QueueClient queue) =>
        await queue.ExistsAsync() ? (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}

/// <summary>What functions under test write down.</summary>
public sealed class Notebook
{
    private readonly ConcurrentQueue<(string Topic, string Note)> notes = new();

    public void Write(string topic, string note) => notes.Enqueue((topic, note));

    public IReadOnlyList<string> Of(string topic) => [.. notes.Where(n => n.Topic == topic).Select(n => n.Note)];
}

public sealed class StorageFunctions(Notebook notes)
{
    [Function("TestQueue")]
    public async Task Queue([QueueTrigger("test-work")] QueueMessage message, CancellationToken stop)
    {
        var text = message.Body.ToString();
        notes.Write("queue", text);
        if (text == "fail") throw new InvalidOperationException(text);
        if (text != "slow") return;
        await Task.Delay(1500, stop);
        notes.Write("queue", "slow ended");
    }

    [Function("TestBlob")]
    public async Task Blob([BlobTrigger("test-in/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob, string name, CancellationToken stop)
    {
        notes.Write("blob", name);
        if (name == "fail") throw new InvalidOperationException(name);
        Assert.True(await blob.ExistsAsync(stop));
    }
}
