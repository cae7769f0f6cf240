using System.Net;
using System.Net.Sockets;
using Azure;
using Microsoft.Azure.Cosmos;
using Polly;

namespace VetVisits.Journal;

/// <summary>
/// Which failures pass by themselves: throttling, a server's own errors, time-outs, a network or a key that is gone for a while.
/// The feed retries these for ever and counts none of them against a commit.
/// </summary>
public static class Transient
{
    public static bool Is(Exception failed) => failed switch
    {
        ThrottledException or TimeoutException or OperationCanceledException or HttpRequestException or SocketException or IOException or ExecutionRejectedException => true,
        CosmosException cosmos => Is(cosmos.StatusCode),
        RequestFailedException storage => storage.Status == 0 || Is((HttpStatusCode)storage.Status),
        AggregateException several => several.InnerExceptions.All(Is),
        // Lost every race for a stream this time; in the background that is only a reason to come again.
        RefusedException { Refusal.Code: "busy" } => true,
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };

    /// <summary>401 and 403 are a role or a key that changes under us; whoever reads poison queues should not find an outage there.</summary>
    public static bool Is(HttpStatusCode status) =>
        (int)status is 401 or 403 or 408 or 410 or 429 or 449 or >= 500;
}
