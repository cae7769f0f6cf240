namespace VetVisits.Identity;

/// <summary>What a caller may be. A token names exactly one.</summary>
public enum Role
{
    Anonymous,
    Owner,
    Vet,
    Staff,
    Admin,
    Device,
    ApiKey,
}

/// <summary>
/// Who calls. <c>Id</c> is opaque, safe in names, and the same for the same subject of the same issuer.
/// A device is bound to one animal; <c>AnimalId</c> is null for everybody else.
/// </summary>
public sealed record Caller(Role Role, string Id, string? AnimalId = null)
{
    public static Caller Nobody { get; } = new(Role.Anonymous, "anonymous");

    /// <summary>As commits name it: <c>owner:…</c>, <c>vet:…</c>.</summary>
    public string By => $"{Role.ToString().ToLowerInvariant()}:{Id}";
}

/// <summary>Names the caller of a request from its bearer token or API key.</summary>
public interface ICallers
{
    /// <summary>The caller, if it has one of these roles.</summary>
    /// <exception cref="Journal.RefusedException">401 <c>token-missing</c>, <c>token-invalid</c>, <c>token-expired</c>; 403 <c>role-not-allowed</c>.</exception>
    Task<Caller> Require(HttpRequest request, CancellationToken stop, params Role[] roles);
}
