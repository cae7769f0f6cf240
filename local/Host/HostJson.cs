using System.Globalization;
using System.Text.Json.Nodes;

namespace VetVisits.Local.Host;

/// <summary>What the local host keeps of host.json; what is left out has the real host's default.</summary>
public sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan QueueMaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a message stays hidden after a try that failed.</summary>
    public TimeSpan QueueRetryAfter { get; init; } = TimeSpan.Zero;

    public int QueueBatchSize { get; init; } = 16;

    public int QueueNewBatchThreshold { get; init; } = 8;

    public int QueueMaxDequeueCount { get; init; } = 5;

    public bool QueueBase64 { get; init; } = true;

    public int BlobParallel { get; init; } = 8;

    public int BlobPoisonThreshold { get; init; } = 5;

    public static HostJson Read(string file)
    {
        var root = JsonNode.Parse(File.ReadAllText(file)) ?? throw new InvalidOperationException("host.json is empty.");
        if ((string?)root["version"] != "2.0") throw new InvalidOperationException("host.json must say \"version\": \"2.0\".");
        var (http, queues, blobs) = (root["extensions"]?["http"], root["extensions"]?["queues"], root["extensions"]?["blobs"]);
        var plain = new HostJson();
        var batch = (int?)queues?["batchSize"] ?? plain.QueueBatchSize;
        return new()
        {
            RoutePrefix = (string?)http?["routePrefix"] ?? plain.RoutePrefix,
            FunctionTimeout = Time(root["functionTimeout"]) ?? plain.FunctionTimeout,
            QueueMaxPollingInterval = Time(queues?["maxPollingInterval"]) ?? plain.QueueMaxPollingInterval,
            QueueRetryAfter = Time(queues?["visibilityTimeout"]) ?? plain.QueueRetryAfter,
            QueueBatchSize = batch,
            QueueNewBatchThreshold = (int?)queues?["newBatchThreshold"] ?? batch / 2,
            QueueMaxDequeueCount = (int?)queues?["maxDequeueCount"] ?? plain.QueueMaxDequeueCount,
            QueueBase64 = (string?)queues?["messageEncoding"] is not "none",
            BlobParallel = (int?)blobs?["maxDegreeOfParallelism"] ?? plain.BlobParallel,
            BlobPoisonThreshold = (int?)blobs?["poisonBlobThreshold"] ?? plain.BlobPoisonThreshold,
        };
    }

    private static TimeSpan? Time(JsonNode? node) => (string?)node is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : null;
}
