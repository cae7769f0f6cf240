using FsCheck.Xunit;
using Microsoft.Extensions.Configuration;
using NodaTime;
using VetVisits.Fees;
using VetVisits.Journal;
using VetVisits.Tests.Visits;
using VetVisits.Visits;

namespace VetVisits.Tests.Fees;

public sealed class FeeRulesTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly FeeTerms Terms = new(4500, "USD", 10, UnhelpedFee.Charge, 2250, 4500);

    private static Visit Visit(FeeTerms terms, int minutes, params Event[] after) =>
        VetVisits.Visits.Visit.Fold.Of(new Event[] { Given.Booked(Start) with { Fee = terms }, new VisitCheckedIn(null), new VisitStarted() }.Concat(after)
            .Select((e, i) => new Commit("animal:a1", "visit:v1", i + 1, Start + Duration.FromMinutes(i < 3 ? 0 : minutes), "vet:vet1", null, [e])));

    private static FeeDecided Ended(string outcome, int minutes = 20, FeeTerms? terms = null) => FeeRules.Decide(Visit(terms ?? Terms, minutes, new VisitEnded(outcome)))!;

    [Theory]
    [InlineData("treated")]
    [InlineData("watch-at-home")]
    public void A_visit_that_helped_is_charged_as_agreed(string outcome) => Assert.Equal((FeeKind.Charged, 4500), (Ended(outcome).Kind, Ended(outcome).AmountMinor));

    [Fact]
    public void An_emergency_costs_nothing() => Assert.Equal((FeeKind.Free, 0, "emergency"), (Ended("emergency-referred").Kind, Ended("emergency-referred").AmountMinor, Ended("emergency-referred").Reason));

    [Fact]
    public void An_emergency_at_check_in_costs_nothing() =>
        Assert.Equal(FeeKind.Free, FeeRules.Decide(Visit(Terms, 0, new VisitStopped(VetVisits.Triage.Level.Emergency)))!.Kind);

    [Theory]
    [InlineData("see-in-person")]
    [InlineData("could-not-treat")]
    public void A_visit_that_could_not_help_is_waived_up_to_the_last_second_of_the_time_agreed(string outcome)
    {
        Assert.Equal((FeeKind.Waived, 0), (Ended(outcome, 10).Kind, Ended(outcome, 10).AmountMinor));
        Assert.Equal((FeeKind.Charged, 4500), (Ended(outcome, 11).Kind, Ended(outcome, 11).AmountMinor));
    }

    [Fact]
    public void After_that_the_policy_may_credit_it() =>
        Assert.Equal((FeeKind.Credited, 4500), (Ended("see-in-person", 30, Terms with { AfterThat = UnhelpedFee.Credit }).Kind, Ended("see-in-person", 30, Terms with { AfterThat = UnhelpedFee.Credit }).AmountMinor));

    [Fact]
    public void Or_waive_it_still() => Assert.Equal(FeeKind.Waived, Ended("could-not-treat", 30, Terms with { AfterThat = UnhelpedFee.Waive }).Kind);

    [Fact]
    public void A_visit_that_broke_off_is_waived() => Assert.Equal((FeeKind.Waived, "interrupted"), (Ended("interrupted").Kind, Ended("interrupted").Reason));

    [Theory]
    [InlineData(Side.Owner, true, 2250)]
    [InlineData(Side.Owner, false, 0)]
    [InlineData(Side.Vet, true, 0)]
    [InlineData(Side.Staff, true, 0)]
    [InlineData(Side.System, true, 0)]
    public void Only_the_owners_late_cancellation_is_charged(Side by, bool late, long amount) =>
        Assert.Equal(amount, FeeRules.Decide(Visit(Terms, 0, new VisitCancelled(by, late, Duration.FromMinutes(5))))!.AmountMinor);

    [Theory]
    [InlineData(Side.Owner, 4500)]
    [InlineData(Side.Vet, 0)]
    public void An_owner_who_never_came_pays_by_policy_and_a_vet_who_never_came_is_not_paid(Side missing, long amount) =>
        Assert.Equal(amount, FeeRules.Decide(Visit(Terms, 0, new VisitMissed(missing)))!.AmountMinor);

    [Fact]
    public void A_visit_that_is_not_over_has_no_fee_yet() => Assert.Null(FeeRules.Decide(Visit(Terms, 0)));

    [Fact]
    public void Later_prices_change_nothing_for_a_visit_that_was_agreed() => Assert.Equal(Terms, Ended("treated").Terms);

    [Property]
    public bool Nobody_is_ever_charged_more_than_was_agreed(int price, byte minutes, byte pick)
    {
        var amount = Math.Abs((long)price);
        var terms = new FeeTerms(amount, "USD", 10, (UnhelpedFee)(pick % 3), amount / 2, amount);
        return Outcomes.All.All(outcome => Ended(outcome, minutes, terms).AmountMinor <= amount);
    }

    [Fact]
    public void Every_outcome_has_its_fee() => Assert.All(Outcomes.All, outcome => Assert.NotEmpty(Ended(outcome).Reason));

    [Fact]
    public void A_fee_that_was_not_agreed_to_is_refused_with_the_quote()
    {
        Assert.Equal("fee-not-agreed", FeeRules.Agreed(Terms, null)!.Code);
        Assert.Equal("fee-changed", FeeRules.Agreed(Terms, new(4000, "USD"))!.Code);
        Assert.Equal("fee-changed", FeeRules.Agreed(Terms, new(4500, "EUR"))!.Code);
        Assert.Null(FeeRules.Agreed(Terms, new(4500, "USD")));
        Assert.Null(FeeRules.Agreed(FeeTerms.Free("USD"), null));
    }

    [Fact]
    public void A_charge_can_be_let_go_once_and_only_where_there_is_one()
    {
        var charged = new Fee(Ended("treated"), Start, null);
        var gone = Assert.IsType<FeeLetGo>(Assert.Single(Assert.IsType<Decision.Happened>(FeeRules.LetGo(charged, "v1", "the cat was dead")).Events));
        Assert.Equal(4500, gone.AmountMinor);
        Assert.IsType<Decision.Already>(FeeRules.LetGo(charged with { LetGo = gone }, "v1", "again"));
        Assert.Equal("fee-undecided", Assert.IsType<Decision.Refused>(FeeRules.LetGo(new(null, null, null), "v1", "x")).Refusal.Code);
        Assert.Equal("nothing-charged", Assert.IsType<Decision.Refused>(FeeRules.LetGo(new(Ended("interrupted"), Start, null), "v1", "x")).Refusal.Code);
    }

    [Fact]
    public void A_fee_is_told_once_by_id_without_a_person_in_it()
    {
        var commit = new Commit("animal:a1", "fee:v1", 1, Start, "system:fees", null, [Ended("treated")]);
        var told = Told.Of(commit, commit.Events[0])!;
        Assert.Equal(Json.Write(told), Json.Write(Told.Of(commit, commit.Events[0])!));
        Assert.Equal(("fee.decided", "4500", "charged"), (told.Type, told.Data["amountMinor"], told.Data["kind"]));
        Assert.Equal(["amountMinor", "animalId", "currency", "kind", "reason", "visitId"], told.Data.Keys);
    }

    [Fact]
    public void Prices_come_from_settings_and_a_region_may_say_otherwise()
    {
        var settings = Settings(("Fees:Prices:telemedicine", "4500"), ("Fees:LateCancelPercent", "50"), ("Fees:Regions:GB:Currency", "GBP"), ("Fees:Regions:GB:Prices:telemedicine", "3000"));
        Assert.Equal((4500, "USD", 2250), (settings.Terms("US-CA", "telemedicine").AmountMinor, settings.Terms("US-CA", "telemedicine").Currency, settings.Terms("US-CA", "telemedicine").LateCancelMinor));
        Assert.Equal((3000, "GBP"), (settings.Terms("GB", "telemedicine").AmountMinor, settings.Terms("GB", "telemedicine").Currency));
        Assert.False(settings.Terms("US-CA", "teletriage").Costs);
    }

    [Theory]
    [InlineData("Fees:Prices:telemedicine", "45.00")]
    [InlineData("Fees:Prices:telemedicine", "-1")]
    [InlineData("Fees:Currency", "dollars")]
    public void A_typo_in_a_price_is_found_at_the_start(string key, string value) => Assert.Throws<InvalidOperationException>(() => Settings((key, value)));

    private static FeeSettings Settings(params (string Key, string Value)[] values) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build());
}
