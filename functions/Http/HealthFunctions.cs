using Microsoft.Azure.Functions.Worker;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Http;

/// <summary>How it stands: <c>up</c>.</summary>
public sealed record Health(string Status);

public sealed class HealthFunctions(IEnumerable<IReadiness> parts, IDocuments documents)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the process lives.</summary>
    [Function("Health")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(Health))]
    public Task<IResult> Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        request.Answer(() => Task.FromResult(Results.Json(new Health("up"), Json.Options)));

    /// <summary>Whether it can do its work: the stores answer, and the rules have been reviewed where that is asked for.</summary>
    [Function("HealthReady")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(Health))]
    [Answers(503, null, "not-ready")]
    public Task<IResult> Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            List<string> reasons = [.. parts.Select(part => part.Missing()).OfType<string>()];
            if (!await Answers(stop)) reasons.Add("The store does not answer.");
            return reasons.Count == 0
                ? Results.Json(new Health("ready"), Json.Options)
                : new Refusal(503, "not-ready", string.Join(" ", reasons)).ToResult();
        });

    private async Task<bool> Answers(CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(Patience);
        try
        {
            await documents.Read<Health>(new DocumentId("health", "probe"), enough.Token);
            return true;
        }
        catch (Exception failed) when (Transient.Is(failed))
        {
            return false;
        }
    }
}
