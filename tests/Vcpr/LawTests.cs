using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

public sealed class LawTests
{
    [Fact]
    public void A_region_without_a_row_gets_the_strictest_law_and_says_so()
    {
        var answer = Ask.About("US-PR").Answered();
        Assert.False(answer.Allowed);
        Assert.Equal(LawKnown.NoRow, answer.Law);
        Assert.Contains(answer.Reasons, r => r.Code == "region-unknown");
        Assert.Equal("vcpr-required", answer.Refusal().Code);
    }

    [Fact]
    public void A_live_video_visit_may_begin_the_relationship_in_California()
    {
        var answer = Ask.About("US-CA").Answered();
        Assert.True(answer.StartsVcpr);
        Assert.Equal(CameAbout.SynchronousVideo, answer.Start!.How);
        Assert.Equal(14, answer.Prescribing.AntimicrobialMaxDays);
        Assert.False(answer.Prescribing.Extralabel);
    }

    [Fact]
    public void A_phone_call_may_not() => Assert.Equal("start-must-be-video", Ask.About("US-CA").By(Channel.Phone).Answered().Refusal().Code);

    [Fact]
    public void Arkansas_lets_an_emergency_come_first_and_asks_for_hands_within_seven_days()
    {
        var answer = Ask.About("US-AR").Urgently().Answered();
        Assert.Equal(ServiceBasis.EmergencyException, answer.For("telemedicine").Basis);
        Assert.Equal(Ask.Today.PlusDays(7), answer.Start!.SeeInPersonBy);
    }
}
