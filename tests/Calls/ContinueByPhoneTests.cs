using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Calls;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Tests.Booking;
using VetVisits.Tests.EndToEnd;
using VetVisits.Video;
using VetVisits.Visits;

namespace VetVisits.Tests.Calls;

/// <summary>The button "continue by phone": what it answers before anybody is rung.</summary>
public sealed class ContinueByPhoneTests : IAsyncLifetime
{
    private static readonly Caller Owner = Clinic.Owner();
    private static readonly Caller Vet = new(Role.Vet, "vet1");
    private Switchboard board = null!;

    public async Task InitializeAsync() => board = await Switchboard.Open(_ => new NoPhone(), clinic => clinic.Get<ITelephoneReports>());

    public async Task DisposeAsync() => await board.DisposeAsync();

    [Fact]
    public async Task Whoever_presses_first_asks_for_the_call_and_neither_hears_a_number()
    {
        var call = (await Press(Owner)).Is(202);
        Assert.Equal(("fallback", "dialling"), (call["purpose"], call["phase"]));
        Assert.Equal(call["callId"], (await Press(Vet)).Is(202)["callId"]);
        Assert.DoesNotContain("5550100", call.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner:o1", "phone-unverified", "other-phone-unverified")]
    [InlineData("vet:vet1", "other-phone-unverified", "phone-unverified")]
    public async Task A_number_that_nobody_verified_is_told_at_once_and_nobody_is_rung(string unverified, string owner, string vet)
    {
        await board.Clinic.Documents.Put<NumberCheck>(NumberCheck.At(unverified), _ => new NumberCheck("+15550109999", null, null, 0), default);
        (await Press(Owner)).Is(409, owner);
        (await Press(Vet)).Is(409, vet);
        Assert.Empty(await board.Calls());
    }

    [Theory]
    [InlineData(-31, "too-early")]
    [InlineData(81, "too-late")]
    public async Task Outside_the_visits_window_nobody_is_rung(int minutes, string code)
    {
        board.Clinic.Clock.Reset((await board.Clinic.Visit("a1", board.Visit)).Start + Duration.FromMinutes(minutes));
        (await Press(Vet)).Is(409, code);
        Assert.Empty(await board.Calls());
    }

    [Fact]
    public async Task Anybody_else_finds_no_visit_there()
    {
        (await Press(Clinic.Owner("o2"))).Is(404);
        (await Press(new(Role.Vet, "vet2"))).Is(404);
        Assert.Empty(await board.Calls());
    }

    private async Task<Heard> Press(Caller caller)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var said = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = said;
        T Get<T>() where T : notnull => board.Clinic.Get<T>();
        var functions = new PhoneFunctions(new Known(caller), Get<VisitDoor>(), Get<VideoDoor>(), Get<VisitCalls>(), Get<PhoneBook>(), Get<NumberChecks>());
        await (await functions.Continue(context.Request, "a1", board.Visit, default)).ExecuteAsync(context);
        return new(context.Response.StatusCode, Encoding.UTF8.GetString(said.ToArray()), null, null, null);
    }

    private sealed class Known(Caller caller) : ICallers
    {
        public Task<Caller> Require(HttpRequest request, CancellationToken stop, params Role[] roles) =>
            Task.FromResult(roles.Contains(caller.Role) ? caller : throw new InvalidOperationException($"{caller.Role} may not ask."));
    }
}
