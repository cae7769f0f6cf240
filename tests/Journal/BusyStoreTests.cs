using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

/// <summary>What a client sees of a store that is busy or gone: 503 with the time to wait, never a bare 500.</summary>
public sealed class BusyStoreTests
{
    private readonly DefaultHttpContext http = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };

    [Fact]
    public async Task A_busy_store_says_when_to_come_back()
    {
        var problem = Assert.IsType<ProblemHttpResult>(await http.Request.Answer(() => throw new ThrottledException(TimeSpan.FromMilliseconds(1200))));
        Assert.Equal(503, problem.StatusCode);
        Assert.Equal("store-busy", problem.ProblemDetails.Extensions["code"]);
        Assert.Equal("2", http.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_unavailable_for_now()
    {
        var problem = Assert.IsType<ProblemHttpResult>(await http.Request.Answer(() => throw new TimeoutException()));
        Assert.Equal((503, "unavailable"), (problem.StatusCode, problem.ProblemDetails.Extensions["code"]));
        Assert.NotEmpty(http.Response.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task Behind_the_doorway_a_person_waits_and_nowhere_else()
    {
        var inside = TimeSpan.Zero;
        await http.Request.Answer(() =>
        {
            inside = Patience.Now;
            return Task.FromResult(Results.Ok());
        });
        Assert.Equal(Patience.OfPeople, inside);
        Assert.Equal(Patience.OfBackground, Patience.Now);
    }
}
