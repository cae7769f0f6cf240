using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Calls;

public sealed partial class CallsFunctions(CallDesk desk, IJournal journal, ITelephoneReports reports, IClock clock, ILogger<CallsFunctions> log)
{
    /// <summary>Takes the steps that a call is due.</summary>
    [Function("CarryCall")]
    public Task Carry([QueueTrigger(QueueNames.Calls, Connection = Connections.Queues)] QueueMessage message, CancellationToken stop) =>
        message.Take<CallDue>(QueueNames.Calls, clock, due => desk.Carry(new CallAddress(due.Partition, due.CallId), message.DequeueCount > 1, stop));

    /// <summary>Takes what the telephone provider reports of one call. The address holds a part that only the provider was told, and the provider proves itself besides.</summary>
    [Function("ReportCall")]
    [Allows(Role.Anonymous)]
    [Accepts(null, "application/json", "application/cloudevents-batch+json", "application/x-www-form-urlencoded")]
    [Answers(200, ContentType = "application/xml")]
    [Answers(204)]
    [Answers(400, null, "malformed-report")]
    [Answers(401, null, "token-missing", "token-invalid", "token-expired")]
    [Answers(404, null, "not-found")]
    [Answers(503, null, "issuer-unreachable")]
    public Task<IResult> Report(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "calls/{partition}/{callId}/reports/{token}")] HttpRequest request,
        string partition, string callId, string token, CancellationToken stop) => request.Answer(async () =>
    {
        var body = BinaryData.FromBytes(await request.Bytes(Bodies.MostBytes, stop));
        var at = await Known(partition, callId, token, stop);
        await reports.Believe(request, body, stop);
        foreach (var delivered in Read(request, body))
            await desk.Report(at, delivered.Id, delivered.Says, stop);
        return reports.Answer(request, body);
    });

    private async Task<CallAddress> Known(string partition, string callId, string token, CancellationToken stop)
    {
        if (CallAddress.TryParse(partition, $"call:{callId}", out var at))
        {
            var call = Call.Fold.Of((await journal.Read(partition, [at.Value.Stream.Name], stop)).Of(at.Value.Stream.Name));
            if (call.Request is { } asked && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(asked.Token), Encoding.UTF8.GetBytes(token))) return at.Value;
        }
        Unknown(log);
        throw new RefusedException(Refusal.NotFound("call"));
    }

    private IReadOnlyList<Delivered> Read(HttpRequest request, BinaryData body)
    {
        try
        {
            return reports.Read(request, body);
        }
        catch (FormatException)
        {
            throw new RefusedException(new(400, "malformed-report", "The body is not what the telephone provider sends."));
        }
    }

    [LoggerMessage(1201, LogLevel.Warning, "A telephone report came for a call that was never asked for, or with a wrong token.")]
    private static partial void Unknown(ILogger log);
}
