using System.Net;
using System.Net.Sockets;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Records;

/// <summary>Somebody other than the owner looked at something of an animal. Kept as a document, for a look changes nothing; changes are in the journal.</summary>
/// <param name="By">A role and an opaque id.</param>
/// <param name="What">What was read: <c>record</c>, <c>shared-record</c>, <c>consult-record</c>, <c>export</c>, or the path below the animal, such as <c>visits/v1</c> or <c>photos/p1</c>.</param>
/// <param name="From">The part of the network that it came from, not the very address: the first 24 bits of an IPv4 address, 48 of an IPv6 one.</param>
public sealed record Look(Instant At, string By, string What, string? From, string? Share = null)
{
    /// <summary>No look: from where this caller changed something that day.</summary>
    public const string Changes = "changes";

    public static string PartitionOf(string animalId) => $"looks:{animalId}";
}

/// <summary>
/// Writes down who looked. A look that could not be written down is not granted. Of the whole record each look is written; of everything else below an animal the first of
/// a day by one reader from one place, so that a client that polls costs one small write a day and nothing is written into the journal. What was changed is in the journal;
/// from where somebody changed an animal's things is written once a day, the owner's own changes too, for a stranger may have the owner's password.
/// </summary>
public sealed class Audit(IDocuments documents, AuditSettings settings, IClock clock) : IOnlooker
{
    private readonly DayOfLooks known = new();

    /// <summary>Owners look at what is theirs; everybody else's look is written down.</summary>
    public Task Read(HttpRequest request, Caller caller, string animalId, string what, CancellationToken stop, string? share = null)
    {
        request.HttpContext.Items[typeof(Look)] = what;
        return caller.Role == Role.Owner ? Task.CompletedTask : Write(animalId, new(clock.GetCurrentInstant(), caller.By, what, Origin(request), share), stop);
    }

    /// <summary>Any answered request about something below an animal, unless the function has written it down itself.</summary>
    public async Task Saw(HttpRequest request, CancellationToken stop)
    {
        var reads = HttpMethods.IsGet(request.Method);
        if (Callers.Of(request) is not { Role: not Role.Anonymous } caller || (reads && caller.Role == Role.Owner) || request.HttpContext.Items.ContainsKey(typeof(Look))) return;
        if (request.RouteValues.GetValueOrDefault("animalId") is not string animalId || !Ids.Allows(animalId)) return;
        var now = clock.GetCurrentInstant();
        var look = new Look(now, caller.By, reads ? Thing(request.Path.Value ?? "", animalId) : Look.Changes, Origin(request));
        var day = now.InUtc().Date;
        var key = $"{animalId}\n{look.By}\n{look.What}\n{look.From}";
        if (known.Has(day, key)) return;
        var id = new DocumentId(Look.PartitionOf(animalId), $"{Stamp(day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant())}~{Uuid.V5(key):N}");
        // There already: another process saw the first of the day.
        await documents.Write(id, look, expected: null, stop, settings.KeepLooks);
        known.Add(day, key);
    }

    /// <param name="from">Taken back to the beginning of its day, where that day's first looks are.</param>
    public IAsyncEnumerable<(string Id, Stored<Look> Stored)> Of(string animalId, Instant from, Instant to, CancellationToken stop) =>
        documents.List<Look>(Look.PartitionOf(animalId), new IdRange(Stamp(from.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()), Stamp(to)), stop);

    /// <summary>The path below the animal; of the animal itself, <c>animal</c>.</summary>
    public static string Thing(string path, string animalId)
    {
        var at = path.IndexOf($"/animals/{animalId}", StringComparison.Ordinal);
        var below = at < 0 ? path : path[(at + "/animals/".Length + animalId.Length)..];
        return below.Trim('/') is { Length: > 0 } thing ? thing[..Math.Min(thing.Length, 200)] : "animal";
    }

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

/// <summary>The looks of one day that are known to be written down: a bounded memory, which may forget and then only costs a write that finds the look there.</summary>
internal sealed class DayOfLooks
{
    private const int Most = 50_000;
    private readonly Lock turn = new();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private LocalDate day;

    public bool Has(LocalDate on, string key)
    {
        lock (turn) return day == on && keys.Contains(key);
    }

    public void Add(LocalDate on, string key)
    {
        lock (turn)
        {
            if (day != on || keys.Count >= Most) keys.Clear();
            day = on;
            keys.Add(key);
        }
    }
}
