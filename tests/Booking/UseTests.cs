using NodaTime;
using VetVisits.Animals;
using VetVisits.Vcpr;
using VetVisits.Vets;

namespace VetVisits.Tests.Booking;

/// <summary>What an animal is kept for decides with the law: Arizona lets no food animal start by video.</summary>
public sealed class UseTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 24, 10, 0);

    [Theory]
    [InlineData("rabbit", AnimalUse.Companion, null)]
    [InlineData("rabbit", AnimalUse.FoodProduction, "animal-excluded")]
    [InlineData("rabbit", null, "animal-use-unknown")]
    [InlineData("dog", null, null)]
    public async Task The_law_is_asked_with_what_the_owner_said(string species, AnimalUse? use, string? reason)
    {
        await using var clinic = new Clinic();
        await clinic.Vet(region: "US-AZ");
        await clinic.Happened("vet:vet1", "offer", new OfferChanged([species], ["telemedicine"]));
        await clinic.Animal("a1", species: species);
        var there = (await clinic.Documents.Read<Animal>(Animal.At("a1"), default))!;
        await clinic.Documents.Write(Animal.At("a1"), there.Document with { Use = use }, there.ETag, default);
        await clinic.Intake("a1", region: "US-AZ");

        if (reason is null)
        {
            Assert.Equal(ServiceBasis.StartsByVideo, (await clinic.Book("a1", Ten, "k1", "telemedicine")).Law!.Basis);
            return;
        }
        var no = await Clinic.Refused(() => clinic.Book("a1", Ten, "k1", "telemedicine"));
        Assert.Equal("vcpr-required", no.Code);
        Assert.Contains((IReadOnlyList<Reason>)no.More!["reasons"]!, r => r.Code == reason);
    }

    [Fact]
    public void A_profile_says_it_and_the_view_shows_it()
    {
        var said = Json.Read<AnimalProfile>("""{"name": "Bo", "species": "horse", "use": "racing"}""");
        Assert.Equal(AnimalUse.Racing, AnimalView.Of(said.Checked("a1", "o1", new("a1", ""), new(2026, 11, 23), practiceExists: false)).Use);
    }

    [Fact]
    public void A_horse_that_may_race_is_prescribed_nothing_by_video_where_race_horses_are_barred()
    {
        var answer = VetVisits.Tests.Vcpr.Ask.About("US-FL", species: "horse");
        var unknown = Law.Embedded.Decide(answer with { Starts = [new("vet-1", "US-FL", answer.On.PlusMonths(-1), StartedBy.SynchronousVideo)], Animal = new("horse") });
        Assert.False(unknown.Prescribing.Allowed);
    }
}
