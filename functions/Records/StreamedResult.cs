using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace VetVisits.Records;

/// <summary>
/// An answer that is written as it is read. What fails after the first byte breaks the connection off, so that nobody takes half a record for a whole one.
/// </summary>
public sealed partial class StreamedResult(string contentType, Func<PipeWriter, CancellationToken, Task> write, IAsyncDisposable? source = null) : IResult
{
    /// <summary>From how many unsent bytes on they are sent.</summary>
    public const int Chunk = 16 * 1024;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = source;
        var response = httpContext.Response;
        response.ContentType = contentType;
        // A record is personal: no cache on the way keeps it.
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        try
        {
            await write(response.BodyWriter, httpContext.RequestAborted);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The reader left.
        }
        // CA1031: whatever it is, the status is sent already and only breaking off is left to say.
#pragma warning disable CA1031
        catch (Exception broken)
#pragma warning restore CA1031
        {
            BrokeOff(httpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("VetVisits.Records"), httpContext.Request.Method, broken);
            httpContext.Abort();
        }
    }

    [LoggerMessage(60, LogLevel.Error, "A streamed answer to {Method} broke off")]
    private static partial void BrokeOff(ILogger log, string method, Exception broken);
}
