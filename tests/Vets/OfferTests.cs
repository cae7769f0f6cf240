using NodaTime;
using VetVisits.Journal;
using VetVisits.Vets;

namespace VetVisits.Tests.Vets;

public sealed class OfferTests
{
    private static readonly LocalDate Monday = new(2026, 11, 23);
    private static readonly AvailabilityChanged Hours = new(
        "Europe/London", [new(IsoDayOfWeek.Monday, At(9, 17))], [new(Monday.PlusWeeks(1), []), new(Monday.PlusDays(1), [At(10, 12)])], 20, 5, 60);

    [Fact]
    public void An_exception_stands_instead_of_the_weekly_pattern()
    {
        var offer = Given(Hours);
        Assert.Equal([At(9, 17)], offer.HoursOn(Monday));
        Assert.Equal([At(10, 12)], offer.HoursOn(Monday.PlusDays(1)));
        Assert.Empty(offer.HoursOn(Monday.PlusWeeks(1)));
        Assert.Empty(offer.HoursOn(Monday.PlusDays(2)));
    }

    [Fact]
    public void The_same_hours_again_are_nothing_new()
    {
        Assert.IsType<Decision.Already>(Offer.Decide(Given(Hours), Hours with { Weekly = [.. Hours.Weekly], Exceptions = [new(Monday.PlusWeeks(1), []), new(Monday.PlusDays(1), [At(10, 12)])] }));
        Assert.IsType<Decision.Happened>(Offer.Decide(Given(Hours), Hours with { SlotMinutes = 30 }));
        Assert.IsType<Decision.Happened>(Offer.Decide(Offer.None, Hours));
    }

    [Fact]
    public void A_zone_once_set_stays() =>
        Assert.Equal("zone-fixed", Assert.IsType<Decision.Refused>(Offer.Decide(Given(Hours), Hours with { Zone = "Europe/Paris" })).Refusal.Code);

    [Fact]
    public void A_vet_serves_a_species_with_a_service_only_where_both_are_offered()
    {
        var offer = Given(new OfferChanged(["cat"], ["telemedicine"]));
        Assert.True(offer.Serves("cat", "telemedicine"));
        Assert.False(offer.Serves("dog", "telemedicine"));
        Assert.False(offer.Serves("cat", "refill"));
    }

    [Fact]
    public void Midnight_ends_the_day_that_it_closes() => Assert.Equal(1440, new Hours(new LocalTime(22, 0), LocalTime.Midnight).ToMinute);

    [Theory]
    [InlineData("""{"$type":"offer.changed","species":["cat"],"services":["telemedicine"]}""")]
    [InlineData("""{"$type":"availability.changed","zone":"Europe/London","weekly":[{"day":"monday","hours":{"from":"09:00:00","to":"17:00:00"}}],"exceptions":[{"date":"2026-12-25","hours":[]}],"slotMinutes":20,"bufferMinutes":5,"minimumNoticeMinutes":60}""")]
    [InlineData("""{"$type":"licence.verified","region":"US-CA","number":"VET 1","validUntil":"2027-06-30"}""")]
    [InlineData("""{"$type":"licence.revoked","region":"US-CA","reason":"revoked-by-register"}""")]
    public void Events_are_written_for_ever_as_they_are_now(string golden) => Assert.Equal(golden, Json.Write(Json.Read<Event>(golden)));

    private static Hours At(int from, int to) => new(new LocalTime(from, 0), new LocalTime(to, 0));

    private static Offer Given(params Event[] events) => events.Aggregate(Offer.None, (offer, e) => Offer.Evolve(offer, e, Instant.FromUtc(2026, 11, 22, 12, 0)));
}
