using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Http;

/// <summary>Answers as JSON by the product's own options, whatever the host's are, with the ETag where one protects against lost updates.</summary>
public static class Reply
{
    public static IResult Ok<T>(T value) => Results.Json(value, Json.Options);

    public static IResult Ok<T>(HttpRequest request, T value, ETag etag)
    {
        request.HttpContext.Response.Headers.ETag = Quoted(etag);
        return Ok(value);
    }

    /// <param name="location">The path of what was made, without the host: <c>/api/animals/…</c>.</param>
    public static IResult Created<T>(HttpRequest request, string location, T value)
    {
        request.HttpContext.Response.Headers.Location = location;
        return Results.Json(value, Json.Options, statusCode: 201);
    }

    /// <summary>Whether the request's <c>If-Match</c> lets a change pass over what is there; without the header it always does.</summary>
    /// <exception cref="RefusedException">412 <c>changed-since</c>.</exception>
    public static void Matches(this HttpRequest request, ETag? current)
    {
        var wanted = request.Headers.IfMatch;
        if (wanted.Count == 0) return;
        var passes = current is { } now && wanted.SelectMany(v => (v ?? "").Split(',')).Select(v => v.Trim()).Any(v => v == "*" || v == Quoted(now));
        if (!passes) throw new RefusedException(new(412, "changed-since", "This was changed since you read it. Read it again, then send your change with the new ETag."));
    }

    private static string Quoted(ETag etag) => $"\"{etag.Value.Trim('"')}\"";
}
