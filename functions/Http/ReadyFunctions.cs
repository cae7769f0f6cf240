using Microsoft.Azure.Functions.Worker;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Http;

public sealed class ReadyFunctions(IEnumerable<IReadiness> parts, IEnumerable<IDependency> others)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether it can do its work: stores, storage and queues answer, the feed keeps up, and the rules have been reviewed where that is asked for.</summary>
    [Function("HealthReady")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(Health))]
    [Answers(503, null, "not-ready")]
    public Task<IResult> Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var asked = await Task.WhenAll(others.Select(other => Ask(other, stop)));
            List<string> reasons = [.. parts.Select(part => part.Missing()).Concat(asked).OfType<string>()];
            return reasons.Count == 0
                ? Results.Json(new Health("ready"), Json.Options)
                : new Refusal(503, "not-ready", string.Join(" ", reasons)).ToResult();
        });

    private static async Task<string?> Ask(IDependency other, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(Patience);
        try
        {
            // Some clients look at the token only between tries.
            return await other.Ask(enough.Token).WaitAsync(enough.Token);
        }
        // CA1031: whatever is the matter with it, an unreachable host or a role that is missing, it is not ready. Why is in the log of its client.
#pragma warning disable CA1031
        catch (Exception) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return $"The {other.Name} does not answer.";
        }
    }
}
