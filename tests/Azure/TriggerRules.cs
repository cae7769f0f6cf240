using System.Reflection;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NCrontab;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Tests.OnAzure;

/// <summary>What each kind of trigger asks of the function that carries it.</summary>
internal static partial class TriggerRules
{
    private static readonly string[] Verbs = ["get", "post", "put", "patch", "delete", "head", "options"];

    public static IEnumerable<string> Of(WorkerRules.Found function, ParameterInfo parameter, Attribute trigger) => trigger switch
    {
        HttpTriggerAttribute http => Takes<HttpRequest>(parameter).Concat(Http(function, http)),
        BlobTriggerAttribute blob => Takes<BlobClient>(parameter).Concat(Blob(blob)),
        QueueTriggerAttribute queue => Takes<QueueMessage>(parameter).Concat(Queue(queue)),
        TimerTriggerAttribute timer => Takes<TimerInfo>(parameter).Concat(Timer(timer)),
        CosmosDBTriggerAttribute feed => Takes<IReadOnlyList<CommitRef>>(parameter).Concat(Feed(feed)),
        _ => ["has a trigger that no host of ours serves"],
    };

    /// <summary>The names in a trigger's path.</summary>
    public static IEnumerable<string> Tokens(Attribute trigger) =>
        from match in Token().Matches(trigger switch { HttpTriggerAttribute http => http.Route ?? "", BlobTriggerAttribute blob => blob.BlobPath, _ => "" })
        select match.Groups["name"].Value;

    private static IEnumerable<string> Takes<T>(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(T) ? [] : [$"takes its trigger as {parameter.ParameterType.Name}; here it is {typeof(T).Name}"];

    private static IEnumerable<string> Http(WorkerRules.Found function, HttpTriggerAttribute http)
    {
        if (http.AuthLevel != AuthorizationLevel.Anonymous) yield return $"asks for a host key ({http.AuthLevel}); callers bring tokens";
        if (http.Methods is not { Length: > 0 }) yield return "names no verb: it would answer them all";
        foreach (var verb in http.Methods ?? [])
            if (!Verbs.Contains(verb)) yield return $"names the verb '{verb}'; it is one of {string.Join(' ', Verbs)}";
        if (string.IsNullOrEmpty(http.Route)) { yield return "names no route: its own name would be the route"; yield break; }
        if (http.Route.StartsWith('/') || http.Route.StartsWith("admin", StringComparison.OrdinalIgnoreCase)) yield return $"has the route '{http.Route}': no leading slash, and admin is the host's";
        if (OptionalToken().IsMatch(http.Route)) yield return "has an optional route parameter or a default: left out, it is filled from the query or the body";
        if (function.Method.GetCustomAttribute<AllowsAttribute>() is not { Roles.Count: > 0 }) yield return "does not say whom it [Allows]";
    }

    private static IEnumerable<string> Blob(BlobTriggerAttribute blob)
    {
        if (blob.Source != BlobTriggerSource.EventGrid) yield return "polls its container: Flex Consumption has only the Event Grid source";
        if (blob.Connection != Connections.Photos) yield return $"has the connection '{blob.Connection}'; photographs are in {Connections.Photos}";
        if (!blob.BlobPath.Contains('/', StringComparison.Ordinal)) yield return "has a path without a container";
    }

    private static IEnumerable<string> Queue(QueueTriggerAttribute queue)
    {
        var known = VetVisits.Feed.QueueNames.All.Concat(VetVisits.Feed.QueueNames.All.Select(VetVisits.Feed.QueueNames.PoisonOf)).Append("webjobs-blobtrigger-poison");
        if (!known.Contains(queue.QueueName)) yield return $"reads the queue '{queue.QueueName}', which nobody makes";
        if (queue.QueueName == VetVisits.Feed.QueueNames.VetNotifications) yield return "takes messages from vet-notifications, which belongs to the startup's own consumer";
        var expected = queue.QueueName == "webjobs-blobtrigger-poison" ? Connections.Photos : null;
        if (queue.Connection != expected && queue.Connection != (expected ?? Connections.Queues)) yield return $"reads '{queue.QueueName}' by the connection '{queue.Connection}', where it is not";
    }

    private static IEnumerable<string> Timer(TimerTriggerAttribute timer)
    {
        var set = timer.Schedule is ['%', .., '%'];
        if (!set && CrontabSchedule.TryParse(timer.Schedule, new() { IncludingSeconds = true }) is null) yield return $"has the schedule '{timer.Schedule}': six fields, seconds first";
        if (timer.RunOnStartup) yield return "runs at every start: with scale-out that is at every new instance";
    }

    private static IEnumerable<string> Feed(CosmosDBTriggerAttribute feed)
    {
        if (feed.Connection != Connections.Cosmos) yield return $"has the connection '{feed.Connection}'; the journal is in {Connections.Cosmos}";
        if (feed.LeaseContainerName != "leases") yield return "does not keep its leases in 'leases'";
        if (string.IsNullOrEmpty(feed.LeaseContainerPrefix)) yield return "has no lease prefix of its own";
        if (!feed.StartFromBeginning) yield return "does not start from the beginning: commits before its first start would never be seen";
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>[A-Za-z_][A-Za-z0-9_]*)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\{[^}]*[?=][^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionalToken();
}
