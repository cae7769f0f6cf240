using NodaTime;
using VetVisits.Booking;
using VetVisits.Fees;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Prescriptions;
using VetVisits.Tests.Booking;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Tests.Visits;

/// <summary>A visit in California by a vet who has never seen the cat: it begins the relationship, and everything follows from that.</summary>
public sealed class WholeVisitTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 23, 10, 0);
    private static readonly Caller Vet = new(Role.Vet, "vet1");

    private static string VisitId => Clinic.Asked("o1", "k1").NewId();

    private static Asked By(string key) => new("vet:vet1", key);

    [Fact]
    public async Task It_is_booked_confirmed_prescribed_in_ended_and_charged()
    {
        await using var clinic = await Started();
        var care = clinic.Get<CareCommands>();
        var treated = new VisitEnded("treated", "ear mites", new("otitis", ["mites", "yeast"], "clean the ear", Plan: new(["drops"], [new("head tilt", "call")])));

        Assert.Equal("vcpr-steps-missing", (await Clinic.Refused(() => clinic.Get<PrescriptionDesk>().Write(Vet, "a1", VisitId, Drops(), By("p0"), default))).Code);
        Assert.Equal("vcpr-steps-missing", (await Clinic.Refused(() => care.End(Vet, "a1", VisitId, treated, By("e0"), default))).Code);

        var law = (await clinic.Visit("a1", VisitId)).Law!;
        Assert.Equal((ServiceBasis.StartsByVideo, Law.Embedded.Version), (law.Basis, law.RulesVersion));
        await care.Confirm(Vet, "a1", VisitId, law.Start!.Confirm, null, By("c"), default);

        Assert.Equal("antimicrobial-limit", (await Clinic.Refused(() => clinic.Get<PrescriptionDesk>().Write(Vet, "a1", VisitId, Drops(15), By("p1"), default))).Code);
        Assert.Equal("species-danger", (await Clinic.Refused(() => clinic.Get<PrescriptionDesk>().Write(Vet, "a1", VisitId, Drops(7, "permethrin"), By("p2"), default))).Code);
        var written = await clinic.Get<PrescriptionDesk>().Write(Vet, "a1", VisitId, Drops(14), By("p3"), default);
        Assert.Equal(CameAbout.SynchronousVideo, written.Written.How);

        await care.End(Vet, "a1", VisitId, treated, By("e1"), default);
        await clinic.Feed();
        var fee = Fee.Fold.Of((await clinic.Journal.Read("animal:a1", [Fee.Name(VisitId)], default)).Of(Fee.Name(VisitId)));
        Assert.Equal((FeeKind.Charged, 4500), (fee.Decided!.Kind, fee.Decided.AmountMinor));
        Assert.Single(clinic.Sent.All, s => s.Queue == "billing");
        Assert.Single(clinic.Sent.All, s => s.Queue == "pharmacy");
    }

    [Fact]
    public async Task A_visit_that_ended_in_see_in_person_within_minutes_is_waived()
    {
        await using var clinic = await Started();
        var care = clinic.Get<CareCommands>();
        await care.Confirm(Vet, "a1", VisitId, (await clinic.Visit("a1", VisitId)).Law!.Start!.Confirm, null, By("c"), default);
        await care.End(Vet, "a1", VisitId, new("see-in-person", null, new(Urgency: SeeInPerson.Today)), By("e"), default);
        await clinic.Feed();
        Assert.Contains("\"waived\"", Assert.Single(clinic.Sent.All, s => s.Queue == "billing").Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fee_is_agreed_to_before_booking()
    {
        await using var clinic = await Open();
        var wanted = Clinic.Wanted(Ten, "telemedicine");
        Assert.Equal("fee-not-agreed", (await Clinic.Refused(() => clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", wanted, Clinic.Asked("o1", "k0"), default))).Code);
        Assert.Equal("fee-changed", (await Clinic.Refused(() => clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", wanted with { Fee = new(1, "USD") }, Clinic.Asked("o1", "k0"), default))).Code);
    }

    [Fact]
    public async Task A_region_that_wants_hands_first_refuses_and_says_what_is_possible()
    {
        await using var clinic = await Open("US-TX");
        var no = await Clinic.Refused(() => Book(clinic));
        Assert.Equal("vcpr-required", no.Code);
        Assert.Equal(["teleadvice", "teletriage", "in-person"], Assert.IsType<string[]>(no.More!["instead"]));
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", new(2026, 11, 1)));
        Assert.Equal(ServiceBasis.ExistingVcpr, (await Book(clinic)).Law!.Basis);
    }

    [Fact]
    public async Task A_licence_that_lapses_before_the_visit_frees_the_time_and_tells_the_vet()
    {
        await using var clinic = await Open();
        await Book(clinic);
        await clinic.Feed();
        await clinic.Happened("vet:vet1", "licences", new LicenceRevoked("US-CA", RevocationReason.Suspended));
        await clinic.Feed();
        var visit = await clinic.Visit("a1", VisitId);
        Assert.Equal((VisitStatus.Cancelled, Side.System, "licence-lapsed"), (visit.Status, visit.Cancellation!.By, visit.Cancellation.Reason));
        Assert.Empty((await clinic.Day(new(2026, 11, 23))).Slots);
        Assert.Contains(clinic.Sent.All, s => s.Json.Contains("visit.licence-lapsed", StringComparison.Ordinal));
        Assert.Contains(clinic.Sent.All, s => s.Queue == "owner-messages" && s.Json.Contains(VisitId, StringComparison.Ordinal) && s.Json.Contains("cancelled", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_licence_that_is_cut_short_before_the_visit_does_the_same_and_one_that_still_reaches_it_does_not()
    {
        await using var clinic = await Open();
        await Book(clinic);
        await clinic.Happened("vet:vet1", "licences", new LicenceVerified("US-CA", "123", new(2026, 11, 23)));
        await clinic.Feed();
        Assert.Equal(VisitStatus.Booked, (await clinic.Visit("a1", VisitId)).Status);
        await clinic.Happened("vet:vet1", "licences", new LicenceVerified("US-CA", "123", new(2026, 11, 22)));
        await clinic.Feed();
        Assert.Equal((VisitStatus.Cancelled, "licence-lapsed"), ((await clinic.Visit("a1", VisitId)).Status, (await clinic.Visit("a1", VisitId)).Cancellation!.Reason));
    }

    [Fact]
    public async Task A_licence_that_is_renewed_changes_nothing()
    {
        await using var clinic = await Open();
        await Book(clinic);
        await clinic.Happened("vet:vet1", "licences", new LicenceVerified("US-CA", "123", new(2029, 12, 31)));
        await clinic.Feed();
        Assert.Equal(VisitStatus.Booked, (await clinic.Visit("a1", VisitId)).Status);
    }

    [Fact]
    public async Task A_visit_cannot_start_without_a_valid_licence()
    {
        await using var clinic = await Open();
        await Book(clinic);
        await clinic.Happened("animal:a1", $"visit:{VisitId}", new VisitCheckedIn(null));
        await clinic.Happened("vet:vet1", "licences", new LicenceRevoked("US-CA", RevocationReason.Suspended));
        Assert.Equal("not-licensed", (await Clinic.Refused(() => clinic.Get<VisitCommands>().Start(Vet, "a1", VisitId, By("s"), default))).Code);
    }

    [Fact]
    public async Task The_asked_vet_sees_the_case_and_nobody_else_does()
    {
        await using var clinic = await Started();
        var care = clinic.Get<CareCommands>();
        await clinic.Documents.Write(VetVisits.Vets.Vet.At("vet2"), new Vet("vet2", "Dr Two", null, null, [], null), null, default);
        Assert.Equal("consult-needs-asking-vet", (await Clinic.Refused(() => care.Ask(Vet, "a1", VisitId, "vet2", "mites?", By("q0"), default))).Code);
        await care.Confirm(Vet, "a1", VisitId, (await clinic.Visit("a1", VisitId)).Law!.Start!.Confirm, null, By("c"), default);
        var asked = new Asked("vet:vet1", "q1");
        await care.Ask(Vet, "a1", VisitId, "vet2", "mites?", asked, default);

        var door = clinic.Get<ConsultDoor>();
        var opened = await door.Open(new(Role.Vet, "vet2"), "a1", VisitId, "q1", default);
        var seen = ConsultView.Of(opened, Course.Fold.Of(opened.History), "q1", []);
        Assert.Equal(("cat", "mites?"), (seen.Species, seen.Consult.Question));
        Assert.DoesNotContain("o1", Json.Write(seen), StringComparison.Ordinal);
        Assert.Equal("not-found", (await Clinic.Refused(() => door.Open(new(Role.Vet, "vet3"), "a1", VisitId, "q1", default))).Code);
        await door.Waiting(new(Role.Vet, "vet2"), "a1", VisitId, "q1", default);
        await care.Answer(new(Role.Vet, "vet2"), "a1", VisitId, "q1", "yes, mites", new("vet:vet2", "o1"), default);
        Assert.Equal("not-found", (await Clinic.Refused(() => door.Waiting(new(Role.Vet, "vet2"), "a1", VisitId, "q1", default))).Code);
        await clinic.Feed();
        Assert.Contains(clinic.Sent.All, s => s.Json.Contains("consult.asked", StringComparison.Ordinal) && s.Json.Contains("vet2", StringComparison.Ordinal));
        Assert.Contains(clinic.Sent.All, s => s.Json.Contains("consult.answered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vet_whose_morning_is_yesterday_evening_in_UTC_prescribes_on_the_visits_own_day()
    {
        var morning = Instant.FromUtc(2026, 11, 23, 22, 30);
        await using var clinic = await Started("Australia/Sydney", morning);
        var visit = await clinic.Visit("a1", VisitId);
        Assert.Equal(new LocalDate(2026, 11, 24), visit.Day);
        await clinic.Get<CareCommands>().Confirm(Vet, "a1", VisitId, visit.Law!.Start!.Confirm, null, By("c"), default);

        var desk = clinic.Get<PrescriptionDesk>();
        var written = await desk.Write(Vet, "a1", VisitId, Drops(), By("p"), default);

        Assert.Equal((new LocalDate(2026, 11, 24), "Australia/Sydney"), (written.Written.On, written.Written.Zone));
        // It ends with a day of that zone as well, not with one of UTC.
        clinic.Clock.Reset(written.Written.ExpiresOn.AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Australia/Sydney"]).ToInstant() - Duration.FromMinutes(1));
        Assert.Equal(PrescriptionStanding.Active, desk.View(written).Status);
        clinic.Clock.AdvanceMinutes(1);
        Assert.Equal(PrescriptionStanding.Expired, desk.View(written).Status);
    }

    [Fact]
    public async Task A_prescription_that_is_replayed_is_one_and_a_link_to_a_cancelled_one_says_so()
    {
        await using var clinic = await Started();
        await clinic.Get<CareCommands>().Confirm(Vet, "a1", VisitId, (await clinic.Visit("a1", VisitId)).Law!.Start!.Confirm, null, By("c"), default);
        var desk = clinic.Get<PrescriptionDesk>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => desk.Write(Vet, "a1", VisitId, Drops(14), By("p"), default))));
        Assert.Single(answers.Select(a => a.Written.PrescriptionId).Distinct());
        Assert.Equal("idempotency-key-reused", (await Clinic.Refused(() => desk.Write(Vet, "a1", VisitId, Drops(7), By("p") with { BodyHash = "another" }, default))).Code);
        // The same again under a fresh key is another supply, and the law counts it.
        Assert.Contains((await Clinic.Refused(() => desk.Write(Vet, "a1", VisitId, Drops(14), By("p2"), default))).Code, (string[])["antimicrobial-limit", "too-many-renewals"]);
        await clinic.Feed();
        await clinic.Feed();
        Assert.Single(clinic.Sent.All, s => s.Queue == "pharmacy");

        var written = answers[0];
        await desk.Cancel(Vet, "a1", written.Written.PrescriptionId, "wrong ear", By("x"), default);
        Assert.Equal(PrescriptionStanding.Cancelled, desk.View((await desk.Find("a1", written.Written.PrescriptionId, default))!).Status);
    }

    [Fact]
    public async Task A_dose_is_held_against_the_weight_that_was_measured_last_not_against_what_the_owner_once_said()
    {
        await using var clinic = await Started();
        await clinic.Get<CareCommands>().Confirm(Vet, "a1", VisitId, (await clinic.Visit("a1", VisitId)).Law!.Start!.Confirm, null, By("c"), default);
        var desk = clinic.Get<PrescriptionDesk>();
        var said = (await clinic.Documents.Read<VetVisits.Animals.Animal>(VetVisits.Animals.Animal.At("a1"), default))!.Document.WeightKg;
        var forSix = Drops(ingredient: "robenacoxib") with { Dosing = new("once a day", 6, 24, 3) };
        Assert.Equal(said, (await desk.Write(Vet, "a1", VisitId, Drops(), By("p0"), default)).Written.WeightKg);

        foreach (var (day, kilograms) in ((LocalDate, decimal)[])[(new(2026, 9, 1), 20), (new(2026, 11, 20), 8), (new(2026, 11, 22), 6)])
            await clinic.Happened("animal:a1", VetVisits.Readings.ReadingDay.StreamFor(day).Value, new VetVisits.Readings.ReadingsTaken("owner:o1",
                [new($"w{day}", "weight", kilograms, "kg", day.AtMidnight().InUtc().ToInstant())], "h"));
        Assert.Equal(6, (await desk.Write(Vet, "a1", VisitId, forSix, By("p1"), default)).Written.WeightKg);
        await clinic.Happened("animal:a1", VetVisits.Readings.ReadingDay.StreamFor(new(2026, 11, 23)).Value, new VetVisits.Readings.ReadingsTaken("owner:o1",
            [new("w", "weight", 2, "kg", Ten - Duration.FromHours(1))], "h"));
        Assert.Equal("dose-unusual", (await Clinic.Refused(() => desk.Write(Vet, "a1", VisitId, Drops(ingredient: "amoxicillin-clavulanate") with { Dosing = new("once a day", 100, 24, 3) }, By("p2"), default))).Code);
    }

    [Fact]
    public async Task A_follow_up_that_the_law_allows_for_one_complaint_may_prescribe_for_it()
    {
        await using var clinic = await Open("US-UT");
        await clinic.Happened("vet:vet1", "offer", new OfferChanged(["cat"], ["follow-up"]));
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", new(2026, 11, 1), Complaint: "otitis-1"));
        await clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten, "follow-up") with { FollowUpOf = "otitis-1" }, Clinic.Asked("o1", "k1"), default);
        Assert.Equal(ServiceBasis.SameComplaint, (await clinic.Visit("a1", VisitId)).Law!.Basis);
        clinic.Clock.Reset(Ten);
        await clinic.Happened("animal:a1", $"visit:{VisitId}", new VisitCheckedIn(null));
        await clinic.Get<VisitCommands>().Start(Vet, "a1", VisitId, By("s"), default);

        Assert.Equal(CameAbout.InPerson, (await clinic.Get<PrescriptionDesk>().Write(Vet, "a1", VisitId, Drops(), By("p"), default)).Written.How);
    }

    private static PrescriptionWritten Drops(int days = 7, string ingredient = "florfenicol") => new("", "", "", "", "", null,
        new("Ear drops", [ingredient], "drops", "10 mg/ml", "ear", Product.AnimalDrug, LegalClass.PrescriptionOnly, true, true),
        new("three drops twice a day", null, 12, days), new(1, "bottle", 0, 0), default, default, default, "");

    private static Task<Clinic> Open(string region = "US-CA", string zone = "Etc/UTC") => Clinic.OpenIn(region, zone, ("Fees:Prices:telemedicine", "4500"));

    private static Task<Visit> Book(Clinic clinic, Instant? start = null) =>
        clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(start ?? Ten, "telemedicine") with { Fee = new(4500, "USD") }, Clinic.Asked("o1", "k1"), default);

    private static async Task<Clinic> Started(string zone = "Etc/UTC", Instant? start = null)
    {
        var clinic = await Open(zone: zone);
        await Book(clinic, start);
        clinic.Clock.Reset(start ?? Ten);
        await clinic.Happened("animal:a1", $"visit:{VisitId}", new VisitCheckedIn(null));
        await clinic.Get<VisitCommands>().Start(Vet, "a1", VisitId, By("s"), default);
        return clinic;
    }
}
