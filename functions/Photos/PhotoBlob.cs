using VetVisits.Http;
using VetVisits.Photos.Developing;

namespace VetVisits.Photos;

/// <summary>
/// The names of blobs: <c>{animalId}/{photoId}</c> in <c>uploads</c>, and with the picture's name behind it in <c>photos</c>.
/// <see cref="Name"/> and <see cref="Parse"/> are each other's inverse; what does not parse was not named by us.
/// </summary>
public readonly record struct PhotoBlob(string AnimalId, string PhotoId)
{
    /// <summary>Raw uploads: written by owners, read by the blob function and by nobody else.</summary>
    public const string Uploads = "uploads";

    /// <summary>Finished pictures.</summary>
    public const string Pictures = "photos";

    public string Name => $"{AnimalId}/{PhotoId}";

    public static PhotoBlob? Parse(string name) =>
        name.Split('/') is [var animal, var photo] && Fits(animal) && Fits(photo) ? new PhotoBlob(animal, photo) : null;

    public string PictureOf(PictureName picture, string extension) => $"{Name}/{picture.ToString().ToLowerInvariant()}.{extension}";

    /// <summary>An id that stays itself in a path: one of dots alone would be resolved away.</summary>
    public static bool Fits(string id) => Ids.Allows(id) && id.Any(c => c != '.') && id[^1] != '.';
}
