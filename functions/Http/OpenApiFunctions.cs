using Microsoft.Azure.Functions.Worker;
using VetVisits.Identity;

namespace VetVisits.Http;

public sealed class OpenApiFunctions
{
    private static readonly byte[] Document = Read();

    /// <summary>This contract.</summary>
    [Function("ReadContract")]
    [Allows(Role.Anonymous)]
    [Answers(200, typeof(Stream))]
    public Task<IResult> Contract([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        request.Answer(() => Task.FromResult(Results.Bytes(Document, "application/json")));

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiFunctions).Assembly.GetManifestResourceStream("openapi.json")!;
        using var kept = new MemoryStream();
        resource.CopyTo(kept);
        return kept.ToArray();
    }
}
