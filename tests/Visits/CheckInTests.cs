using NodaTime;
using VetVisits.Http;
using VetVisits.Intake;
using VetVisits.Tests.Booking;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Tests.Visits;

public sealed class CheckInTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 23, 10, 0);

    [Fact]
    public async Task An_owner_with_no_red_flags_is_checked_in()
    {
        await using var clinic = await AtTheDoor();
        var visit = await clinic.Visit("a1", Booked);

        var now = await CheckIn(clinic, new([]));

        Assert.Equal((VisitStatus.CheckedIn, visit.Start), (now.Status, now.Start));
    }

    [Fact]
    public async Task A_new_emergency_stops_the_visit_says_what_to_do_and_bars_another_booking()
    {
        await using var clinic = await AtTheDoor();

        var stopped = VisitView.Of(await CheckIn(clinic, new([new("breathing-difficulty", null, null)])));
        await clinic.Feed();

        Assert.Equal(VisitStatus.Stopped, stopped.Status);
        Assert.Equal(Level.Immediate, stopped.Emergency!.Level);
        Assert.NotEmpty(stopped.Emergency.DoNow);
        var spanish = stopped.In(Triage.Cases.Rules.In(Language.Es)).Emergency!;
        Assert.StartsWith("Esto es una urgencia.", spanish.Text, StringComparison.Ordinal);
        Assert.Equal(stopped.Emergency.DoNow.Count, spanish.DoNow.Count);
        Assert.Empty(spanish.DoNow.Intersect(stopped.Emergency.DoNow));
        Assert.Empty((await clinic.Day(new(2026, 11, 23))).Slots);
        Assert.Contains(clinic.Sent.All, sent => sent.Json.Contains("\"visit.stopped\"", StringComparison.Ordinal));
        Assert.Equal("emergency", (await Clinic.Refused(() => clinic.Book("a1", Ten + Duration.FromHours(2), "k2"))).Code);
    }

    [Fact]
    public async Task An_emergency_that_was_reported_since_the_booking_stops_the_visit_though_nothing_new_is_said()
    {
        await using var clinic = await AtTheDoor();
        await clinic.Intake("a1", Level.Emergency, suitable: false, id: "i9");

        Assert.Equal("i9", (await CheckIn(clinic, new([]))).Stop!.IntakeId);
    }

    [Fact]
    public async Task A_mild_sign_is_taken_down_and_the_visit_goes_on()
    {
        await using var clinic = await AtTheDoor();

        Assert.Equal(VisitStatus.CheckedIn, (await CheckIn(clinic, new([new("hair-loss", null, null)]))).Status);

        var intakes = Intakes.From(await clinic.Journal.Read("animal:a1", [.. Intakes.Last24h(clinic.Clock.GetCurrentInstant())], default), clinic.Clock.GetCurrentInstant());
        Assert.Single(intakes.ById.Values, one => one.Taken.VisitId == Booked);
    }

    [Fact]
    public async Task The_same_check_in_ten_times_is_one_intake_and_one_check_in()
    {
        await using var clinic = await AtTheDoor();

        for (var i = 0; i < 10; i++) await CheckIn(clinic, new([new("hair-loss", null, null)]));

        var now = clinic.Clock.GetCurrentInstant();
        Assert.Single(Intakes.From(await clinic.Journal.Read("animal:a1", [.. Intakes.Last24h(now)], default), now).ById.Values, one => one.Taken.VisitId == Booked);
        Assert.Equal(2, (await clinic.Journal.Read("animal:a1", [VisitStream.Name(Booked)], default)).Of(VisitStream.Name(Booked)).Count);
    }

    [Fact]
    public async Task Red_flags_that_are_not_answered_or_not_known_are_refused()
    {
        await using var clinic = await AtTheDoor();

        Assert.Equal("invalid", (await Clinic.Refused(() => CheckIn(clinic, new(null)))).Code);
        Assert.Equal("invalid", (await Clinic.Refused(() => CheckIn(clinic, new([new("no-such-sign", null, null)])))).Code);
        Assert.Equal(VisitStatus.Booked, (await clinic.Visit("a1", Booked)).Status);
    }

    [Theory]
    [InlineData(true, true, "US-CA", "driving")]
    [InlineData(false, false, "US-CA", "animal-not-here")]
    [InlineData(false, true, "US-NV", "elsewhere")]
    public async Task Nobody_is_checked_in_who_drives_or_is_elsewhere_or_without_the_animal(bool driving, bool here, string region, string code)
    {
        await using var clinic = await AtTheDoor();
        Assert.Equal(code, (await Clinic.Refused(() => CheckIn(clinic, new([], Safety: new(driving, here, region, true))))).Code);
        Assert.Equal(VisitStatus.Booked, (await clinic.Visit("a1", Booked)).Status);
    }

    [Fact]
    public async Task An_emergency_stops_the_visit_also_of_somebody_who_drives()
    {
        await using var clinic = await AtTheDoor();
        Assert.Equal(VisitStatus.Stopped, (await CheckIn(clinic, new([new("breathing-difficulty", null, null)], Safety: new(true, true, "US-CA", true)))).Status);
    }

    [Fact]
    public async Task An_emergency_stops_the_visit_though_the_safety_questions_are_half_answered()
    {
        await using var clinic = await AtTheDoor();
        Assert.Equal(VisitStatus.Stopped, (await CheckIn(clinic, new([new("breathing-difficulty", null, null)], Safety: new(null, true, null, null)))).Status);
    }

    [Fact]
    public async Task Safety_questions_are_answered_all_or_not_at_all()
    {
        await using var clinic = await AtTheDoor();
        Assert.Equal("invalid", (await Clinic.Refused(() => CheckIn(clinic, new([], Safety: new(false, null, null, null))))).Code);
    }

    [Fact]
    public async Task The_sheet_asks_and_helps_the_owner_and_shows_the_vet_the_answers_but_no_number()
    {
        await using var clinic = await AtTheDoor();
        await clinic.Documents.Write(VetVisits.Owners.Owner.At("o1"), new VetVisits.Owners.Owner("o1", "Jo", "+15550100042", null, "US-CA", Language.En, VetVisits.Owners.ReminderChannel.None, null), null, default);
        var sheets = clinic.Get<CheckInSheets>();
        var sheet = await sheets.Of(Clinic.Owner(), "a1", Booked, default);
        Assert.Equal(["driving", "animalHere", "region", "where", "callBackNumberRight"], sheet.Questions.Select(q => q.Id));
        Assert.Equal(("42", false), (sheet.CallBackNumber, sheet.CallBackNumberVerified));
        // The case loses hair, on a cat, with an untested connection.
        Assert.Contains(sheet.Tips, t => t is { Id: "photo", Complaint: "skin" });
        Assert.Contains(sheet.Tips, t => t.Id == "calm-cat");
        Assert.Contains(sheet.Tips, t => t.Id == "connection-test");

        await CheckIn(clinic, new([], Safety: new(false, true, "US-CA", true, "Cabin 4, Lake Road")));
        var seen = await sheets.Of(new(VetVisits.Identity.Role.Vet, "vet1"), "a1", Booked, default);
        Assert.Equal(("Cabin 4, Lake Road", null), (seen.Where, seen.CallBackNumber));
        Assert.True(seen.Answered!.AnimalHere);
        // The place is in no event.
        Assert.DoesNotContain("Lake Road", Json.Write(await clinic.Journal.Read("animal:a1", [VisitStream.Name(Booked)], default) is var h ? h.Of(VisitStream.Name(Booked)) : []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_visit_is_at_most_fourteen_commits()
    {
        await using var clinic = await AtTheDoor();
        await CheckIn(clinic, new([new("hair-loss", null, null)]));
        var vet = new VetVisits.Identity.Caller(VetVisits.Identity.Role.Vet, "vet1");
        await clinic.Get<VisitCommands>().Start(vet, "a1", Booked, new("vet:vet1", "s1"), default);
        await clinic.Get<VetVisits.Visits.Care.CareCommands>().End(vet, "a1", Booked, new("treated", "ear mites"), new("vet:vet1", "e1"), default);
        await clinic.Feed();

        var commits = 0;
        foreach (var partition in (string[])["animal:a1", "vet:vet1"])
            await foreach (var commit in clinic.Journal.ReadPartition(partition, default))
                if (commit.Stream is not ("offer" or "licences"))
                    commits++;
        // Intake, held, booked, confirmed, intake at check-in, checked in, started, ended, fee decided.
        Assert.Equal(9, commits);
    }

    private static string Booked => Clinic.Asked("o1", "k1").NewId();

    private static Task<Visit> CheckIn(Clinic clinic, CheckInVisit body) =>
        clinic.Get<CheckIns>().CheckIn(Clinic.Owner(), "a1", Booked, body, Clinic.Asked("o1", "in"), default);

    /// <summary>A visit that was booked on a real intake and begins in ten minutes.</summary>
    private static async Task<Clinic> AtTheDoor()
    {
        var clinic = new Clinic(("Booking:HorizonDays", "2"));
        await clinic.Vet();
        await clinic.Animal("a1");
        var intake = await clinic.Get<IntakeDesk>().Take(
            Clinic.Owner(), "a1", new("loses hair", "US-CA", new("2026-11"), null, [new("hair-loss", null, null)], null), Clinic.Asked("o1", "i1"), default);
        await clinic.Get<VetVisits.Booking.Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten, intake: intake.Taken.IntakeId), Clinic.Asked("o1", "k1"), default);
        clinic.Clock.Reset(Ten - Duration.FromMinutes(10));
        return clinic;
    }
}
