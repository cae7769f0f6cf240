using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace VetVisits;

/// <summary>
/// Clients of the two storage accounts where the host is not on one machine: photographs in <see cref="Connections.Photos"/>, messages in
/// <see cref="Connections.Queues"/>, by the same settings that the triggers read: addresses with the app's managed identity, or a connection string for an emulator.
/// </summary>
public static class StorageClients
{
    public static IServiceCollection AddStorageClients(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(_ => settings[Connections.Photos] is { Length: > 0 } emulator
            ? new BlobServiceClient(emulator)
            : new BlobServiceClient(Where(settings, Connections.Photos, "blobServiceUri"), Identity(settings, Connections.Photos)))
        .AddSingleton(_ => settings[Connections.Queues] is { Length: > 0 } emulator
            ? new QueueServiceClient(emulator)
            : new QueueServiceClient(Where(settings, Connections.Queues, "queueServiceUri"), Identity(settings, Connections.Queues)));

    private static Uri Where(IConfiguration settings, string connection, string part) =>
        Uri.TryCreate(settings[$"{connection}:{part}"], UriKind.Absolute, out var uri)
            ? uri
            : throw new InvalidOperationException($"The setting {connection}__{part} says where the storage is; it is missing or is no address. For an emulator set {connection} to its connection string.");

    private static DefaultAzureCredential Identity(IConfiguration settings, string connection) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings[$"{connection}:clientId"] });
}
