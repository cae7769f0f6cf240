using VetVisits.Journal;

namespace VetVisits.Identity;

/// <summary>
/// Names the caller of a request from its bearer token or API key. A person with several roles calls in the one that the route is for; where a route serves several
/// of them, the header <c>X-Role</c> says which, else the token's first.
/// </summary>
public sealed class Callers(Tokens tokens, ApiKeys keys) : ICallers
{
    public async Task<Caller> Require(HttpRequest request, CancellationToken stop, params Role[] roles)
    {
        var caller = await Named(request, roles, stop);
        request.HttpContext.Items[typeof(Caller)] = caller;
        return caller;
    }

    /// <summary>Whom the request was found to come from; null where nobody has asked yet.</summary>
    public static Caller? Of(HttpRequest request) => request.HttpContext.Items[typeof(Caller)] as Caller;

    private Task<Caller> Named(HttpRequest request, Role[] roles, CancellationToken stop)
    {
        var header = request.Headers.Authorization.ToString();
        var key = request.Headers["X-Api-Key"].ToString();
        if (roles is [Role.Anonymous]) return Task.FromResult(Caller.Nobody);
        if (key.Length > 0) return Task.FromResult(ByKey(request, key, roles));
        if (header.Length > 0) return ByToken(request, header, roles, stop);
        return roles.Contains(Role.Anonymous) ? Task.FromResult(Caller.Nobody) : throw Missing(request);
    }

    private Caller ByKey(HttpRequest request, string key, Role[] roles)
    {
        if (keys.NameOf(key) is not { } name)
            throw Challenge(request, new(401, "api-key-invalid", "This X-Api-Key is not known here."), "Bearer realm=\"vetvisits\"");
        return roles.Contains(Role.ApiKey) ? new Caller(Role.ApiKey, name) : throw NotAllowed(request, roles);
    }

    private async Task<Caller> ByToken(HttpRequest request, string header, Role[] roles, CancellationToken stop)
    {
        const string scheme = "Bearer ";
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) throw Missing(request);
        try
        {
            var bearer = await tokens.Check(header[scheme.Length..].Trim(), stop);
            return Choose(request, bearer, roles);
        }
        catch (RefusedException no) when (no.Refusal.Status == 401)
        {
            throw Challenge(request, no.Refusal, $"Bearer realm=\"vetvisits\", error=\"invalid_token\", error_description=\"{no.Refusal.Detail}\"");
        }
    }

    private static Caller Choose(HttpRequest request, Bearer bearer, Role[] roles)
    {
        var wanted = request.Headers["X-Role"].ToString();
        var possible = bearer.Roles.Where(roles.Contains).Where(r => wanted.Length == 0 || wanted.Equals(r.ToString(), StringComparison.OrdinalIgnoreCase)).ToList();
        if (possible.Count == 0) throw NotAllowed(request, roles);
        if (possible[0] != Role.Device) return new Caller(possible[0], bearer.Id);
        return bearer.AnimalId is { } animal
            ? new Caller(Role.Device, bearer.Id, animal)
            : throw new RefusedException(new(401, "token-invalid", "A device's token names the animal that it is bound to, in the claim animal."));
    }

    private static RefusedException Missing(HttpRequest request) =>
        Challenge(request, new(401, "token-missing", "Send a bearer token: Authorization: Bearer ..."), "Bearer realm=\"vetvisits\"");

    private static RefusedException NotAllowed(HttpRequest request, Role[] roles)
    {
        var who = string.Join(", ", roles.Where(r => r != Role.Anonymous).Select(r => Json.ToElement(r).GetString()));
        return Challenge(request, new(403, "role-not-allowed", $"This route is for: {who}."), "Bearer realm=\"vetvisits\", error=\"insufficient_scope\"");
    }

    private static RefusedException Challenge(HttpRequest request, Refusal refusal, string challenge)
    {
        request.HttpContext.Response.Headers.WWWAuthenticate = challenge;
        return new RefusedException(refusal);
    }
}
