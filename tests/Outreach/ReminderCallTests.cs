using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;
using VetVisits.Calls;
using VetVisits.Calls.Acs;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Local.Phone;
using VetVisits.Outreach;
using VetVisits.Owners;
using VetVisits.Tests.Booking;
using VetVisits.Visits;

namespace VetVisits.Tests.Outreach;

/// <summary>A reminder from the sweep to the key: the stand-in exchange rings, and what was pressed comes back as the provider reports it.</summary>
public sealed class ReminderCallTests : IAsyncLifetime
{
    private const string Number = "+15550100002";
    private static readonly Instant Start = Clinic.Morning + Duration.FromHours(50);
    private readonly ConcurrentQueue<(CallAddress At, Delivered Report)> reports = new();
    private PhoneExchange exchange = null!;
    private WebApplication listener = null!;
    private Clinic clinic = null!;
    private CallDesk desk = null!;

    public async Task InitializeAsync()
    {
        exchange = await PhoneExchange.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        listener = builder.Build();
        listener.MapPost("/api/calls/{partition}/{callId}/reports/{token}", async (HttpRequest request, string partition, string callId) =>
        {
            foreach (var report in AcsReports.Read(await BinaryData.FromStreamAsync(request.Body))) reports.Enqueue((new(partition, callId), report));
        });
        await listener.StartAsync();
        clinic = new(("PublicAddress", listener.Urls.First() + "/"));
        desk = new(clinic.Get<Streams>(), new RestPhone(exchange.Phone()), clinic.Get<PhoneBook>(), clinic.Get<CallSettings>(), clinic.Clock);
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
        await clinic.Documents.Write(Owner.At("o1"), new Owner("o1", "Ana", Number, null, "US-CA", Language.Es, ReminderChannel.Call, null), null, default);
        await clinic.Documents.Write(NumberCheck.At("owner:o1"), new NumberCheck(Number, null, null, 0), null, default);
    }

    public async Task DisposeAsync()
    {
        await exchange.DisposeAsync();
        await listener.DisposeAsync();
        await clinic.DisposeAsync();
    }

    [Fact]
    public async Task Key_1_confirms_the_visit()
    {
        exchange.Answers(Number, new Person(Keys: ["1"]));
        var visit = await Rung();
        Assert.Equal(VisitStatus.Booked, visit.Status);
        Assert.NotNull(visit.ConfirmedAt);
        var call = Assert.Single(await clinic.Get<VisitCalls>().All(visit, default));
        Assert.Equal((CallPurpose.Reminder, CallOutcome.Answered), (call.Request!.Purpose, call.Outcome));
        Assert.Contains(exchange.Calls.Single().Heard, words => words.Contains("Su consulta por video con el veterinario es el miércoles a las 10:00", StringComparison.Ordinal));
        Assert.Equal([OwnerTemplate.VisitBooked], Told().Select(m => m.Template));
    }

    [Fact]
    public async Task Key_2_cancels_it_as_its_owner_and_gives_the_time_back()
    {
        exchange.Answers(Number, new Person(Keys: ["2"]));
        var visit = await Rung();
        Assert.Equal((VisitStatus.Cancelled, Side.Owner), (visit.Status, visit.Cancellation!.By));
        var history = (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id));
        Assert.Equal("owner:o1", history.Single(c => c.Events.OfType<VisitCancelled>().Any()).By);
        Assert.Contains(Start, await clinic.Openings(Start.InUtc().Date));
    }

    [Fact]
    public async Task Key_3_leaves_the_visit_and_sends_a_link_by_text()
    {
        exchange.Answers(Number, new Person(Keys: ["3"]));
        var visit = await Rung();
        Assert.Equal((VisitStatus.Booked, null), (visit.Status, visit.ConfirmedAt));
        Assert.Equal(MessageChannel.Text, Told().DistinctBy(m => m.Id).Single(m => m.Template == OwnerTemplate.RescheduleLink).Channel);
    }

    [Fact]
    public async Task A_mailbox_confirms_nothing_and_the_reminder_comes_as_a_text()
    {
        exchange.Answers(Number, new Person(Pickup.Voicemail));
        var visit = await Rung();
        Assert.Null(visit.ConfirmedAt);
        Assert.Single(Told().DistinctBy(m => m.Id), m => m.Template == OwnerTemplate.Reminder);
    }

    [Fact]
    public async Task Reports_that_come_five_times_in_any_order_cancel_once()
    {
        exchange.Reports.Faults = new Faults(Copies: 5, Shuffle: true);
        exchange.Answers(Number, new Person(Keys: ["2"]));
        var visit = await Rung();
        var history = (await clinic.Journal.Read("animal:a1", [VisitStream.Name(visit.Id)], default)).Of(VisitStream.Name(visit.Id));
        Assert.Single(history.SelectMany(c => c.Events).OfType<VisitCancelled>());
        Assert.Single(exchange.Calls);
    }

    [Fact]
    public void A_key_pressed_for_a_time_that_the_visit_has_left_changes_nothing()
    {
        var visit = Visits.Given.Visit(Visits.Given.Booked(Start));
        var request = new CallRequested("c1", CallPurpose.Reminder, "owner:o1", null, "v1", 1, Start, "t", About: Start - Duration.FromHours(2));
        var settings = clinic.Get<VetVisits.Booking.BookingSettings>();
        Assert.All((string[])["1", "2"], key => Assert.Equal(Decision.Nothing, ReminderKeys.Decide(visit, request, key, settings, Clinic.Morning)));
        Assert.Equal(OwnerTemplate.VisitRescheduled, ReminderCallMessages.TemplateOf(
            Call.Fold.Evolve(Call.Fold.Evolve(Call.Fold.Start, request, default), new CallStepReported(CallStep.Ask, StepResult.Done, "2"), default), visit));
    }

    /// <summary>Books, lets a day pass, and plays the whole call until it is over and everything that follows has followed.</summary>
    private async Task<Visit> Rung()
    {
        var booked = await clinic.Book("a1", Start, "k1");
        await clinic.Feed();
        clinic.Clock.Reset(Start - Duration.FromHours(24));
        await clinic.Sweep();
        var at = CallAddress.OfVisit("a1", $"{booked.Id}.r1440-0");
        for (var round = 0; round < 500; round++)
        {
            await clinic.Feed();
            var messages = clinic.Sent.All.Where(s => s.Queue == QueueNames.Calls).ToList();
            foreach (var (_, json) in messages) await desk.Carry(new(Json.Read<CallDue>(json).Partition, Json.Read<CallDue>(json).CallId), again: false, default);
            while (reports.TryDequeue(out var came)) await desk.Report(came.At, came.Report.Id, came.Report.Says, default);
            await clinic.Feed();
            if (Call.Fold.Of((await clinic.Journal.Read("animal:a1", [at.Stream.Name], default)).Of(at.Stream.Name)).Over && reports.IsEmpty)
                return await clinic.Visit("a1", booked.Id);
            await Task.Delay(20);
        }
        throw new TimeoutException("The call did not end.");
    }

    private List<OwnerMessage> Told() => [.. clinic.Sent.All.Where(s => s.Queue == QueueNames.OwnerMessages).Select(s => Json.Read<OwnerMessage>(s.Json))];
}
