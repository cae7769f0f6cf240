namespace VetVisits;

/// <summary>
/// The names of the connection settings that triggers and clients use; the Bicep templates write exactly these, with identities and without keys.
/// Queues and the host's own state use the default connection, <c>AzureWebJobsStorage</c>.
/// </summary>
public static class Connections
{
    /// <summary>Photographs: <c>Photos__blobServiceUri</c> and <c>Photos__queueServiceUri</c> (a blob trigger needs both), or one connection string.</summary>
    public const string Photos = "Photos";

    /// <summary>The journal, the documents and the views: <c>Cosmos__accountEndpoint</c>, or an emulator's connection string.</summary>
    public const string Cosmos = "Cosmos";

    /// <summary>The default: <c>AzureWebJobsStorage__queueServiceUri</c> and its neighbours, or one connection string.</summary>
    public const string Queues = "AzureWebJobsStorage";
}
