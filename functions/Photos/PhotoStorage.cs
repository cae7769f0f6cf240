using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using NodaTime;
using VetVisits.Photos.Developing;

namespace VetVisits.Photos;

/// <summary>The two containers of photographs, and the signed links that let a client write one blob or read one picture.</summary>
public sealed class PhotoStorage(Lazy<BlobServiceClient> account, IClock clock) : IDisposable
{
    private static readonly Duration Earlier = Duration.FromMinutes(5); // clocks differ
    private static readonly Duration KeyFor = Duration.FromHours(6);
    private readonly SemaphoreSlim oneAsks = new(1);
    private Task? made;
    private (UserDelegationKey Key, Instant Until)? delegated;

    /// <summary>By the connection <c>Photos</c>: a connection string, or a URI with the function's identity; else the host's own client.</summary>
    public static BlobServiceClient Client(IConfiguration settings, IServiceProvider services)
    {
        var section = settings.GetSection(Connections.Photos);
        if (section.Value is { Length: > 0 } secret) return new BlobServiceClient(secret);
        if (section["blobServiceUri"] is { Length: > 0 } address) return new BlobServiceClient(new Uri(address), Identity(section["clientId"]));
        return services.GetService<BlobServiceClient>()
            ?? throw new InvalidOperationException("Photos need storage: set Photos__blobServiceUri (with an identity) or Photos (a connection string).");
    }

    public BlobClient Upload(PhotoBlob photo) => Raw(photo.Name);

    /// <summary>The same upload, to be put together of blocks.</summary>
    public BlockBlobClient Blocks(PhotoBlob photo) => account.Value.GetBlobContainerClient(PhotoBlob.Uploads).GetBlockBlobClient(photo.Name);

    public BlobClient Raw(string name) => account.Value.GetBlobContainerClient(PhotoBlob.Uploads).GetBlobClient(name);

    public BlobClient Picture(PhotoBlob photo, PictureName name, string extension) =>
        account.Value.GetBlobContainerClient(PhotoBlob.Pictures).GetBlobClient(photo.PictureOf(name, extension));

    /// <summary>A file of another clinic, beside the animal's pictures and under a name that holds its own hash; only an operator's export links to it, as a download.</summary>
    public BlobClient Foreign(string animalId, string importId, string sha256) =>
        account.Value.GetBlobContainerClient(PhotoBlob.Pictures).GetBlobClient($"{animalId}/imports/{importId}/{sha256}");

    public AsyncPageable<BlobItem> Uploads(CancellationToken stop) =>
        account.Value.GetBlobContainerClient(PhotoBlob.Uploads).GetBlobsAsync(cancellationToken: stop);

    /// <summary>Where there is no template that made the containers (one machine), the first use does.</summary>
    public Task Ready() => made is { IsFaulted: false, IsCanceled: false } ? made : made = Make(account.Value);

    /// <returns>Which of the two containers is not there; null when both are.</returns>
    public async Task<string?> Missing(CancellationToken stop)
    {
        await Ready();
        foreach (var name in new[] { PhotoBlob.Uploads, PhotoBlob.Pictures })
            if (!await account.Value.GetBlobContainerClient(name).ExistsAsync(stop)) return name;
        return null;
    }

    public async Task Keep(PhotoBlob photo, Picture picture, CancellationToken stop) =>
        await Picture(photo, picture.Name, picture.Extension).UploadAsync(
            new BinaryData(picture.Bytes),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = picture.ContentType, CacheControl = "private, max-age=31536000, immutable" } }, stop);

    /// <summary>A link that creates this one blob, once, and can neither read nor overwrite it.</summary>
    public async Task<Uri> LinkToCreate(PhotoBlob photo, Instant until, CancellationToken stop) =>
        await Signed(Upload(photo), BlobSasPermissions.Create, until, stop);

    /// <summary>A link that reads this one picture.</summary>
    public async Task<Uri> LinkToRead(PhotoBlob photo, PictureKept picture, Instant until, CancellationToken stop) =>
        await Signed(Picture(photo, picture.Name, picture.Extension), BlobSasPermissions.Read, until, stop);

    /// <summary>All finished pictures of an animal and the files of other clinics: the name below the animal, the bytes, and a link that reads it.</summary>
    public async IAsyncEnumerable<(string Name, long Bytes, Uri Link)> Kept(string animalId, Instant until, [EnumeratorCancellation] CancellationToken stop)
    {
        await Ready();
        var container = account.Value.GetBlobContainerClient(PhotoBlob.Pictures);
        await foreach (var blob in container.GetBlobsAsync(prefix: animalId + "/", cancellationToken: stop))
            yield return (blob.Name[(animalId.Length + 1)..], blob.Properties.ContentLength ?? 0, await Signed(container.GetBlobClient(blob.Name), BlobSasPermissions.Read, until, stop));
    }

    /// <summary>Deletes all that there is of an animal, uploads and pictures; whoever was interrupted begins again.</summary>
    public async Task Forget(string animalId, CancellationToken stop)
    {
        await Ready();
        foreach (var container in new[] { PhotoBlob.Uploads, PhotoBlob.Pictures }.Select(account.Value.GetBlobContainerClient))
            await foreach (var blob in container.GetBlobsAsync(prefix: animalId + "/", cancellationToken: stop))
                await container.DeleteBlobIfExistsAsync(blob.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: stop);
    }

    public void Dispose() => oneAsks.Dispose();

    private async Task<Uri> Signed(BlobClient blob, BlobSasPermissions may, Instant until, CancellationToken stop)
    {
        var sas = new BlobSasBuilder(may, until.ToDateTimeOffset())
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = (clock.GetCurrentInstant() - Earlier).ToDateTimeOffset(),
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        if (blob.CanGenerateSasUri) return blob.GenerateSasUri(sas);
        var key = await Delegated(stop);
        return new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(key, account.Value.AccountName) }.ToUri();
    }

    /// <summary>The key that an identity signs with: no account key exists where identities are used.</summary>
    private async Task<UserDelegationKey> Delegated(CancellationToken stop)
    {
        await oneAsks.WaitAsync(stop);
        try
        {
            var now = clock.GetCurrentInstant();
            if (delegated is { } kept && now < kept.Until - Duration.FromHours(1)) return kept.Key;
            var until = now + KeyFor;
            var key = await account.Value.GetUserDelegationKeyAsync((now - Earlier).ToDateTimeOffset(), until.ToDateTimeOffset(), stop);
            delegated = (key.Value, until);
            return key.Value;
        }
        finally
        {
            oneAsks.Release();
        }
    }

    private static async Task Make(BlobServiceClient account)
    {
        // On Azure the template makes them, and the function's identity need not be allowed to.
        if (account.Uri.Scheme == Uri.UriSchemeHttps) return;
        await account.GetBlobContainerClient(PhotoBlob.Uploads).CreateIfNotExistsAsync();
        await account.GetBlobContainerClient(PhotoBlob.Pictures).CreateIfNotExistsAsync();
    }

    private static TokenCredential Identity(string? clientId) =>
        clientId is { Length: > 0 } ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId)) : new DefaultAzureCredential();
}
