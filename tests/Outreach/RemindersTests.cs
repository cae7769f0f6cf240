using NodaTime;
using VetVisits.Animals;
using VetVisits.Calls;
using VetVisits.Feed;
using VetVisits.Outreach;
using VetVisits.Owners;
using VetVisits.Tests.Booking;
using VetVisits.Tests.Visits;
using VetVisits.Visits;

namespace VetVisits.Tests.Outreach;

public sealed class RemindersTests : IAsyncLifetime
{
    private static readonly Instant Start = Clinic.Morning + Duration.FromHours(50);
    private readonly Clinic clinic = new();

    public async Task InitializeAsync()
    {
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
    }

    public async Task DisposeAsync() => await clinic.DisposeAsync();

    [Fact]
    public async Task A_visit_is_reminded_of_a_day_and_an_hour_before_once_each()
    {
        await Owner(ReminderChannel.Email);
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        await At(Start - Duration.FromHours(24) - Duration.FromMinutes(1));
        Assert.Empty(await Reminded(visit));
        await At(Start - Duration.FromHours(24));
        await At(Start - Duration.FromHours(23));
        Assert.Equal(["r1440-0"], (await Reminded(visit)).Select(e => e.Key));
        await At(Start - Duration.FromHours(1));
        await At(Start - Duration.FromMinutes(30));
        Assert.Equal(["r1440-0", "r60-0"], (await Reminded(visit)).Select(e => e.Key));
        Assert.Equal(2, Told(OwnerTemplate.Reminder).Select(m => m.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_visit_that_moved_is_reminded_of_at_its_new_time_alone()
    {
        await Owner(ReminderChannel.Email);
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        await clinic.Happened("animal:a1", $"visit:{visit.Id}", new VisitRescheduled("h9", visit.Day.PlusDays(2), Start + Duration.FromDays(2), visit.End + Duration.FromDays(2), visit.Day, visit.Hold, Start));
        await clinic.Feed();
        await At(Start - Duration.FromHours(24));
        Assert.Empty(await Reminded(visit));
        await At(Start + Duration.FromHours(24));
        Assert.Equal(["r1440-1"], (await Reminded(visit)).Select(e => e.Key));
    }

    [Fact]
    public async Task A_cancelled_visit_and_one_booked_for_this_hour_are_not_reminded_of()
    {
        await Owner(ReminderChannel.Email);
        var cancelled = await clinic.Book("a1", Start, "k1");
        var soon = await clinic.Book("a1", Clinic.Morning + Duration.FromMinutes(60), "k2");
        await clinic.Happened("animal:a1", $"visit:{cancelled.Id}", new VisitCancelled(Side.Vet, false, Duration.FromHours(1)));
        await clinic.Feed();
        await At(Clinic.Morning + Duration.FromMinutes(45));
        await At(Start - Duration.FromHours(24));
        Assert.Empty(await Reminded(cancelled));
        Assert.Empty(await Reminded(soon));
    }

    [Fact]
    public async Task A_host_that_was_off_reminds_late_and_only_of_what_still_helps()
    {
        await Owner(ReminderChannel.Email);
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        await At(Start - Duration.FromMinutes(40));
        Assert.Equal(["r60-0"], (await Reminded(visit)).Select(e => e.Key));
    }

    [Fact]
    public async Task A_text_in_the_owners_night_waits_for_the_morning_there()
    {
        // 24 hours before is 02:00 in Los Angeles.
        await Owner(ReminderChannel.Sms, phone: "+15550100002", zone: "America/Los_Angeles");
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        await At(Start - Duration.FromHours(24));
        Assert.Empty(await Reminded(visit));
        await At(Start - Duration.FromHours(18));
        var reminded = Assert.Single(await Reminded(visit));
        Assert.Equal(("r1440-0", ReminderChannel.Sms), (reminded.Key, reminded.Channel));
    }

    [Fact]
    public async Task An_owner_who_asks_for_calls_since_it_was_planned_is_not_rung_in_the_night()
    {
        await Owner(ReminderChannel.Email, zone: "America/Los_Angeles");
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        await Owner(ReminderChannel.Call, phone: "+15550100002", zone: "America/Los_Angeles", verified: true);
        await At(Start - Duration.FromHours(24));
        Assert.Empty(await Reminded(visit));
        await At(Start - Duration.FromHours(18));
        Assert.Equal([ReminderChannel.Call], (await Reminded(visit)).Select(e => e.Channel));
    }

    [Fact]
    public async Task A_number_that_nobody_verified_is_sent_a_text_and_never_rung()
    {
        await Owner(ReminderChannel.Call, phone: "+15550100002");
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        await At(Start - Duration.FromHours(24));
        Assert.Equal([ReminderChannel.Sms], (await Reminded(visit)).Select(e => e.Channel));
        Assert.DoesNotContain(clinic.Sent.All, s => s.Queue == QueueNames.Calls);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_an_animal_that_died()
    {
        await Owner(ReminderChannel.Email);
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        var there = (await clinic.Documents.Read<Animal>(Animal.At("a1"), default))!;
        await clinic.Documents.Write(Animal.At("a1"), there.Document with { DiedOn = new LocalDate(2026, 11, 23) }, there.ETag, default);
        await At(Start - Duration.FromHours(24));
        Assert.Empty(await Reminded(visit));
    }

    [Fact]
    public async Task Who_wants_no_reminders_gets_none()
    {
        await Owner(ReminderChannel.None);
        var visit = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        await At(Start - Duration.FromHours(24));
        Assert.Empty(await Reminded(visit));
    }

    [Fact]
    public async Task Ten_thousand_reminders_due_in_one_minute_by_two_sweeps_at_a_time_and_a_feed_that_repeats_are_ten_thousand_calls_and_two_appends_each()
    {
        const int Many = 10_000;
        await Owner(ReminderChannel.Call, phone: "+15550100002", verified: true);
        for (var i = 0; i < Many; i++)
        {
            var booked = Given.Booked(Start + Duration.FromSeconds(i % 60)) with { VisitId = $"v{i}", AnimalId = $"b{i}", OwnerId = "o1" };
            await clinic.Happened($"animal:b{i}", $"visit:v{i}", booked);
        }
        var appended = clinic.Journal.Fed.ToList();
        clinic.Journal.Fed.Clear();
        foreach (var commit in appended.Where(c => clinic.Get<Reminders>().Concerns(c))) await clinic.Get<Reminders>().Project(commit, default);

        // Half of the minute is due: the other half waits.
        clinic.Clock.Reset(Start - Duration.FromHours(24) + Duration.FromSeconds(29));
        await Task.WhenAll(clinic.Sweep(), clinic.Sweep());
        Assert.All(Done(), e => Assert.True(e.Start <= Start + Duration.FromSeconds(29)));
        Assert.InRange(Done().Count, 4_980, 5_020);
        clinic.Clock.Reset(Start - Duration.FromHours(24) + Duration.FromMinutes(1));
        await Task.WhenAll(clinic.Sweep(), clinic.Sweep());

        var reminded = clinic.Journal.Fed.ToList();
        Assert.Equal(Many, reminded.Select(c => c.Stream).Distinct().Count());
        Assert.Equal(Many, reminded.Count);
        clinic.Journal.Fed.Clear();
        var calls = clinic.Get<IEnumerable<IPublication>>().OfType<ReminderCalls>().Single();
        foreach (var commit in reminded.Concat(reminded)) await calls.Publish(commit, default);
        Assert.Equal(Many, clinic.Journal.Fed.Count);
        Assert.Equal(Many, clinic.Journal.Fed.Select(c => c.Stream).Distinct().Count());
        Assert.All(clinic.Journal.Fed, c => Assert.Equal(CallPurpose.Reminder, Assert.IsType<CallRequested>(Assert.Single(c.Events)).Purpose));

        List<(string Stream, Instant Start)> Done() => [.. clinic.Journal.Fed.Select(c => (c.Stream, Start + Duration.FromSeconds(int.Parse(c.Stream["visit:v".Length..]) % 60)))];
    }

    private async Task At(Instant now)
    {
        clinic.Clock.Reset(now);
        await clinic.Sweep();
        await clinic.Feed();
    }

    private async Task Owner(ReminderChannel channel, string? phone = null, string? zone = null, bool verified = false)
    {
        var there = await clinic.Documents.Read<Owner>(VetVisits.Owners.Owner.At("o1"), default);
        await clinic.Documents.Write(VetVisits.Owners.Owner.At("o1"), new Owner("o1", "Ana", phone, "ana@owner.example", "US-CA", Language.En, channel, zone), there?.ETag, default);
        if (verified) await clinic.Documents.Write(NumberCheck.At("owner:o1"), new NumberCheck(phone, null, null, 0), null, default);
    }

    private async Task<List<VisitReminded>> Reminded(Visit visit) =>
        [.. (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id)).SelectMany(c => c.Events).OfType<VisitReminded>()];

    private List<OwnerMessage> Told(OwnerTemplate template) =>
        [.. clinic.Sent.All.Where(s => s.Queue == QueueNames.OwnerMessages).Select(s => Json.Read<OwnerMessage>(s.Json)).Where(m => m.Template == template)];
}
