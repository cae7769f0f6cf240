using VetVisits.Photos;

namespace VetVisits.Records.Fhir;

/// <summary>A finished photo as Media. The pictures themselves stay where they are: a bundle is kept, and a link to them would not outlast it.</summary>
internal static class FhirPhotos
{
    public static Resource AddPhoto(this FhirBundle bundle, Told told, string photoId, PhotoReady ready) => bundle.Write(new("Media", told.Key("photo")), json =>
    {
        json.Identifier("photo", photoId);
        json.WriteString("status", "completed");
        json.Concept("type", "http://terminology.hl7.org/CodeSystem/media-type", "image", "Photo", "Image");
        json.Reference("subject", bundle.Patient);
        json.Time("createdDateTime", told.At);
        json.Reference("operator", bundle.Owner);
        if (ready.Height > 0) json.WriteNumber("height", ready.Height);
        if (ready.Width > 0) json.WriteNumber("width", ready.Width);
        json.WriteStartObject("content");
        json.WriteString("contentType", "image/jpeg");
        json.Text("title", $"Photo {photoId}");
        json.Time("creation", told.At);
        json.WriteEndObject();
    });
}
