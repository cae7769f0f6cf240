using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace VetVisits.Identity;

/// <summary>
/// One OpenID Connect issuer whose tokens are accepted: <c>Oidc:Issuers:{n}:…</c>, or <c>Oidc:Issuer</c> and <c>Oidc:Audience</c> where one is enough.
/// </summary>
/// <param name="Metadata">The address of the discovery document; by the standard's rule from the issuer where it is not set.</param>
/// <param name="IdPrefix">Goes before every subject of this issuer in ids, so that two issuers' subjects never meet. Only one issuer may go without.</param>
/// <param name="RoleClaim">The claim that names the roles; a JSON pointer (<c>/realm_access/roles</c>) where it is nested. Null looks at <c>roles</c>, then <c>role</c>.</param>
/// <param name="RoleNames">What the issuer calls our roles, where it calls them otherwise.</param>
/// <param name="Grants">The roles that this issuer may grant: one for owners should not be able to name an admin.</param>
public sealed record IssuerSettings(
    string Issuer, string Metadata, IReadOnlyList<string> Audiences, string? IdPrefix, string? RoleClaim,
    FrozenDictionary<string, Role> RoleNames, FrozenSet<Role> Grants)
{
    private const int LongestSubject = 80;

    /// <summary>
    /// The caller's id: the subject as it is where it is safe in names, else a hash of it. Injective: plain subjects hold no dot, a prefix ends in a dot,
    /// and a hash stands after <c>h.</c>, which is no prefix.
    /// </summary>
    public string IdOf(string subject)
    {
        var prefix = IdPrefix is null ? "" : $"{IdPrefix}.";
        return subject.Length <= LongestSubject && subject.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? prefix + subject
            : $"{prefix}h.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..40]}";
    }

    /// <summary>The role that a token's word means; <see cref="Role.Anonymous"/>, which no issuer grants, for any other word.</summary>
    public Role RoleOf(string name) =>
        RoleNames.TryGetValue(name, out var mapped) || OurNames.TryGetValue(name, out mapped) ? mapped : Role.Anonymous;

    /// <exception cref="InvalidOperationException">A setting is missing or contradicts another; the host must not start with it.</exception>
    public static IReadOnlyList<IssuerSettings> From(IConfiguration settings)
    {
        var section = settings.GetSection("Oidc");
        var sections = section.GetSection("Issuers").GetChildren().ToList();
        if (section["Issuer"] is not null) sections.Insert(0, section);
        var issuers = sections.Select(One).ToList();
        if (issuers.Select(i => i.Issuer).Distinct().Count() != issuers.Count) throw Wrong("Oidc:Issuers", "names one issuer twice");
        if (issuers.Select(i => i.IdPrefix).Distinct().Count() != issuers.Count) throw Wrong("Oidc:Issuers", "needs an IdPrefix of its own for every issuer but one");
        return issuers;
    }

    private static IssuerSettings One(IConfigurationSection section)
    {
        var issuer = section["Issuer"] ?? throw Wrong(section.Path, "lacks Issuer");
        var audiences = section.GetSection("Audiences").Get<string[]>() ?? (section["Audience"] is { } one ? [one] : throw Wrong(section.Path, "lacks Audience"));
        var prefix = section["IdPrefix"];
        if (prefix is not null && (prefix == "h" || prefix.Length is 0 or > 12 || !prefix.All(char.IsAsciiLetterOrDigit)))
            throw Wrong(section.Path, "has an IdPrefix that is not 1 to 12 letters and digits (and not h)");
        return new IssuerSettings(
            issuer, section["Metadata"] ?? $"{issuer.TrimEnd('/')}/.well-known/openid-configuration", audiences, prefix, section["RoleClaim"],
            section.GetSection("Roles").GetChildren().ToFrozenDictionary(r => r.Key, r => RoleOf(section, r.Value), StringComparer.Ordinal),
            (section.GetSection("Grants").Get<string[]>()?.Select(r => RoleOf(section, r)).ToArray() ?? [.. OurNames.Values]).ToFrozenSet());
    }

    // A table, not Enum.Parse: that would read "owner,vet" as the number of another role.
    private static readonly FrozenDictionary<string, Role> OurNames =
        new[] { Role.Owner, Role.Vet, Role.Staff, Role.Admin, Role.Device }.ToFrozenDictionary(r => r.ToString(), StringComparer.OrdinalIgnoreCase);

    private static Role RoleOf(IConfigurationSection section, string? name) =>
        OurNames.TryGetValue(name ?? "", out var role) ? role : throw Wrong(section.Path, $"names a role that is none: {name}");

    private static InvalidOperationException Wrong(string where, string what) => new($"The settings under {where} cannot be used: the section {what}.");
}

/// <summary>What all issuers share.</summary>
/// <param name="ClockSkew">How far an issuer's clock may be from ours (<c>Oidc:ClockSkewSeconds</c>, 60).</param>
/// <param name="Remembered">For how long a token that passed is not checked again (<c>Oidc:RememberSeconds</c>, 60); never beyond its expiry.</param>
public sealed record TokenSettings(IReadOnlyList<IssuerSettings> Issuers, Duration ClockSkew, Duration Remembered)
{
    public static TokenSettings From(IConfiguration settings) => new(
        IssuerSettings.From(settings),
        Duration.FromSeconds(settings.GetValue("Oidc:ClockSkewSeconds", 60)),
        Duration.FromSeconds(settings.GetValue("Oidc:RememberSeconds", 60)));
}
