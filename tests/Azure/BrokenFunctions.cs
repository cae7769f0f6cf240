using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

// One class for each way to be bound otherwise than meant: what proves that every rule fires.
#pragma warning disable IDE0060, CA1801, CA1052, CA1822, CA1852, RCS1102, RCS1163, MA0036, MA0155, CA1041, CA1050 // They are wrong on purpose.
namespace VetVisits.Tests.OnAzure.Broken;

public sealed class NotPublic
{
    [Function("NotPublic")]
    internal Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public class NotSealed
{
    [Function("NotSealed")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

internal sealed class InternalClass
{
    [Function("InternalClass")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public sealed class GenericMethod
{
    [Function("GenericMethod")]
    public Task Run<T>([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public sealed class TwoConstructors
{
    public TwoConstructors() { }

    public TwoConstructors(int one) => _ = one;

    [Function("TwoConstructors")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public sealed class IllegalName
{
    [Function("1st")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public sealed class HostName
{
    [Function("Host")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public sealed class SameName
{
    [Function("SameName")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;

    [Function("samename")]
    public Task Again([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public sealed class ReturnsVoid
{
    [Function("ReturnsVoid")]
    public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) { }
}

public sealed class ReturnsMessage
{
    [Function("ReturnsMessage")]
    public Task<string> Run([QueueTrigger(QueueNames.Calls)] QueueMessage message) => Task.FromResult("an output binding");
}

public sealed class ReturnsObject
{
    [Function("ReturnsObject")]
    [Allows(Role.Owner)]
    public Task<object> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "object")] HttpRequest request) => Task.FromResult(new object());
}

public sealed class NoTrigger
{
    [Function("NoTrigger")]
    public Task Run(CancellationToken stop) => Task.CompletedTask;
}

public sealed class TwoTriggers
{
    [Function("TwoTriggers")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [QueueTrigger(QueueNames.Calls)] QueueMessage message) => Task.CompletedTask;
}

public sealed class InjectsLogger
{
    [Function("InjectsLogger")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, ILogger log) => Task.CompletedTask;
}

public sealed class DefaultValue
{
    [Function("DefaultValue")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "default/{id}")] HttpRequest request, string id = "1") => Task.FromResult(Results.Ok());
}

public sealed class NumberFromRoute
{
    [Function("NumberFromRoute")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{id}")] HttpRequest request, int id) => Task.FromResult(Results.Ok());
}

public sealed class RouteWithoutParameter
{
    [Function("RouteWithoutParameter")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "visits/{visitId}")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class TwoTokens
{
    [Function("TwoTokens")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken stop, CancellationToken again) => Task.CompletedTask;
}

public sealed class MvcAttribute
{
    [Function("MvcAttribute")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "mvc/{id}")] HttpRequest request, [Microsoft.AspNetCore.Mvc.FromRoute] string id) => Task.FromResult(Results.Ok());
}

public sealed class AsksForHostKey
{
    [Function("AsksForHostKey")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "key")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class NoVerb
{
    [Function("NoVerb")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "verb")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class StrangeVerb
{
    [Function("StrangeVerb")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "fetch", Route = "strange")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class NoRoute
{
    [Function("NoRoute")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class AdminRoute
{
    [Function("AdminRoute")]
    [Allows(Role.Admin)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "admin/replay")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class OptionalRoute
{
    [Function("OptionalRoute")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{id?}")] HttpRequest request, string id) => Task.FromResult(Results.Ok());
}

public sealed class NobodyAllowed
{
    [Function("NobodyAllowed")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nobody")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class BodyAsParameter
{
    [Function("BodyAsParameter")]
    [Allows(Role.Owner)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] CommitRef body) => Task.FromResult(Results.Ok());
}

public sealed class SameRoute
{
    [Function("SameRouteOne")]
    [Allows(Role.Owner)]
    public Task<IResult> One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same/{id}")] HttpRequest request, string id) => Task.FromResult(Results.Ok());

    [Function("SameRouteTwo")]
    [Allows(Role.Vet)]
    public Task<IResult> Two([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "Same/{other}")] HttpRequest request, string other) => Task.FromResult(Results.Ok());
}

public sealed class HiddenRoute
{
    [Function("HidesOthers")]
    [Allows(Role.Owner)]
    public Task<IResult> One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hidden/{id}")] HttpRequest request, string id) => Task.FromResult(Results.Ok());

    [Function("IsHidden")]
    [Allows(Role.Vet)]
    public Task<IResult> Two([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hidden/me")] HttpRequest request) => Task.FromResult(Results.Ok());
}

public sealed class PollsBlobs
{
    [Function("PollsBlobs")]
    public Task Run([BlobTrigger("uploads/{name}", Connection = Connections.Photos)] BlobClient blob, string name) => Task.CompletedTask;
}

public sealed class BlobElsewhere
{
    [Function("BlobElsewhere")]
    public Task Run([BlobTrigger("uploads/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob, string name) => Task.CompletedTask;
}

public sealed class BlobAsBytes
{
    [Function("BlobAsBytes")]
    public Task Run([BlobTrigger("uploads/{name}", Connection = Connections.Photos, Source = BlobTriggerSource.EventGrid)] BinaryData blob, string name) => Task.CompletedTask;
}

public sealed class BlobRetries
{
    [Function("BlobRetries")]
    [ExponentialBackoffRetry(3, "00:00:01", "00:01:00")]
    public Task Run([BlobTrigger("uploads/{name}", Connection = Connections.Photos, Source = BlobTriggerSource.EventGrid)] BlobClient blob, string name) => Task.CompletedTask;
}

public sealed class UnknownQueue
{
    [Function("UnknownQueue")]
    public Task Run([QueueTrigger("vet-notification")] QueueMessage message) => Task.CompletedTask;
}

public sealed class TakesVetNotifications
{
    [Function("TakesVetNotifications")]
    public Task Run([QueueTrigger(QueueNames.VetNotifications)] QueueMessage message) => Task.CompletedTask;
}

public sealed class QueueElsewhere
{
    [Function("QueueElsewhere")]
    public Task Run([QueueTrigger(QueueNames.Calls, Connection = "Other")] QueueMessage message) => Task.CompletedTask;
}

public sealed class QueueAsText
{
    [Function("QueueAsText")]
    public Task Run([QueueTrigger(QueueNames.Calls)] string message) => Task.CompletedTask;
}

public sealed class FiveFields
{
    [Function("FiveFields")]
    public Task Run([TimerTrigger("*/5 * * * *")] TimerInfo timer) => Task.CompletedTask;
}

public sealed class RunsAtStart
{
    [Function("RunsAtStart")]
    public Task Run([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer) => Task.CompletedTask;
}

public sealed class FeedWithoutRetry
{
    [Function("FeedWithoutRetry")]
    public Task Run(
        [CosmosDBTrigger("vetvisits", "journal", Connection = Connections.Cosmos, LeaseContainerName = "leases", LeaseContainerPrefix = "a", StartFromBeginning = true)] IReadOnlyList<CommitRef> commits) => Task.CompletedTask;
}

public sealed class FeedGivesUp
{
    [Function("FeedGivesUp")]
    [ExponentialBackoffRetry(5, "00:00:01", "00:01:00")]
    public Task Run(
        [CosmosDBTrigger("vetvisits", "journal", Connection = Connections.Cosmos, LeaseContainerName = "leases", LeaseContainerPrefix = "a", StartFromBeginning = true)] IReadOnlyList<CommitRef> commits) => Task.CompletedTask;
}

public sealed class FeedCarelessly
{
    [Function("FeedCarelessly")]
    [ExponentialBackoffRetry(-1, "00:02:00", "00:01:00")]
    public Task Run([CosmosDBTrigger("vetvisits", "journal")] IReadOnlyList<Commit> commits) => Task.CompletedTask;
}

public sealed class SameLeases
{
    [Function("FeedOne")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task One(
        [CosmosDBTrigger("vetvisits", "journal", Connection = Connections.Cosmos, LeaseContainerName = "leases", LeaseContainerPrefix = "a", StartFromBeginning = true)] IReadOnlyList<CommitRef> commits) => Task.CompletedTask;

    [Function("FeedTwo")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task Two(
        [CosmosDBTrigger("vetvisits", "journal", Connection = Connections.Cosmos, LeaseContainerName = "leases", LeaseContainerPrefix = "a", StartFromBeginning = true)] IReadOnlyList<CommitRef> commits) => Task.CompletedTask;
}
