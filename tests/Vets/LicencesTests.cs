using NodaTime;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Tests.Vets;

public sealed class LicencesTests
{
    private static readonly LocalDate Last = new(2027, 6, 30);
    private static readonly LicenceVerified California = new("US-CA", "VET 1", Last);

    [Fact]
    public void The_last_day_counts_and_the_next_does_not()
    {
        var licences = Given(California);
        Assert.True(licences.ValidOn("US-CA", Last));
        Assert.False(licences.ValidOn("US-CA", Last.PlusDays(1)));
    }

    [Theory]
    [InlineData("US-NV")]
    [InlineData("US")]
    [InlineData("us-ca")]
    [InlineData("")]
    public void No_licence_reaches_further_than_its_region(string region) => Assert.False(Given(California).ValidOn(region, Last));

    [Fact]
    public void A_revoked_licence_holds_on_no_day_until_it_is_verified_anew()
    {
        var revoked = Given(California, new LicenceRevoked("US-CA", RevocationReason.Suspended));
        Assert.False(revoked.ValidOn("US-CA", new LocalDate(2026, 12, 1)));
        Assert.Null(revoked.ValidUntil("US-CA"));
        Assert.True(Given(California, new LicenceRevoked("US-CA", RevocationReason.Suspended), California).ValidOn("US-CA", Last));
    }

    [Fact]
    public void A_renewal_moves_the_last_day() =>
        Assert.Equal(Last.PlusYears(2), Given(California, California with { ValidUntil = Last.PlusYears(2) }).ValidUntil("US-CA"));

    [Fact]
    public void What_is_so_already_happens_not_again()
    {
        Assert.IsType<Decision.Already>(Licences.Decide(Given(California), California));
        Assert.IsType<Decision.Happened>(Licences.Decide(Given(California, new LicenceRevoked("US-CA", RevocationReason.Suspended)), California));
        Assert.Equal("not-found", Assert.IsType<Decision.Refused>(Licences.Decide(Licences.None, new LicenceRevoked("US-CA", RevocationReason.Suspended))).Refusal.Code);
    }

    private static Licences Given(params Event[] events) => events.Aggregate(Licences.None, (l, e) => Licences.Evolve(l, e, Instant.FromUtc(2026, 11, 22, 12, 0)));
}
