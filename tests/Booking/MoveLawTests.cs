using System.Text.Json.Nodes;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Identity;
using VetVisits.Triage;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Tests.Booking;

/// <summary>A move asks the law again, for the new day: what was lawful on Tuesday may not be on Thursday.</summary>
public sealed class MoveLawTests
{
    private static readonly Instant TuesdayTen = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly Instant TuesdayNoon = Instant.FromUtc(2026, 11, 24, 12, 0);
    private static readonly Instant ThursdayTen = Instant.FromUtc(2026, 11, 26, 10, 0);
    private static readonly LocalDate Thursday = new(2026, 11, 26);

    [Fact]
    public async Task A_visit_does_not_move_to_a_day_on_which_the_relationship_has_lapsed()
    {
        await using var clinic = await Georgia(examined: new(2025, 11, 25));
        var visit = await clinic.Book("a1", TuesdayTen, "k1", "telemedicine");
        Assert.Equal(ServiceBasis.ExistingVcpr, visit.Law!.Basis);

        var no = await Clinic.Refused(() => Move(clinic, visit, ThursdayTen));

        Assert.Equal((422, "vcpr-required"), (no.Status, no.Code));
        Assert.Contains("teletriage", (string[])no.More!["instead"]!);
        Assert.Equal(TuesdayTen, (await clinic.Visit("a1", visit.Id)).Start);
        Assert.Empty((await clinic.Day(Thursday)).Slots);
    }

    [Fact]
    public async Task It_moves_as_long_as_the_relationship_lasts_and_keeps_the_law_of_the_new_day()
    {
        await using var clinic = await Georgia(examined: new(2025, 11, 27));
        var visit = await clinic.Book("a1", TuesdayTen, "k1", "telemedicine");

        var moved = await Move(clinic, visit, ThursdayTen);

        Assert.Equal((ThursdayTen, ServiceBasis.ExistingVcpr, Law.Embedded.Version), (moved.Start, moved.Law!.Basis, moved.Law.RulesVersion));
    }

    [Fact]
    public async Task Staff_cannot_set_the_law_aside()
    {
        await using var clinic = await Georgia(examined: new(2025, 11, 25));
        await clinic.Staff("s1", "p1", "vet1");
        var visit = await clinic.Book("a1", TuesdayTen, "k1", "telemedicine");
        await clinic.Feed();
        var staff = new Caller(Role.Staff, "s1");
        var evening = Instant.FromUtc(2026, 11, 26, 19, 15);

        var no = await Clinic.Refused(() => clinic.Get<Moves>().Move(staff, "a1", visit.Id, new(evening, new("the owner asked")), new("staff:s1", "m1", "b"), default));
        Assert.Equal("vcpr-required", no.Code);

        // The same day, outside the hours, is theirs to allow.
        var allowed = await clinic.Get<Moves>().Move(staff, "a1", visit.Id, new(Instant.FromUtc(2026, 11, 24, 19, 15), new("the owner asked")), new("staff:s1", "m2", "b"), default);
        Assert.Equal(ServiceBasis.ExistingVcpr, allowed.Law!.Basis);
    }

    [Fact]
    public async Task The_rules_of_the_new_day_decide()
    {
        await using var clinic = await Open("US-CA");
        var version = await LoadWithoutVideo(clinic, "US-CA", Thursday);
        var visit = await clinic.Book("a1", TuesdayTen, "k1", "telemedicine");
        Assert.Equal((ServiceBasis.StartsByVideo, Law.Embedded.Version), (visit.Law!.Basis, visit.Law.RulesVersion));

        Assert.Equal("vcpr-required", (await Clinic.Refused(() => Move(clinic, visit, ThursdayTen))).Code);

        // After an examination the new rules let it move, and the visit keeps their version.
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", new(2026, 11, 20)));
        var moved = await Move(clinic, visit, ThursdayTen, "m2");
        Assert.Equal((ServiceBasis.ExistingVcpr, version), (moved.Law!.Basis, moved.Law.RulesVersion));
        Assert.Null(moved.Law.Start);
    }

    [Fact]
    public async Task The_licence_must_be_valid_on_the_new_day()
    {
        await using var clinic = await Open("US-CA");
        await clinic.Happened("vet:vet1", "licences", new LicenceVerified("US-CA", "123", new LocalDate(2026, 11, 25)));
        var visit = await clinic.Book("a1", TuesdayTen, "k1", "telemedicine");

        Assert.Equal("not-licensed", (await Clinic.Refused(() => Move(clinic, visit, ThursdayTen))).Code);
        Assert.Equal(TuesdayNoon, (await Move(clinic, visit, TuesdayNoon, "m2")).Start);
    }

    [Fact]
    public async Task An_emergency_that_waits_is_none()
    {
        await using var clinic = await Open("US-AR", Level.UrgentSameDay);
        var today = Instant.FromUtc(2026, 11, 23, 12, 0);
        var visit = await clinic.Book("a1", today, "k1", "telemedicine");
        Assert.Equal(ServiceBasis.EmergencyException, visit.Law!.Basis);

        Assert.Equal("vcpr-required", (await Clinic.Refused(() => Move(clinic, visit, TuesdayTen))).Code);
        Assert.Equal("vcpr-required", (await Clinic.Refused(() => clinic.Book("a1", TuesdayNoon, "k2", "telemedicine"))).Code);
        var sooner = await Move(clinic, visit, Instant.FromUtc(2026, 11, 23, 10, 0), "m2");
        Assert.Equal((ServiceBasis.EmergencyException, new LocalDate(2026, 11, 30)), (sooner.Law!.Basis, sooner.Law.Start!.SeeInPersonBy!.Value));
    }

    [Fact]
    public async Task A_visit_that_kept_no_facts_gets_the_strict_answer()
    {
        await using var clinic = await Georgia(examined: new(2026, 11, 1));
        var visit = await clinic.Book("a1", TuesdayTen, "k1", "telemedicine");
        var booked = (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id))[0].Events.OfType<VisitBooked>().Single();
        // As it was stored before the facts were kept: beside the first, at a time of its own.
        await clinic.Happened("animal:a1", "visit:old", booked with { VisitId = "old", Hold = "old.0", Start = TuesdayNoon, End = TuesdayNoon + Duration.FromMinutes(20), Law = null });

        var moved = await clinic.Get<Moves>().Move(Clinic.Owner(), "a1", "old", new(ThursdayTen), Clinic.Asked("o1", "m1"), default);

        Assert.Equal(ServiceBasis.ExistingVcpr, moved.Law!.Basis);
    }

    private static Task<Visit> Move(Clinic clinic, Visit visit, Instant to, string key = "m1") =>
        clinic.Get<Moves>().Move(Clinic.Owner(), visit.AnimalId, visit.Id, new(to), Clinic.Asked("o1", key), default);

    private static async Task<string> LoadWithoutVideo(Clinic clinic, string region, LocalDate from)
    {
        var file = JsonNode.Parse(VetVisits.Vcpr.RuleFile.EmbeddedBytes("vcpr-rules.json"))!;
        var row = file["jurisdictions"]![region]!;
        (row["electronic_vcpr"], row["text_basis"], row["recommended_default"], row["tele_only_prescribing"]) = ("no", "in-person-required", "deny", null);
        return (await clinic.Get<Laws>().Load(new(Role.Admin, "admin1"), from, "A. Lawyer", file.ToJsonString(), new("admin:admin1", "k", "b"), default)).Version;
    }

    private static async Task<Clinic> Georgia(LocalDate examined)
    {
        var clinic = await Open("US-GA");
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", examined));
        return clinic;
    }

    private static async Task<Clinic> Open(string region, Level level = Level.Routine)
    {
        var clinic = new Clinic(("Booking:HorizonDays", "4"));
        await clinic.Vet(region: region);
        await clinic.Animal("a1");
        await clinic.Intake("a1", level, region: region);
        return clinic;
    }
}
