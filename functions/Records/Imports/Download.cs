namespace VetVisits.Records.Imports;

/// <summary>
/// Somebody else's bytes on their way out. They may be anything that only looks like a photo, so a browser is told to save them, to guess nothing about them, and, should it show
/// them all the same, to let them run and load nothing.
/// </summary>
public sealed class Download(Stream bytes, ImportReceived received) : IResult
{
    public const string ContentType = "application/octet-stream";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = bytes;
        var headers = httpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Ids hold nothing that could end the quotes.
        headers.ContentDisposition = $"attachment; filename=\"foreign-{received.ImportId}.{Extension(received.Format)}\"";
        httpContext.Response.ContentType = ContentType;
        httpContext.Response.ContentLength = received.Bytes;
        await bytes.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
    }

    private static string Extension(ImportFormat format) => format switch
    {
        ImportFormat.FhirBundle => "fhir.json",
        ImportFormat.Pdf => "pdf",
        ImportFormat.Jpeg => "jpg",
        ImportFormat.Png => "png",
        ImportFormat.Webp => "webp",
        ImportFormat.Heic => "heic",
    };
}
