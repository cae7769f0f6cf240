using Azure.Storage.Blobs;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Notify;
using VetVisits.Photos.Measuring;

namespace VetVisits.Photos;

public static class PhotosServices
{
    /// <summary>Photos: upload, developing, judging, what vets hear of them.</summary>
    public static IServiceCollection AddPhotos(this IServiceCollection services)
    {
        services.AddSingleton(provider => PhotoSettings.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new PhotoStorage(
            new Lazy<BlobServiceClient>(() => PhotoStorage.Client(provider.GetRequiredService<IConfiguration>(), provider)), provider.GetRequiredService<IClock>()));
        services.AddSingleton<Uploading>();
        services.AddSingleton<UploadParts>();
        services.AddSingleton<PhotoAlbum>();
        services.AddSingleton<SeriesFigures>();
        services.AddSingleton<PhotoLab>();
        services.AddSingleton<PhotoSweep>();
        services.AddSingleton<IProjection, PhotoEntries>();
        services.AddSingleton<INoticeSource, PhotoNotices>();
        services.AddSingleton<WoundBook>();
        services.AddSingleton<INoticeSource, WoundNotices>();
        services.AddSingleton<IReadiness, PhotosReady>();
        services.AddSingleton<IDependency, PhotoStorageAnswers>();
        services.AddHostedService<NativeCheck>();
        return services;
    }
}
