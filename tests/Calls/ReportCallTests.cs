using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VetVisits.Calls;
using VetVisits.Local.Phone;
using VetVisits.Tests.Booking;

namespace VetVisits.Tests.Calls;

/// <summary>The doorway of a provider's reports: the call's own address, and the provider's own proof, both or nothing.</summary>
public sealed class ReportCallTests : IAsyncLifetime
{
    private static readonly CallRequested Wanted = new("v1.f1", CallPurpose.Fallback, "vet:vet1", "owner:o1", "v1", 1, Clinic.Morning, "the-calls-own-part");
    private PhoneExchange exchange = null!;
    private Clinic clinic = null!;

    public async Task InitializeAsync()
    {
        exchange = await PhoneExchange.Start();
        clinic = new([.. exchange.Settings.Select(s => (s.Key, s.Value!))]);
        await clinic.Happened("animal:a1", "call:v1.f1", Wanted);
    }

    public async Task DisposeAsync()
    {
        await clinic.DisposeAsync();
        await exchange.DisposeAsync();
    }

    [Fact]
    public async Task A_report_that_proves_itself_is_written_down_once_however_often_it_comes()
    {
        for (var times = 0; times < 5; times++) Assert.Equal(204, await Report(Connected("e1")));
        var call = await Known();
        Assert.Equal((StepResult.Done, "c1"), (call.ResultOf(CallStep.Dial), call.Connection));
        Assert.Equal(2, (await clinic.Journal.Read("animal:a1", [new("call:v1.f1")], default)).Of(new("call:v1.f1")).Count);
    }

    [Fact]
    public async Task With_the_providers_token_and_a_guessed_address_it_is_nobodys_call()
    {
        Assert.Equal(404, await Report(Connected("e1"), part: "guessed"));
        Assert.Equal(404, await Report(Connected("e1"), call: "v1.f2"));
        Assert.Equal(404, await Report(Connected("e1"), partition: "animal:a2"));
    }

    [Fact]
    public async Task With_the_right_address_and_no_proof_it_is_refused()
    {
        Assert.Equal(401, await Report(Connected("e1"), token: ""));
        Assert.Equal(401, await Report(Connected("e1"), token: exchange.Reports.Token(age: TimeSpan.FromMinutes(10))));
        Assert.Equal(401, await Report(Connected("e1"), token: exchange.Reports.Token(forAudience: "another")));
        Assert.Null((await Known()).ResultOf(CallStep.Dial));
    }

    [Fact]
    public async Task A_kind_that_is_not_known_is_left_out_and_counted_and_what_is_no_report_is_refused()
    {
        using var measured = new Measurements();
        Assert.Equal(204, await Report(Connected("e1").Replace("CallConnected", "CallWentToTheMoon", StringComparison.Ordinal)));
        Assert.Single(measured.Of("vetvisits.calls.ignored"));
        Assert.Equal(400, await Report("""{"no":"array of events"}"""));
        Assert.Equal(400, await Report("not even JSON"));
        Assert.Null((await Known()).ResultOf(CallStep.Dial));
    }

    private static string Connected(string id) => $$$$"""
        [{"id":"{{{{id}}}}","source":"calling/callConnections/c1","type":"Microsoft.Communication.CallConnected","specversion":"1.0","time":"2026-11-23T10:00:00Z",
          "data":{"callConnectionId":"c1","serverCallId":"s","correlationId":"k","operationContext":"dial","resultInformation":{"code":200,"subCode":0,"message":""}}}]
        """;

    private async Task<Call> Known() => Call.Fold.Of((await clinic.Journal.Read("animal:a1", [new("call:v1.f1")], default)).Of(new("call:v1.f1")));

    private async Task<int> Report(string body, string? token = null, string partition = "animal:a1", string call = "v1.f1", string part = "the-calls-own-part")
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Response.Body = new MemoryStream();
        if (token != "") context.Request.Headers.Authorization = $"Bearer {token ?? exchange.Reports.Token()}";
        var functions = new CallsFunctions(clinic.Get<CallDesk>(), clinic.Journal, clinic.Get<ITelephoneReports>(), clinic.Clock, NullLogger<CallsFunctions>.Instance);
        await (await functions.Report(context.Request, partition, call, part, default)).ExecuteAsync(context);
        return context.Response.StatusCode;
    }
}
