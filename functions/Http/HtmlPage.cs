using System.Security.Cryptography;
using System.Text;

namespace VetVisits.Http;

/// <summary>
/// A whole page: no script, nothing from elsewhere, no cache. The policy in its header lets the browser take nothing but the page's own style, so that a text that slipped
/// through unencoded could still do nothing.
/// </summary>
/// <param name="style">The text of the page's one style element.</param>
public sealed class HtmlPage(string html, string style) : IResult
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>The policy for a page with this style and, where there are any, pictures from one origin.</summary>
    public static string Policy(string style, string? picturesFrom = null) =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; img-src {picturesFrom ?? "'none'"}; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        (headers.CacheControl, headers.XContentTypeOptions, headers.ContentSecurityPolicy) = ("no-store", "nosniff", Policy(style));
        // The page's address may hold the key to it.
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        httpContext.Response.ContentType = ContentType;
        return httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
