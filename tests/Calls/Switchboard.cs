using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Calls;
using VetVisits.Documents;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Outreach;
using VetVisits.Owners;
using VetVisits.Tests.Booking;
using VetVisits.Vets;

namespace VetVisits.Tests.Calls;

/// <summary>A clinic with a telephone: a booked visit, both numbers proved, a listener for the provider's reports, and a desk that a test turns by hand.</summary>
internal sealed class Switchboard : IAsyncDisposable
{
    public const string VetNumber = "+15550100001";
    public const string OwnerNumber = "+15550100002";
    private readonly WebApplication listener;
    private readonly ConcurrentQueue<(CallAddress At, Delivered Report)> reports = new();
    private CallDesk desk = null!;

    private Switchboard(WebApplication listener, Clinic clinic) => (this.listener, Clinic) = (listener, clinic);

    public Clinic Clinic { get; }

    public string Visit { get; private set; } = "";

    public LogLines Logged { get; } = new();

    /// <param name="phone">The adapter under test.</param>
    /// <param name="reports">Its provider's reports, which are believed before they are read.</param>
    public static async Task<Switchboard> Open(Func<Clinic, IPhone> phone, Func<Clinic, ITelephoneReports> reports, params (string, string)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        Switchboard board = null!;
        ITelephoneReports provider = null!;
        web.MapPost("/api/calls/{partition}/{callId}/reports/{token}", async (HttpRequest request, string partition, string callId) =>
        {
            var body = await BinaryData.FromStreamAsync(request.Body);
            await provider.Believe(request, body, default);
            foreach (var report in provider.Read(request, body)) board.reports.Enqueue((new(partition, callId), report));
            return provider.Answer(request, body);
        });
        await web.StartAsync();
        board = new(web, new Clinic([("PublicAddress", web.Urls.First() + "/"), .. settings]));
        board.Clinic.Get<ILoggerFactory>().AddProvider(board.Logged);
        provider = reports(board.Clinic);
        board.Use(phone(board.Clinic));
        await board.People();
        return board;
    }

    /// <summary>Goes on with another telephone, as a host that was started again would.</summary>
    public void Use(IPhone phone) => desk = new(Clinic.Get<Streams>(), phone, Clinic.Get<PhoneBook>(), Clinic.Get<CallSettings>(), Clinic.Clock);

    /// <summary>Somebody presses "continue by phone".</summary>
    public async Task<Call> Continue(string key = "k") =>
        await Clinic.Get<VisitCalls>().Continue(await Clinic.Visit("a1", Visit), Clinic.Asked("o1", key), 1, null, default);

    public async Task<IReadOnlyList<Call>> Calls() => await Clinic.Get<VisitCalls>().Read("a1", Visit, default);

    /// <summary>What the owner is told because nobody was reached.</summary>
    public IEnumerable<OwnerMessage> CallBacks() => Clinic.Sent.All.Where(s => s.Queue == QueueNames.OwnerMessages)
        .Select(s => Json.Read<OwnerMessage>(s.Json)).Where(m => m.Template == OwnerTemplate.CallBack).DistinctBy(m => m.Id);

    /// <summary>One delivery of a call's queue message.</summary>
    public Task Carry(string callId, bool again = false) => desk.Carry(CallAddress.OfVisit("a1", callId), again, default);

    /// <summary>All that was written down: the animal's history, the queues, and what the host logged.</summary>
    public async Task<IReadOnlyList<string>> Written()
    {
        List<string> written = [.. Clinic.Sent.All.Select(s => s.Json), .. Logged.All];
        await foreach (var commit in Clinic.Journal.ReadPartition("animal:a1", default)) written.Add(Json.Write(commit));
        return written;
    }

    /// <summary>Lets feed, queue and reports turn until this holds.</summary>
    public async Task<IReadOnlyList<Call>> Until(Func<IReadOnlyList<Call>, bool> holds)
    {
        for (var round = 0; round < 600; round++)
        {
            await Turn();
            var calls = await Calls();
            if (holds(calls)) return calls;
            await Task.Delay(20);
        }
        var last = await Calls();
        throw new TimeoutException($"The calls stayed at {string.Join(" | ", last.Select(c => $"{c.Phase} {c.Outcome}: {string.Join(", ", c.Reports.Select(r => $"{r.Key} {r.Value.Result}"))}; claimed {string.Join(",", c.Claimed)}"))}.");
    }

    public async Task Turn()
    {
        await Clinic.Feed();
        // Every message is taken in every round: a queue may give it often, early and late.
        foreach (var due in Clinic.Sent.All.Where(s => s.Queue == QueueNames.Calls).Select(s => Json.Read<CallDue>(s.Json)).Distinct().ToList())
            await desk.Carry(new(due.Partition, due.CallId), again: false, default);
        while (reports.TryDequeue(out var came)) await desk.Report(came.At, came.Report.Id, came.Report.Says, default);
        await Clinic.Feed();
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await Clinic.DisposeAsync();
    }

    private async Task People()
    {
        await Clinic.Vet();
        await Clinic.Animal("a1");
        await Clinic.Intake("a1");
        await Clinic.Documents.Write(Owner.At("o1"), new Owner("o1", "Ana", OwnerNumber, null, "US-CA", Language.Es, ReminderChannel.Email, null), null, default);
        await Clinic.Documents.Write(Vet.At("vet1"), new Vet("vet1", "Vera", VetNumber, null, ["en"], null), null, default);
        await Number("owner:o1", OwnerNumber);
        await Number("vet:vet1", VetNumber);
        Visit = (await Clinic.Get<Bookings>().Book(
            Clinic.Owner(), "a1", Clinic.Wanted(Clinic.Morning + Duration.FromHours(2)) with { BackupPhoneAgreed = true }, Clinic.Asked("o1", "book"), default)).Id;
        await Clinic.Feed();
        Clinic.Clock.Reset(Clinic.Morning + Duration.FromHours(2));
    }

    private Task<Written> Number(string person, string number) => Clinic.Documents.Write(NumberCheck.At(person), new NumberCheck(number, null, null, 0), null, default);
}
