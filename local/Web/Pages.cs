using System.Net.Mime;
using Microsoft.Extensions.FileProviders;
using VetVisits.Local.Host;

namespace VetVisits.Local.Web;

/// <summary>
/// Serves the web client beside the API, as Azure Static Web Apps would: files by name, every other address is the first page, strict headers on all.
/// Until the pages are built it says so, in a page that looks again by itself.
/// </summary>
public static class Pages
{
    /// <summary>
    /// Only our own files run. Pictures come from the storage account too, which on one machine is another port of this address.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data: http://127.0.0.1:*; media-src 'self' blob:; font-src 'self'; " +
        "connect-src 'self' http://127.0.0.1:*; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>What is never a page: the API, the development routes, discovery.</summary>
    private static readonly string[] Others = ["/api", "/dev", "/.well-known"];

    public static void UsePages(this WebApplication web, HostJson host)
    {
        var build = web.Services.GetRequiredService<WebBuild>();
        web.UseWhen(context => IsPage(context.Request), pages =>
        {
            pages.UseResponseCompression();
            pages.Use((context, next) =>
            {
                Guard(context.Response.Headers);
                return next(context);
            });
            pages.Run(context => Answer(context, build, host));
        });
        // Routes are matched after the pages, so that no route of the API is weighed against a file.
        web.UseRouting();
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !Others.Any(other => request.Path.StartsWithSegments(other, StringComparison.OrdinalIgnoreCase));

    private static void Guard(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    private static Task Answer(HttpContext context, WebBuild build, HostJson host)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path == "/config.json") return Results.Json(new { api = "/" + host.RoutePrefix, oidc = (object?)null }).ExecuteAsync(context);
        if (build.Files is not { } files) return NotYet(context, build);
        var hashed = path.StartsWith("/assets/", StringComparison.Ordinal);
        var file = files.GetFileInfo(path);
        if (!file.Exists && hashed) return Results.NotFound().ExecuteAsync(context);
        return Send(context, file.Exists ? file : files.GetFileInfo("index.html"), hashed);
    }

    /// <summary>Files with a hash in their name never change; all others are asked for again.</summary>
    private static Task Send(HttpContext context, IFileInfo file, bool hashed)
    {
        context.Response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.File(file.PhysicalPath!, TypeOf(file.Name), lastModified: file.LastModified).ExecuteAsync(context);
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => MediaTypeNames.Image.Svg,
        ".json" => MediaTypeNames.Application.Json,
        ".webmanifest" => "application/manifest+json",
        ".txt" => "text/plain; charset=utf-8",
        ".png" => MediaTypeNames.Image.Png,
        ".wasm" => "application/wasm",
        _ => MediaTypeNames.Application.Octet,
    };

    private static Task NotYet(HttpContext context, WebBuild build)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        if (build.Problem is null) context.Response.Headers["Refresh"] = "1";
        var (title, words) = build.Problem is { } problem
            ? ("The pages could not be built", problem)
            : ("The pages are being built", "This takes a few seconds the first time. The page loads by itself when they are ready; the API answers already.");
        return Results.Text($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>" +
            $"<main><h1>{title}</h1><p>{System.Net.WebUtility.HtmlEncode(words)}</p></main></html>", "text/html; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }
}
