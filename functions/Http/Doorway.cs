using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using VetVisits.Journal;

namespace VetVisits.Http;

/// <summary>
/// Where outcomes become HTTP. No exception handler runs in the worker, so every function opens its doorway here:
/// a refusal becomes problem details (RFC 9457) with a stable <c>code</c>, anything unforeseen a plain 500 without a trace of its insides.
/// </summary>
public static partial class Doorway
{
    /// <summary>Runs a function's body and maps what it throws.</summary>
    public static async Task<IResult> Answer(this HttpRequest request, Func<Task<IResult>> work)
    {
        Patience.Set(Patience.OfPeople);
        try
        {
            var answer = await work();
            // Not written down, not answered. Every route comes by here, also one that is added later; a change that is asked for again is found done, and written down then.
            if (request.HttpContext.RequestServices?.GetService<IOnlooker>() is { } onlooker) await onlooker.Saw(request, request.HttpContext.RequestAborted);
            return answer;
        }
        catch (RefusedException no)
        {
            return no.Refusal.ToResult();
        }
        catch (ThrottledException busy)
        {
            request.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(busy.After.TotalSeconds)).ToString();
            return new Refusal(503, "store-busy", "The store is busy. Send the same request again after the seconds in Retry-After.").ToResult();
        }
        catch (BadHttpRequestException bad)
        {
            return (bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Refusal(413, "body-too-large", "The body is larger than this server takes.")
                : new Refusal(400, "malformed-request", "The request is not well-formed HTTP.")).ToResult();
        }
        catch (OperationCanceledException) when (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(499);
        }
        catch (Exception failed) when (Transient.Is(failed))
        {
            Failed(Log(request), request.Method, Route(request), failed);
            request.HttpContext.Response.Headers.RetryAfter = "2";
            return new Refusal(503, "unavailable", "Something that this needs does not answer at the moment. Send the same request again; with the same Idempotency-Key nothing happens twice.").ToResult();
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            Failed(Log(request), request.Method, Route(request), failed);
            return new Refusal(500, "unexpected", "Something failed on our side. Send the same request again; with the same Idempotency-Key nothing happens twice.").ToResult();
        }
    }

    /// <summary>Problem details of a refusal, with the trace id that support can look for.</summary>
    public static ProblemHttpResult ToResult(this Refusal refusal)
    {
        // By the product's own JSON, whatever the host's options are.
        var more = (refusal.More ?? new Dictionary<string, object?>()).ToDictionary(m => m.Key, m => (object?)Json.ToElement(m.Value), StringComparer.Ordinal);
        more["code"] = refusal.Code;
        if (Activity.Current is { } activity) more["traceId"] = activity.TraceId.ToString();
        return TypedResults.Problem(refusal.Detail, statusCode: refusal.Status, type: $"https://vetvisits.dev/problems/{refusal.Code}", extensions: more);
    }

    /// <summary>The route as it is written, not the path: a path may hold the secret of a link.</summary>
    private static string Route(HttpRequest request) => (request.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?";

    private static ILogger Log(HttpRequest request) =>
        request.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("VetVisits.Doorway");

    [LoggerMessage(1, LogLevel.Error, "{Method} {Route} failed")]
    private static partial void Failed(ILogger log, string method, string route, Exception failed);
}
