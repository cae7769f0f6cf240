using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Photos;

/// <summary>One-time links, for clients that can set no header: the token in the path is all they need.</summary>
public sealed class UploadFunctions(Uploading uploading)
{
    /// <summary>Sends a photo to a one-time link, as the raw body.</summary>
    [Function("PutUpload")]
    [Allows(Role.Anonymous)]
    [Accepts(null, "application/octet-stream", "image/jpeg", "image/heic", "image/png", "image/webp")]
    [Answers(202, typeof(Uploaded))]
    [Answers(400, null, "body-missing", "upload-cut")]
    [Answers(404, null, "link-unknown")]
    [Answers(409, null, "already-uploaded")]
    [Answers(410, null, "link-used", "link-expired")]
    [Answers(413, null, "too-large")]
    public Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "uploads/{token}")] HttpRequest request, string token, CancellationToken stop) =>
        request.Answer(() => Send(request, token, request.Body, request.ContentLength, stop));

    /// <summary>Sends a photo to a one-time link, as a form with one file: what an HTML page without script can do.</summary>
    [Function("PostUpload")]
    [Allows(Role.Anonymous)]
    [Accepts(null, "multipart/form-data", "application/octet-stream")]
    [Answers(202, typeof(Uploaded))]
    [Answers(400, null, "body-missing", "upload-cut", "malformed-form")]
    [Answers(404, null, "link-unknown")]
    [Answers(409, null, "already-uploaded")]
    [Answers(410, null, "link-used", "link-expired")]
    [Answers(413, null, "too-large")]
    public Task<IResult> Post(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "uploads/{token}")] HttpRequest request, string token, CancellationToken stop) =>
        request.Answer(async () =>
        {
            if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
                return await Send(request, token, request.Body, request.ContentLength, stop);
            return await Send(request, token, await FileOf(request, type, stop), null, stop);
        });

    private async Task<IResult> Send(HttpRequest request, string token, Stream bytes, long? length, CancellationToken stop)
    {
        var link = await uploading.Link(token, stop);
        var (animalId, photoId) = (link.Document.AnimalId, link.Document.PhotoId);
        await uploading.Send(animalId, photoId, bytes, length, stop);
        await uploading.Spend(token, link, stop);
        return request.Accepted($"/api/animals/{animalId}/photos/{photoId}", new Uploaded(photoId, PhotoStatus.Working));
    }

    /// <summary>The first file of the form, streamed; the fields before it are passed over.</summary>
    private static async Task<Stream> FileOf(HttpRequest request, MediaTypeHeaderValue type, CancellationToken stop)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) throw Malformed();
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(stop) is { } section)
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true)
                    return section.Body;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException)
        {
            throw Malformed();
        }
        throw new RefusedException(new(400, "body-missing", "The form has no file. Send the photo as a file field."));
    }

    private static RefusedException Malformed() => new(new(400, "malformed-form", "The form cannot be read. Send multipart/form-data with one file."));
}

internal static class Answers
{
    /// <summary>202: taken, and worked on; the photo says where it stands.</summary>
    internal static IResult Accepted<T>(this HttpRequest request, string location, T value)
    {
        request.HttpContext.Response.Headers.Location = location;
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return Results.Json(value, Json.Options, statusCode: 202);
    }
}
