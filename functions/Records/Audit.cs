using System.Net;
using System.Net.Sockets;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Identity;

namespace VetVisits.Records;

/// <summary>Somebody other than the owner looked at something of an animal. Kept as a document, for a look changes nothing; changes are in the journal.</summary>
/// <param name="By">A role and an opaque id.</param>
/// <param name="What">What was read: <c>record</c>, <c>shared-record</c>, <c>export</c>.</param>
/// <param name="From">The part of the network that it came from, not the very address: the first 24 bits of an IPv4 address, 48 of an IPv6 one.</param>
public sealed record Look(Instant At, string By, string What, string? From, string? Share = null)
{
    public static string PartitionOf(string animalId) => $"looks:{animalId}";
}

/// <summary>Writes down who looked. A look that could not be written down is not granted.</summary>
public sealed class Audit(IDocuments documents, AuditSettings settings, IClock clock)
{
    /// <summary>Owners look at what is theirs; everybody else's look is written down.</summary>
    public Task Read(HttpRequest request, Caller caller, string animalId, string what, CancellationToken stop, string? share = null) =>
        caller.Role == Role.Owner ? Task.CompletedTask : Write(animalId, new(clock.GetCurrentInstant(), caller.By, what, Origin(request), share), stop);

    public IAsyncEnumerable<(string Id, Stored<Look> Stored)> Of(string animalId, Instant from, Instant to, CancellationToken stop) =>
        documents.List<Look>(Look.PartitionOf(animalId), new IdRange(Stamp(from), Stamp(to)), stop);

    /// <summary>Where a request comes from, as coarse as helps to tell a stranger and names nobody.</summary>
    public static string? Origin(HttpRequest request) => Coarse(request.HttpContext.Connection.RemoteIpAddress);

    public static string? Coarse(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }

    private async Task Write(string animalId, Look look, CancellationToken stop)
    {
        var id = new DocumentId(Look.PartitionOf(animalId), $"{Stamp(look.At)}~{Guid.NewGuid():N}");
        await documents.Write(id, look, expected: null, stop, settings.KeepLooks);
    }

    private static string Stamp(Instant at) => at.ToDateTimeUtc().ToString("yyyyMMddHHmmssfffffff");
}

/// <summary><c>Records:KeepLooksDays</c>: how long it is known who looked; six years unless said otherwise.</summary>
public sealed record AuditSettings(Duration KeepLooks)
{
    public static AuditSettings From(IConfiguration settings) => new(Duration.FromDays(Math.Max(1, settings.GetValue("Records:KeepLooksDays", 6 * 366))));
}
