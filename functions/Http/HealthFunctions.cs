using Microsoft.Azure.Functions.Worker;
using VetVisits.Identity;

namespace VetVisits.Http;

/// <summary>How it stands: <c>up</c>.</summary>
public sealed record Health(string Status);

/// <summary>Apart from <see cref="ReadyFunctions"/>: what asks a new instance whether it lives must not have it read its rules first.</summary>
public sealed class HealthFunctions
{
    /// <summary>Whether the process lives.</summary>
    [Function("Health")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(Health))]
    public Task<IResult> Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        request.Answer(() => Task.FromResult(Results.Json(new Health("up"), Json.Options)));
}
