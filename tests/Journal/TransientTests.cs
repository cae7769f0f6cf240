using System.Net;
using Azure;
using Microsoft.Azure.Cosmos;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

public sealed class TransientTests
{
    public static TheoryData<Exception> Passing =>
    [
        new ThrottledException(TimeSpan.FromSeconds(1)),
        new TimeoutException(),
        new TaskCanceledException(),
        new HttpRequestException("refused"),
        new CosmosException("busy", HttpStatusCode.TooManyRequests, 0, "", 0),
        new CosmosException("down", HttpStatusCode.ServiceUnavailable, 0, "", 0),
        new CosmosException("late", HttpStatusCode.RequestTimeout, 0, "", 0),
        new RequestFailedException(500, "down"),
        new RequestFailedException(0, "no connection"),
        new RequestFailedException(403, "a role that is not there yet"),
        new InvalidOperationException("wrapped", new TimeoutException()),
        new AggregateException(new TimeoutException(), new HttpRequestException("x")),
    ];

    public static TheoryData<Exception> Lasting =>
    [
        new InvalidOperationException("a bug"),
        new System.Text.Json.JsonException("not our JSON"),
        new CosmosException("too large", HttpStatusCode.RequestEntityTooLarge, 0, "", 0),
        new CosmosException("malformed", HttpStatusCode.BadRequest, 0, "", 0),
        new RequestFailedException(404, "no such queue"),
        new RefusedException(Refusal.NotFound("visit")),
        new AggregateException(new TimeoutException(), new InvalidOperationException("a bug")),
    ];

    [Theory]
    [MemberData(nameof(Passing))]
    public void What_passes_by_itself_is_retried(Exception failed) => Assert.True(Transient.Is(failed));

    [Theory]
    [MemberData(nameof(Lasting))]
    public void What_would_fail_again_is_not(Exception failed) => Assert.False(Transient.Is(failed));
}
