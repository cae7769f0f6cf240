using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VetVisits.Calls;
using VetVisits.Calls.Acs;
using VetVisits.Local.Phone;

namespace VetVisits.Tests.Phone;

/// <summary>The whole way of a call without the product's HTTP functions: script, REST adapter, exchange, reports, fold.</summary>
public sealed class PhoneExchangeTests : IAsyncLifetime
{
    private const string Vet = "+15550100001";
    private const string Owner = "+15550100002";
    private static readonly CallRequested Fallback = new("c1", CallPurpose.Fallback, "vet:v1", "owner:o1", "visit1", 1, default, "t");
    private readonly ConcurrentQueue<Delivered> delivered = new();
    private PhoneExchange exchange = null!;
    private WebApplication listener = null!;
    private RestPhone phone = null!;

    public async Task InitializeAsync()
    {
        exchange = await PhoneExchange.Start();
        phone = new RestPhone(exchange.Phone());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        listener = builder.Build();
        listener.MapPost("/cb", async (HttpRequest request) =>
        {
            foreach (var report in AcsReports.Read(await BinaryData.FromStreamAsync(request.Body))) delivered.Enqueue(report);
        });
        await listener.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await exchange.DisposeAsync();
        await listener.DisposeAsync();
    }

    [Fact]
    public async Task A_fallback_brings_both_people_into_one_call()
    {
        exchange.Answers(Vet, new Person());
        exchange.Answers(Owner, new Person(Keys: ["1"]));
        var call = await Play(Fallback, until: c => c.IsDone(CallStep.Join));
        Assert.Equal(CallPhase.Bridged, call.Phase);
        Assert.Equal([Vet, Owner], exchange.Calls.Single().Present);
    }

    [Fact]
    public async Task A_mailbox_is_removed_and_the_vet_hears_a_word()
    {
        exchange.Answers(Vet, new Person());
        exchange.Answers(Owner, new Person(Pickup.Voicemail));
        var call = await Play(Fallback, until: c => c.Over);
        Assert.Equal(CallOutcome.NoKey, call.Outcome);
        Assert.Equal("sorry", exchange.Calls.Single().Heard[^1]);
    }

    [Theory]
    [InlineData(Pickup.Busy, StepResult.Busy)]
    [InlineData(Pickup.NoAnswer, StepResult.NoAnswer)]
    [InlineData(Pickup.Declines, StepResult.Declined)]
    [InlineData(Pickup.UnknownNumber, StepResult.BadNumber)]
    public async Task What_a_vets_telephone_does_is_what_the_call_knows(Pickup pickup, StepResult expected)
    {
        exchange.Answers(Vet, new Person(pickup));
        var call = await Play(Fallback, until: c => c.Phase == CallPhase.Ended);
        Assert.Equal((expected, CallOutcome.FirstUnreached), (call.ResultOf(CallStep.Dial), call.Outcome));
    }

    [Fact]
    public async Task Reports_that_overtake_and_come_five_times_end_in_the_same_call()
    {
        exchange.Reports.Faults = new Faults(Copies: 5, Shuffle: true, HoldAnswer: TimeSpan.FromMilliseconds(300));
        exchange.Answers(Vet, new Person());
        exchange.Answers(Owner, new Person(Keys: ["7", "1"]));
        var call = await Play(Fallback, until: c => c.IsDone(CallStep.Join));
        Assert.Equal((CallPhase.Bridged, "1"), (call.Phase, call.Key));
        Assert.Single(exchange.Calls);
    }

    [Fact]
    public async Task The_same_dial_tried_again_rings_once()
    {
        exchange.Answers(Vet, new Person());
        var step = new PhoneStep("c1", CallStep.Dial, new Uri(listener.Urls.First() + "/cb"), Uuid("c1 dial"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => phone.Dial(step, Vet, default)));
        Assert.Single(answers.Select(a => a.Connection).Distinct());
        Assert.Single(exchange.Calls);
    }

    [Fact]
    public async Task A_wrong_key_is_turned_away()
    {
        var stranger = new RestPhone(exchange.Phone(Convert.ToBase64String(new byte[32])));
        var answer = await stranger.Dial(new("c1", CallStep.Dial, new Uri(listener.Urls.First() + "/cb"), Guid.NewGuid()), Vet, default);
        Assert.Equal(StepResult.Misconfigured, answer.Refused);
        Assert.Empty(exchange.Calls);
    }

    private async Task<Call> Play(CallRequested request, Func<Call, bool> until)
    {
        var call = Call.Fold.Evolve(Call.Fold.Start, request, default);
        var seen = new HashSet<string>();
        var callback = new Uri(listener.Urls.First() + "/cb");
        for (var round = 0; round < 500 && !until(call); round++)
        {
            foreach (var name in CallScript.Next(call))
            {
                call = Call.Fold.Evolve(call, new CallStepClaimed(name), default);
                var step = new PhoneStep(request.CallId, name, callback, Uuid($"{request.CallId} {name}"));
                var speech = new Speech(name, "en-US");
                var answer = name switch
                {
                    CallStep.Dial => await phone.Dial(step, Vet, default),
                    CallStep.Add => await phone.Add(step, call.Line!, Owner, default),
                    CallStep.Ask or CallStep.AskAgain => await phone.Ask(step, call.Line!, Owner, speech, default),
                    CallStep.Remove => await phone.Remove(step, call.Line!, Owner, default),
                    CallStep.HangUp => await phone.HangUp(step, call.Line!, default),
                    _ => await phone.Say(step, call.Line!, speech, default),
                };
                Assert.Null(answer.Refused);
            }
            await Task.Delay(20);
            while (delivered.TryDequeue(out var report))
                if (seen.Add(report.Id))
                    call = Call.Fold.Evolve(call, CallScript.Judged(request.Purpose, report.Says), default);
        }
        Assert.True(until(call), $"The call stayed at {call.Phase} with {string.Join(", ", call.Reports.Keys)}.");
        return call;
    }

    private static Guid Uuid(string name) => Http.Uuid.V5(name);
}
