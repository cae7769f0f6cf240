using NodaTime;
using VetVisits.Booking;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Tests.Booking;
using VetVisits.Triage;
using VetVisits.Visits;
using VetVisits.Waiting;

namespace VetVisits.Tests.Waiting;

/// <summary>The waiting room on a real store, its clock and its feed turned by hand.</summary>
public sealed class WaitingFlowTests : IAsyncDisposable
{
    private readonly Clinic clinic = new();

    [Fact]
    public async Task A_vet_on_duty_is_offered_the_visit_and_takes_it()
    {
        await OnDuty("vet1");
        var visit = await Request("a1");
        await clinic.Feed();

        var view = await Wait("a1", visit.Id);
        Assert.Equal((VisitStatus.Waiting, 1, 1, true), (view.Status, view.Place, view.VetsOnDuty, view.BeingOffered));
        Assert.Equal(["visit.offered"], Told("vet1", visit.Id));

        var claimed = await Claim("vet1", visit.Id);
        Assert.Equal(("vet1", VisitStatus.Booked, clinic.Clock.GetCurrentInstant()), (claimed.VetId, claimed.Status, claimed.Start));
        await clinic.Feed();
        Assert.Equal(["visit.offered", "visit.claimed"], Told("vet1", visit.Id));
        Assert.DoesNotContain((await clinic.Get<WaitingRoom>().Of(Vet("vet1"), default)).Entries, e => e.Kind == WaitingKind.OnDemand);
    }

    [Fact]
    public async Task An_offer_that_is_let_pass_goes_to_the_next_vet_and_its_history_stays()
    {
        await OnDuty("vet1", "vet2");
        var visit = await Request("a1");
        await clinic.Feed();
        var first = (await clinic.Visit("a1", visit.Id)).Wait!.Offer!.VetId;
        var second = first == "vet1" ? "vet2" : "vet1";

        clinic.Clock.AdvanceSeconds(46);
        Assert.Equal("no-offer", (await Clinic.Refused(() => Decline(first, visit.Id))).Code);
        await clinic.Sweep();
        await clinic.Feed();

        var now = await clinic.Visit("a1", visit.Id);
        Assert.Equal((second, OfferEnd.Expired), (now.Wait!.Offer!.VetId, now.Wait.Answers[first].Why));
        Assert.Equal(second, (await Claim(second, visit.Id)).VetId);
        Assert.Equal(["visit.offered", "visit.offer-ended"], Told(first, visit.Id));
    }

    [Fact]
    public async Task Whoever_watches_meets_the_overdue_offer_and_the_next_vet_is_asked_without_the_timer()
    {
        await OnDuty("vet1", "vet2");
        var visit = await Request("a1");
        await clinic.Feed();
        var first = (await clinic.Visit("a1", visit.Id)).Wait!.Offer!.VetId;
        clinic.Clock.AdvanceSeconds(46);
        await Wait("a1", visit.Id);
        await clinic.Feed();
        Assert.NotEqual(first, (await clinic.Visit("a1", visit.Id)).Wait!.Offer!.VetId);
    }

    [Fact]
    public async Task Vets_of_the_animals_own_practice_are_asked_first()
    {
        await OnDuty("a-stranger", "z-own");
        await clinic.Staff("s1", "p1", "z-own");
        var visit = await Request("a1", practice: "p1");
        await clinic.Feed();
        Assert.Equal("z-own", (await clinic.Visit("a1", visit.Id)).Wait!.Offer!.VetId);
    }

    [Fact]
    public async Task The_more_urgent_animal_goes_first_and_no_vet_can_pass_it_by()
    {
        var routine = await Request("a1");
        clinic.Clock.AdvanceMinutes(1);
        var urgent = await Request("a2", level: Level.UrgentSameDay);
        await clinic.Feed();
        Assert.Equal((2, 1), ((await Wait("a1", routine.Id)).Place, (await Wait("a2", urgent.Id)).Place));

        // Nobody was on duty; the vet who comes now is offered the urgent one, and cannot take the other.
        await OnDuty("vet1");
        Assert.Equal("vet1", (await clinic.Visit("a2", urgent.Id)).Wait!.Offer!.VetId);
        await Decline("vet1", urgent.Id);
        Assert.Equal("more-urgent-waits", (await Clinic.Refused(() => Claim("vet1", routine.Id))).Code);
        Assert.Equal("vet1", (await Claim("vet1", urgent.Id)).VetId);
    }

    [Fact]
    public async Task An_animal_that_waits_for_other_vets_is_not_in_line_before_mine()
    {
        await clinic.Vet("horses");
        await clinic.Happened("vet:horses", "offer", new VetVisits.Vets.OfferChanged(["horse"], ["teletriage"]));
        await Duty("horses", true);
        await OnDuty("vet1");
        await Request("busy");
        await clinic.Feed();
        foreach (var (animal, species) in ((string, string)[])[("h1", "horse"), ("h2", "horse"), ("d1", "dog"), ("c1", "cat")])
        {
            clinic.Clock.AdvanceSeconds(1);
            await clinic.Animal(animal, species: species);
            await clinic.Intake(animal, id: $"i-{animal}");
            var visit = await Request(animal, first: false);
            await clinic.Feed();
            var wait = await Wait(animal, visit.Id);
            // One vet takes dogs and cats alike, so the dog is before the cat; the horses are before the horses alone.
            Assert.Equal(species switch { "horse" => animal == "h1" ? 1 : 2, "dog" => 2, _ => 3 }, wait.Place);
        }
    }

    [Fact]
    public async Task A_vet_has_one_visit_at_a_time()
    {
        await OnDuty("vet1");
        var first = await Request("a1");
        await clinic.Feed();
        var second = await Request("a2");
        await clinic.Feed();
        await Claim("vet1", first.Id);
        await clinic.Feed();
        Assert.Null((await clinic.Visit("a2", second.Id)).Wait!.Offer);
        Assert.Equal("vet-busy", (await Clinic.Refused(() => Claim("vet1", second.Id))).Code);

        // The visit is over, so the next is offered.
        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", first.Id, null, Clinic.Asked("o1", "leave"), default);
        await clinic.Feed();
        Assert.Equal("vet1", (await clinic.Visit("a2", second.Id)).Wait!.Offer!.VetId);
    }

    [Fact]
    public async Task A_vet_who_is_free_again_is_asked_at_once_also_while_the_lists_still_show_the_visit_that_ended()
    {
        await OnDuty("vet1");
        var (first, second) = (await Request("a1"), await Request("a2"));
        await clinic.Feed();
        await Claim("vet1", first.Id);
        await clinic.Feed();
        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", first.Id, null, Clinic.Asked("o1", "leave"), default);
        await clinic.PublishAhead();
        Assert.Equal("vet1", (await clinic.Visit("a2", second.Id)).Wait!.Offer!.VetId);
    }

    [Fact]
    public async Task A_vet_whose_booked_visit_is_near_is_not_asked()
    {
        await clinic.Animal("a9", "o9");
        clinic.Clock.AdvanceMinutes(55);
        await clinic.Vet();
        await clinic.Intake("a9", id: "i9");
        await clinic.Get<Bookings>().Book(Clinic.Owner("o9"), "a9", Clinic.Wanted(Clinic.Morning + Duration.FromHours(1), intake: "i9"), Clinic.Asked("o9", "k"), default);
        await clinic.Feed();
        await Duty("vet1", true);
        var visit = await Request("a1");
        await clinic.Feed();
        Assert.Null((await clinic.Visit("a1", visit.Id)).Wait!.Offer);
        Assert.Equal("vet-busy", (await Clinic.Refused(() => Claim("vet1", visit.Id))).Code);
    }

    [Fact]
    public async Task Going_off_duty_or_losing_the_licence_takes_the_offer_away()
    {
        await OnDuty("vet1", "vet2");
        var visit = await Request("a1");
        await clinic.Feed();
        var first = (await clinic.Visit("a1", visit.Id)).Wait!.Offer!.VetId;
        await Duty(first, false);
        var second = (await clinic.Visit("a1", visit.Id)).Wait!;
        Assert.Equal(OfferEnd.OffDuty, second.Answers[first].Why);
        Assert.NotEqual(first, second.Offer!.VetId);

        await clinic.Happened($"vet:{second.Offer.VetId}", "licences", new VetVisits.Vets.LicenceRevoked("US-CA", VetVisits.Vets.RevocationReason.Suspended));
        await clinic.Feed();
        var nobody = (await clinic.Visit("a1", visit.Id)).Wait!;
        Assert.Equal((null, OfferEnd.Withdrawn), (nobody.Offer, nobody.Answers[second.Offer.VetId].Why));
        Assert.Equal("not-found", (await Clinic.Refused(() => Claim(second.Offer.VetId, visit.Id))).Code);
    }

    [Fact]
    public async Task With_nobody_on_duty_the_owner_is_told_at_once_and_never_waits_for_ever()
    {
        var visit = await Request("a1");
        await clinic.Feed();
        var view = await Wait("a1", visit.Id);
        Assert.Equal((0, null), (view.VetsOnDuty, view.ExpectedMinutes));
        Assert.Contains("No vet is on duty", view.Words, StringComparison.Ordinal);
        Assert.Equal(["phone", "later-time", "nearest-clinic"], view.Instead.Select(o => o.Action));

        foreach (var _ in Enumerable.Range(0, 130))
        {
            clinic.Clock.AdvanceMinutes(1);
            await clinic.Sweep();
            await clinic.Feed();
        }
        var over = await clinic.Visit("a1", visit.Id);
        Assert.Equal((VisitStatus.Cancelled, Side.System, WaitingRules.NobodyFree), (over.Status, over.Cancellation!.By, over.Cancellation.Reason));
        var told = (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id)).SelectMany(c => c.Events).OfType<WaitTold>().Select(e => e.Minutes);
        Assert.Equal([10, 30, 60], told);
        Assert.Contains("No vet became free", (await Wait("a1", visit.Id)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vet_who_never_comes_loses_the_visit_to_whoever_is_on_duty_and_the_owner_pays_nothing()
    {
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
        var booked = await clinic.Book("a1", Clinic.Morning + Duration.FromHours(1), "k");
        await clinic.Feed();
        clinic.Clock.Reset(booked.Start);
        await clinic.Get<CheckIns>().CheckIn(Clinic.Owner(), "a1", booked.Id, new([]), Clinic.Asked("o1", "in"), default);
        await OnDuty("vet2");

        clinic.Clock.AdvanceMinutes(16);
        await clinic.Sweep();
        await clinic.Feed();
        var again = await clinic.Visit("a1", booked.Id);
        Assert.Equal((VisitStatus.Waiting, "vet1", "vet2"), (again.Status, again.Wait!.StoodUpBy, again.Wait.Offer!.VetId));
        Assert.Contains("Your vet did not come", (await Wait("a1", booked.Id)).Words, StringComparison.Ordinal);
        Assert.Contains("visit.reoffered", Told("vet1", booked.Id));
        Assert.Contains(clinic.Sent.All, m => m.Queue == "owner-messages" && m.Json.Contains("visit-reoffered", StringComparison.Ordinal));
        // The vet who left has neither the time nor the animal any more.
        Assert.Empty((await clinic.Day(booked.Day)).Slots);
        await Assert.ThrowsAsync<RefusedException>(() => clinic.Get<VisitDoor>().Act(Vet("vet1"), "a1", booked.Id, default));

        Assert.Equal("vet2", (await Claim("vet2", booked.Id)).VetId);
        await clinic.Feed();
        clinic.Clock.AdvanceMinutes(20);
        await clinic.Sweep();
        await clinic.Feed();
        var missed = await clinic.Visit("a1", booked.Id);
        Assert.Equal(VisitStatus.Missed, missed.Status);
        Assert.Equal(VetVisits.Fees.FeeKind.Free, VetVisits.Fees.FeeRules.Decide(missed)!.Kind);
    }

    [Fact]
    public async Task An_emergency_reported_while_waiting_stops_the_visit_instead_of_giving_it_to_a_vet()
    {
        await OnDuty("vet1");
        var visit = await Request("a1");
        await clinic.Feed();
        await clinic.Intake("a1", Level.Emergency, id: "worse");
        Assert.Equal("visit-stopped", (await Clinic.Refused(() => Claim("vet1", visit.Id))).Code);
        Assert.Equal((VisitStatus.Stopped, "worse"), ((await clinic.Visit("a1", visit.Id)) is var v ? v.Status : default, v.Stop!.IntakeId));
        await clinic.Feed();
        Assert.Equal(["visit.offered", "visit.offer-ended"], Told("vet1", visit.Id));
    }

    [Fact]
    public async Task The_same_commits_fed_twice_offer_and_tell_nothing_twice()
    {
        await OnDuty("vet1", "vet2");
        var visit = await Request("a1");
        var commits = clinic.Journal.Fed.ToArray();
        await clinic.Feed();
        var before = await clinic.Visit("a1", visit.Id);
        foreach (var commit in commits) await clinic.FeedOne(commit);
        await clinic.Feed();
        Assert.Equal(before.Wait!.Offers, (await clinic.Visit("a1", visit.Id)).Wait!.Offers);
        Assert.Single(Told(before.Wait.Offer!.VetId, visit.Id));
    }

    [Fact]
    public async Task Who_agrees_to_be_called_when_the_picture_fails_has_a_number_in_the_profile()
    {
        await clinic.Animal("a1");
        await clinic.Intake("a1", id: "i-a1");
        Task<RequestedVisit> Ask() => clinic.Get<OnDemand>().Request(
            Clinic.Owner(), "a1", new("i-a1", "teletriage", BackupPhoneAgreed: true), Clinic.Asked("o1", "k"), default);
        Assert.Equal("phone-missing", (await Clinic.Refused(Ask)).Code);

        await clinic.Documents.Write(VetVisits.Owners.Owner.At("o1"),
            new VetVisits.Owners.Owner("o1", "Jo", "+15550100002", null, "US-CA", Language.En, VetVisits.Owners.ReminderChannel.None, null), null, default);
        Assert.True((await Ask()).Visit.BackupPhoneAgreed);
    }

    [Fact]
    public async Task One_animal_waits_once_and_the_same_key_finds_the_same_visit()
    {
        var visit = await Request("a1");
        Assert.Equal(visit.Id, (await Request("a1", first: false)).Id);
        await clinic.Feed();
        Assert.Equal("already-waiting", (await Clinic.Refused(() => Request("a1", first: false, key: "another"))).Code);
    }

    [Fact]
    public async Task An_owner_who_checks_in_while_waiting_is_there_when_the_vet_comes()
    {
        await OnDuty("vet1");
        var visit = await Request("a1");
        await clinic.Feed();
        await clinic.Get<CheckIns>().CheckIn(Clinic.Owner(), "a1", visit.Id, new([]), Clinic.Asked("o1", "in"), default);
        Assert.Equal(VisitStatus.CheckedIn, (await Claim("vet1", visit.Id)).Status);
        Assert.Equal(VisitStatus.Started, (await clinic.Get<VisitCommands>().Start(Vet("vet1"), "a1", visit.Id, Clinic.Asked("v", "start"), default)).Status);
    }

    private Task OnDuty(params string[] vets) => clinic.OnDuty(vets);

    private Task Duty(string vet, bool on) => clinic.Duty(vet, on);

    private Task<VisitView> Request(string animal, Level level = Level.Routine, bool first = true, string key = "k", string? practice = null) =>
        clinic.Request(animal, level, first, key, practice);

    private Task<WaitingView> Wait(string animal, string visit) => clinic.Get<OwnersWait>().Watch(Clinic.Owner(), animal, visit, null, TimeSpan.Zero, default);

    private Task<Visit> Claim(string vet, string visit) => clinic.Claim(vet, visit);

    private Task<Visit> Decline(string vet, string visit) =>
        clinic.Get<Claims>().Decline(Vet(vet), visit, new($"vet:{vet}", Guid.NewGuid().ToString("N"), ""), default);

    private IReadOnlyList<string> Told(string vet, string visit) =>
        [.. clinic.Sent.All.Where(m => m.Queue == "vet-notifications").Select(m => System.Text.Json.Nodes.JsonNode.Parse(m.Json)!)
            .Where(n => n["data"]!["vetId"]!.ToString() == vet && n["data"]!["visitId"]!.ToString() == visit).DistinctBy(n => n["id"]!.ToString()).Select(n => n["type"]!.ToString())];

    private static Caller Vet(string id) => OnDemandSteps.Vet(id);

    public ValueTask DisposeAsync() => clinic.DisposeAsync();
}
