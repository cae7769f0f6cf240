using NodaTime;
using VetVisits.Booking;
using VetVisits.Owners;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Tests.Booking;

public sealed class BookingTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    [Fact]
    public async Task Who_agrees_to_be_called_when_the_picture_fails_has_a_number_in_the_profile()
    {
        await using var clinic = await Clinic.Open();
        Task<Visit> Book(bool agreed) => clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten) with { BackupPhoneAgreed = agreed }, Clinic.Asked("o1", "k1"), default);
        var jo = new Owner("o1", "Jo", null, null, "US-CA", Language.En, ReminderChannel.None, null);
        var no = await Clinic.Refused(() => Book(true));
        Assert.Equal((422, "phone-missing"), (no.Status, no.Code));
        await clinic.Documents.Write(Owner.At("o1"), jo, null, default);
        Assert.Equal("phone-missing", (await Clinic.Refused(() => Book(true))).Code);
        Assert.Empty((await clinic.Day(Tuesday)).Slots);

        var there = await clinic.Documents.Read<Owner>(Owner.At("o1"), default);
        await clinic.Documents.Write(Owner.At("o1"), jo with { Phone = "+15550100002" }, there!.ETag, default);
        Assert.True((await Book(true)).BackupPhoneAgreed);
    }

    [Fact]
    public async Task A_booking_without_a_conflict_costs_two_queries_and_two_appends()
    {
        await using var clinic = await Clinic.Open();
        clinic.Journal.Reset();

        var visit = await clinic.Book("a1", Ten, "k1");

        Assert.Equal((2, 2), (clinic.Journal.Queries, clinic.Journal.Appends));
        Assert.Equal((VisitStatus.Booked, Ten, Ten + Duration.FromMinutes(20)), (visit.Status, visit.Start, visit.End));
    }

    [Fact]
    public async Task The_feed_confirms_the_slot_and_it_is_no_longer_open()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Feed();
        Assert.Contains(Ten, await clinic.Openings(Tuesday));

        var visit = await clinic.Book("a1", Ten, "k1");
        await clinic.Feed();

        Assert.True((await clinic.Day(Tuesday)).HeldFor(visit.Hold)!.Confirmed);
        Assert.DoesNotContain(Ten, await clinic.Openings(Tuesday));
        clinic.Clock.AdvanceMinutes(60);
        Assert.Equal(0, await clinic.Sweep());
        Assert.True((await clinic.Day(Tuesday)).HeldFor(visit.Hold)!.Confirmed);
    }

    [Fact]
    public async Task The_same_command_ten_times_is_one_visit_and_one_answer()
    {
        await using var clinic = await Clinic.Open();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => clinic.Book("a1", Ten, "k1")));

        Assert.Single(answers.Select(VisitView.Of).Select(Json.Write).Distinct());
        Assert.Single((await clinic.Day(Tuesday)).Slots);
        Assert.Single((await clinic.Journal.Read("animal:a1", [VisitStream.Name(answers[0].Id)], default)).Of(VisitStream.Name(answers[0].Id)));
    }

    [Fact]
    public async Task A_repeat_after_the_visit_went_on_gets_the_answer_of_the_first_time()
    {
        await using var clinic = await Clinic.Open();
        var first = await clinic.Book("a1", Ten, "k1");
        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", first.Id, "better now", Clinic.Asked("o1", "cancel"), default);

        var again = await clinic.Book("a1", Ten, "k1");

        Assert.Equal(Json.Write(VisitView.Of(first)), Json.Write(VisitView.Of(again)));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Book("a1", Ten, "k1");

        var no = await Clinic.Refused(() => clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten), Clinic.Asked("o1", "k1", "other body"), default));

        Assert.Equal((422, "idempotency-key-reused"), (no.Status, no.Code));
    }

    [Fact]
    public async Task A_slot_that_is_taken_is_refused()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Animal("a2", "o2");
        await clinic.Intake("a2");
        await clinic.Book("a1", Ten, "k1");

        var no = await Clinic.Refused(() => clinic.Book("a2", Ten, "k2", owner: "o2"));

        Assert.Equal((409, "slot-taken"), (no.Status, no.Code));
    }

    [Fact]
    public async Task Two_hundred_who_want_one_slot_at_one_moment_get_it_once()
    {
        await using var clinic = await Clinic.Open();
        foreach (var i in Enumerable.Range(0, 20))
        {
            await clinic.Animal($"r{i}", $"ro{i}");
            await clinic.Intake($"r{i}");
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            try
            {
                await clinic.Book($"r{i % 20}", Ten, $"k{i}", owner: $"ro{i % 20}");
                return "201";
            }
            catch (VetVisits.Journal.RefusedException no)
            {
                return no.Refusal.Code;
            }
        })));

        Assert.Equal(1, outcomes.Count(o => o == "201"));
        Assert.Equal(199, outcomes.Count(o => o == "slot-taken"));
        Assert.Single((await clinic.Day(Tuesday)).Slots);
    }

    [Fact]
    public async Task Sixteen_who_want_sixteen_slots_of_one_day_all_get_theirs()
    {
        await using var clinic = await Clinic.Open();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => clinic.Book("a1", Instant.FromUtc(2026, 11, 24, 9, 0) + Duration.FromMinutes(30 * i), $"k{i}"))));

        Assert.Equal(16, (await clinic.Day(Tuesday)).Slots.Count);
    }

    [Fact]
    public async Task A_milder_second_intake_does_not_open_the_door_that_an_emergency_closed()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Intake("a1", Level.Emergency, suitable: false, id: "i2");
        clinic.Clock.AdvanceMinutes(5);
        await clinic.Intake("a1", Level.Routine, id: "i3");

        var no = await Clinic.Refused(() => clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten, intake: "i3"), Clinic.Asked("o1", "k1"), default));

        Assert.Equal((422, "emergency"), (no.Status, no.Code));
        Assert.NotEmpty((IReadOnlyList<string>)no.More!["doNow"]!);
        Assert.Empty((await clinic.Day(Tuesday)).Slots);
    }

    [Fact]
    public async Task What_needs_hands_on_the_animal_leaves_only_teletriage()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Intake("a1", Level.UrgentSameDay, suitable: false, id: "i2");

        Assert.Equal("in-person-needed", (await Clinic.Refused(() => clinic.Book("a1", Ten, "k1", "telemedicine"))).Code);
        Assert.Equal("in-person-needed", (await Clinic.Refused(() => clinic.Book("a1", Ten, "k2", "teleadvice"))).Code);
        Assert.Equal(Level.UrgentSameDay, (await clinic.Book("a1", Ten, "k3")).Level);
    }

    [Fact]
    public async Task What_needs_hands_is_not_treated_by_video_because_something_else_is_more_urgent()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Intake("a1", Level.Routine, suitable: false, id: "i2");
        await clinic.Intake("a1", Level.Soon, id: "i3");

        Assert.Equal("in-person-needed", (await Clinic.Refused(() => clinic.Book("a1", Ten, "k1", "telemedicine"))).Code);
    }

    [Fact]
    public async Task An_intake_of_the_day_before_yesterday_books_nothing()
    {
        await using var clinic = await Clinic.Open();
        clinic.Clock.AdvanceHours(25);

        Assert.Equal("intake-needed", (await Clinic.Refused(() => clinic.Book("a1", Ten + Duration.FromDays(1), "k1"))).Code);
    }

    [Theory]
    [InlineData("2026-11-24T10:05:00Z", "outside-hours")]
    [InlineData("2026-11-24T18:00:00Z", "outside-hours")]
    [InlineData("2026-11-22T10:00:00Z", "in-the-past")]
    [InlineData("2027-03-24T10:00:00Z", "too-far-ahead")]
    public async Task A_time_that_the_vet_does_not_offer_is_refused(string start, string code)
    {
        await using var clinic = await Clinic.Open();

        Assert.Equal(code, (await Clinic.Refused(() => clinic.Book("a1", NodaTime.Text.InstantPattern.General.Parse(start).Value, "k1"))).Code);
    }

    [Fact]
    public async Task A_vet_without_a_licence_where_the_animal_is_cannot_be_booked()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Intake("a1", region: "US-NY", id: "i2");

        var no = await Clinic.Refused(() => clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten, intake: "i2"), Clinic.Asked("o1", "k1"), default));

        Assert.Equal("not-licensed", no.Code);
    }

    [Fact]
    public async Task A_treatment_that_needs_an_examination_first_is_refused_with_what_is_allowed_instead()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Vet("vet2", region: "US-TX");
        await clinic.Intake("a1", region: "US-TX", id: "i2");

        var no = await Clinic.Refused(() =>
            clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten, "telemedicine", "vet2", "i2"), Clinic.Asked("o1", "k1"), default));

        Assert.Equal((422, "vcpr-required"), (no.Status, no.Code));
        Assert.Contains("teletriage", (string[])no.More!["instead"]!);
    }

    [Fact]
    public async Task Somebody_elses_animal_is_not_there()
    {
        await using var clinic = await Clinic.Open();

        Assert.Equal(404, (await Clinic.Refused(() => clinic.Book("a1", Ten, "k1", owner: "o9"))).Status);
    }
}
