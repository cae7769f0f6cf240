using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;
using VetVisits.Waiting;

namespace VetVisits.Tests.Waiting;

/// <summary>The rules of the waiting room, given what happened, when something is wanted.</summary>
public sealed class WaitingRulesTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly WaitingSettings Settings = new();
    private static readonly VisitRequested Requested = new("v1", "a1", "o1", "teletriage", "cat", "US-CA", "i1", Level.Soon, null, true);
    private static readonly VisitClaimed ByVet1 = new("vet1", "h1", new(2026, 11, 23), "Etc/UTC", Noon, Noon + Duration.FromMinutes(20), OwnerThere: false);

    [Fact]
    public void A_visit_that_waits_is_offered_to_one_vet_until_the_time_is_over()
    {
        var offered = Yes(WaitingRules.Offer(At(Requested), "vet1", "h1", Settings, Noon));
        Assert.Equal(new VisitOffered("vet1", "h1", Noon + Settings.Accept), Assert.Single(offered));
    }

    [Fact]
    public void While_an_offer_is_open_there_is_no_other() =>
        Assert.Equal("offered-to-another", No(WaitingRules.Offer(At(Requested, Offer("vet1")), "vet2", "h2", Settings, Noon + Settings.Accept - Duration.FromSeconds(1))).Code);

    [Fact]
    public void The_next_offer_ends_the_overdue_one_in_the_same_commit()
    {
        var events = Yes(WaitingRules.Offer(At(Requested, Offer("vet1")), "vet2", "h2", Settings, Noon + Settings.Accept));
        Assert.Equal(new OfferEnded("vet1", "h-vet1", OfferEnd.Expired), events[0]);
        Assert.Equal("vet2", Assert.IsType<VisitOffered>(events[1]).VetId);
    }

    [Fact]
    public void A_hold_that_lapsed_while_its_writer_slept_is_never_used()
    {
        var visit = At(Requested, new HoldLapsed("h1"));
        Assert.Equal("offered-to-another", No(WaitingRules.Offer(visit, "vet1", "h1", Settings, Noon)).Code);
        Assert.Equal("offer-over", No(Claim(visit, ByVet1)).Code);
    }

    [Fact]
    public void The_vet_who_is_asked_takes_the_visit_and_nobody_else_can()
    {
        var visit = At(Requested, Offer("vet1"));
        Assert.Equal("offered-to-another", No(Claim(visit, ByVet1 with { VetId = "vet2", Hold = "h2" })).Code);
        var claimed = Assert.IsType<VisitClaimed>(Assert.Single(Yes(Claim(visit, ByVet1 with { Hold = "h-vet1" }))));
        Assert.Equal("already-claimed", No(Claim(At(Requested, Offer("vet1"), claimed), ByVet1 with { VetId = "vet2", Hold = "h2" })).Code);
        Assert.IsType<Decision.Already>(Claim(At(Requested, Offer("vet1"), claimed), ByVet1 with { Hold = "another" }));
    }

    [Fact]
    public void Whoever_is_called_off_or_stopped_can_be_taken_by_nobody()
    {
        foreach (var over in (Event[])[new VisitCancelled(Side.Owner, false, Duration.Zero), new VisitStopped(Level.Emergency)])
            Assert.Equal("wait-over", No(Claim(At(Requested, over), ByVet1)).Code);
    }

    [Fact]
    public void An_emergency_stops_the_visit_whoever_wants_to_take_it()
    {
        var stopped = Yes(WaitingRules.Claim(At(Requested, Offer("vet1")), ByVet1 with { Hold = "h-vet1" }, new(Level.Emergency, "i2", ["go"]), Noon));
        Assert.Equal("i2", Assert.IsType<VisitStopped>(Assert.Single(stopped)).IntakeId);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void A_check_in_holds_for_ten_minutes_of_waiting(int minutes, bool there)
    {
        var claimed = Yes(WaitingRules.Claim(At(Requested, new VisitCheckedIn(null)), ByVet1, CheckInFinding.Well, Noon + Duration.FromMinutes(minutes)));
        Assert.Equal(there, Assert.IsType<VisitClaimed>(Assert.Single(claimed)).OwnerThere);
    }

    [Fact]
    public void Who_declined_is_not_asked_again_and_who_let_it_pass_only_after_a_while()
    {
        var visit = At(Requested, Offer("vet1"), new OfferEnded("vet1", "h-vet1", OfferEnd.Declined), Offer("vet2"), new OfferEnded("vet2", "h-vet2", OfferEnd.Expired));
        Assert.Equal(["vet3"], Asked(visit, Noon));
        Assert.Equal(["vet2", "vet3"], Asked(visit, Noon + Settings.AskAgain));
    }

    [Fact]
    public void The_own_practice_comes_first_and_then_who_has_waited_longest_for_an_offer()
    {
        FreeVet[] free = [Free("vet1", Noon), Free("vet2", Noon - Duration.FromMinutes(5)), Free("vet3", null)];
        Assert.Equal(["vet3", "vet2", "vet1"], WaitingRules.Candidates(At(Requested), free, Set(), Settings, Noon).Select(v => v.OnDuty.VetId));
        Assert.Equal(["vet1", "vet3", "vet2"], WaitingRules.Candidates(At(Requested), free, Set("vet1"), Settings, Noon).Select(v => v.OnDuty.VetId));
    }

    [Fact]
    public void Only_vets_of_the_species_and_the_service_whose_duty_and_licence_last_are_asked()
    {
        var all = Free("vet1", null);
        FreeVet[] unfit =
        [
            all with { OnDuty = all.OnDuty with { Species = ["dog"] } },
            all with { OnDuty = all.OnDuty with { Services = ["telemedicine"] } },
            all with { OnDuty = all.OnDuty with { Until = Noon } },
            all with { OnDuty = all.OnDuty with { LicenceUntil = new(2026, 11, 22) } },
        ];
        Assert.Empty(WaitingRules.Candidates(At(Requested), unfit, Set(), Settings, Noon));
        Assert.Single(WaitingRules.Candidates(At(Requested), [all], Set(), Settings, Noon));
    }

    [Fact]
    public void The_owner_is_told_of_each_threshold_once_and_of_the_longest_that_has_passed()
    {
        Assert.IsType<Decision.Already>(Look(At(Requested), 9));
        Assert.Equal(new WaitTold(10, 2), Assert.Single(Yes(Look(At(Requested), 10))));
        Assert.IsType<Decision.Already>(Look(At(Requested, new WaitTold(10, 2)), 29));
        Assert.Equal(new WaitTold(60, 2), Assert.Single(Yes(Look(At(Requested, new WaitTold(10, 2)), 70))));
    }

    [Fact]
    public void A_wait_that_nobody_ended_is_called_off_and_costs_nothing()
    {
        var events = Yes(Look(At(Requested, Offer("vet1")), 120));
        Assert.Equal([typeof(OfferEnded), typeof(VisitCancelled)], events.Select(e => e.GetType()));
        var over = At([Requested, Offer("vet1"), .. events]);
        Assert.Equal(VetVisits.Fees.FeeKind.Free, VetVisits.Fees.FeeRules.Decide(over)!.Kind);
    }

    [Fact]
    public void Nobody_is_charged_who_leaves_while_waiting()
    {
        var left = Assert.IsType<VisitCancelled>(Assert.Single(Yes(VisitRules.Cancel(At(Requested), Side.Owner, null, new BookingSettings(), Noon))));
        Assert.False(left.Late);
    }

    [Fact]
    public void A_vet_who_never_comes_loses_the_visit_and_it_waits_from_when_it_should_have_begun()
    {
        var booking = new BookingSettings();
        var visit = At(Requested, new VisitCheckedIn(null), ByVet1 with { OwnerThere = true });
        var again = Assert.IsType<VisitReoffered>(Assert.Single(Yes(VisitRules.Missed(visit, booking, Noon + booking.Grace))));
        var waits = At(Requested, new VisitCheckedIn(null), ByVet1 with { OwnerThere = true }, again);
        Assert.Equal((VisitStatus.Waiting, "", "vet1", Noon), (waits.Status, waits.VetId, waits.Wait!.StoodUpBy, waits.Wait.Since));
        Assert.Equal(HoldStanding.GivenUp, waits.StandingOf("h1"));
        // Not even when everybody else is gone.
        Assert.DoesNotContain("vet1", Asked(waits, Noon + Duration.FromHours(1)));
    }

    [Fact]
    public void An_owner_who_never_comes_to_a_visit_that_a_vet_took_has_missed_it()
    {
        var booking = new BookingSettings();
        Assert.Equal(Side.Owner, Assert.IsType<VisitRanLate>(Assert.Single(Yes(VisitRules.Overdue(At(Requested, ByVet1), booking, Noon + booking.LateAfter)))).Missing);
        Assert.Equal(Side.Owner, Assert.IsType<VisitMissed>(Assert.Single(Yes(VisitRules.Overdue(At(Requested, ByVet1), booking, Noon + booking.Grace)))).Missing);
    }

    [Theory]
    [InlineData(1, 0, false, null)]
    [InlineData(1, 3, true, 1)]
    [InlineData(1, 1, false, 15)]
    [InlineData(3, 1, false, 45)]
    [InlineData(3, 3, false, 15)]
    [InlineData(4, 3, false, 30)]
    public void The_expected_wait_follows_from_the_place_and_the_vets(int place, int vets, bool asked, int? minutes) =>
        Assert.Equal(minutes, WaitWords.Expected(place, vets, asked, Settings));

    [Fact]
    public void Duty_ends_by_itself_and_saying_the_same_again_is_nothing_new()
    {
        var until = Noon + Duration.FromHours(2);
        var duty = Duty.Fold.Of([new Commit("vet:v", "duty:2026-11-23", 1, Noon, "vet:v", null, [new DutyChanged(true, until)])]);
        Assert.True(duty.On(until - Duration.FromSeconds(1)));
        Assert.False(duty.On(until));
        Assert.IsType<Decision.Already>(Duty.Decide(duty, new(true, until), Noon));
        Assert.IsType<Decision.Happened>(Duty.Decide(duty, new(false), Noon));
        Assert.IsType<Decision.Already>(Duty.Decide(duty, new(false), until));
    }

    private static Visit At(params Event[] events) =>
        Visit.Fold.Of(events.Select((e, i) => new Commit("animal:a1", "visit:v1", i + 1, Noon, "test", null, [e])));

    private static VisitOffered Offer(string vet) => new(vet, $"h-{vet}", Noon + Settings.Accept);

    private static IReadOnlyList<string> Asked(Visit visit, Instant now) =>
        [.. WaitingRules.Candidates(visit, [Free("vet1", null), Free("vet2", null), Free("vet3", null)], Set(), Settings, now).Select(v => v.OnDuty.VetId)];

    private static FreeVet Free(string vet, Instant? last) =>
        new(new(vet, ["cat"], ["teletriage"], "Etc/UTC", new(2027, 1, 1), Noon - Duration.FromMinutes(30), Noon + Duration.FromHours(8)), last);

    private static HashSet<string> Set(params string[] vets) => vets.ToHashSet(StringComparer.Ordinal);

    private static Decision Claim(Visit visit, VisitClaimed wanted) => WaitingRules.Claim(visit, wanted, CheckInFinding.Well, Noon);

    private static Decision Look(Visit visit, int minutes) => WaitingRules.Look(visit, 2, Settings, Noon + Duration.FromMinutes(minutes));

    private static IReadOnlyList<Event> Yes(Decision decision) => Assert.IsType<Decision.Happened>(decision).Events;

    private static Refusal No(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal;
}
