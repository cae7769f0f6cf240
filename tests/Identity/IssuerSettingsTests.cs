using FsCheck.Xunit;
using Microsoft.Extensions.Configuration;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Tests.Identity;

public sealed class IssuerSettingsTests
{
    private static readonly IReadOnlyList<IssuerSettings> Two = From(
        ("Oidc:Issuers:0:Issuer", "https://one.test"), ("Oidc:Issuers:0:Audience", "a"),
        ("Oidc:Issuers:1:Issuer", "https://two.test"), ("Oidc:Issuers:1:Audience", "a"), ("Oidc:Issuers:1:IdPrefix", "two"));

    [Theory]
    [InlineData("owner-1", "owner-1", "two.owner-1")]
    [InlineData("auth0|5f7c8ec7c33c6c004bbafe82", "h.", "two.h.")]
    public void A_safe_subject_stays_as_it_is_and_others_are_hashed(string subject, string first, string second)
    {
        Assert.StartsWith(first, Two[0].IdOf(subject), StringComparison.Ordinal);
        Assert.StartsWith(second, Two[1].IdOf(subject), StringComparison.Ordinal);
    }

    [Property]
    public bool Every_id_is_safe_in_names_and_in_paths(FsCheck.NonEmptyString subject) =>
        Two.All(issuer => Names.Allows(issuer.IdOf(subject.Get)) && VetVisits.Http.Ids.Allows(issuer.IdOf(subject.Get)));

    [Property]
    public bool Two_subjects_never_share_an_id(FsCheck.NonEmptyString one, FsCheck.NonEmptyString other) =>
        Two[0].IdOf(one.Get) != Two[1].IdOf(other.Get)
        && Two.All(issuer => (issuer.IdOf(one.Get) == issuer.IdOf(other.Get)) == (one.Get == other.Get));

    [Fact]
    public void A_subject_that_looks_like_anothers_id_is_not_taken_for_it()
    {
        var hashed = Two[0].IdOf("auth0|1");
        Assert.NotEqual(hashed, Two[0].IdOf(hashed));
        Assert.NotEqual(Two[1].IdOf("x"), Two[0].IdOf("two.x"));
    }

    [Fact]
    public void Settings_that_would_mix_up_people_keep_the_host_from_starting()
    {
        Refused(("Oidc:Issuers:0:Issuer", "https://one.test"));
        Refused(("Oidc:Issuers:0:Audience", "a"));
        Refused(
            ("Oidc:Issuers:0:Issuer", "https://one.test"), ("Oidc:Issuers:0:Audience", "a"),
            ("Oidc:Issuers:1:Issuer", "https://two.test"), ("Oidc:Issuers:1:Audience", "a"));
        Refused(("Oidc:Issuer", "https://one.test"), ("Oidc:Audience", "a"), ("Oidc:IdPrefix", "h"));
        Refused(("Oidc:Issuer", "https://one.test"), ("Oidc:Audience", "a"), ("Oidc:Roles:Boss", "root"));
        Refused(("Oidc:Issuer", "https://one.test"), ("Oidc:Audience", "a"), ("Oidc:Roles:Boss", "owner,vet"));
    }

    private static void Refused(params (string, string)[] settings) => Assert.Throws<InvalidOperationException>(() => From(settings));

    private static IReadOnlyList<IssuerSettings> From(params (string Key, string Value)[] settings) =>
        IssuerSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
