using NodaTime;
using VetVisits.Calls;
using VetVisits.Local.Phone;

namespace VetVisits.Tests.Calls;

/// <summary>"Continue by phone" from the button to the end, through the product's own desk, feed and retries, on the stand-in exchange.</summary>
public sealed class FallbackTests : IAsyncLifetime
{
    private PhoneExchange exchange = null!;
    private Switchboard board = null!;

    public async Task InitializeAsync()
    {
        exchange = await PhoneExchange.Start();
        board = await Switchboard.Open(
            _ => new RestPhone(exchange.Phone()), clinic => clinic.Get<ITelephoneReports>(), [.. exchange.Settings.Select(s => (s.Key, s.Value!))]);
        exchange.Answers(Switchboard.VetNumber, new Person());
        exchange.Answers(Switchboard.OwnerNumber, new Person(Keys: ["1"]));
    }

    public async Task DisposeAsync()
    {
        await board.DisposeAsync();
        await exchange.DisposeAsync();
    }

    [Fact]
    public async Task The_vet_hears_whose_visit_it_is_the_owner_presses_1_and_both_are_on_one_line_until_one_hangs_up()
    {
        await board.Continue();
        var call = (await board.Until(calls => calls is [var one] && one.IsDone(CallStep.Join)))[0];
        Assert.Equal((CallPhase.Bridged, "1"), (call.Phase, call.Key));
        var rung = Assert.Single(exchange.Calls);
        Assert.Equal([Switchboard.VetNumber, Switchboard.OwnerNumber], rung.Present);
        Assert.Contains("the visit of Miso", rung.Heard[0], StringComparison.Ordinal);
        Assert.Contains("Presione 1", rung.Heard[1], StringComparison.Ordinal);

        exchange.HangUp(Switchboard.VetNumber);
        call = (await board.Until(calls => calls[0].Over))[0];
        Assert.Equal((CallOutcome.Bridged, true), (call.Outcome, rung.IsOver));
        Assert.Empty(board.CallBacks());
        Assert.Single(await board.Calls());
    }

    [Fact]
    public async Task A_button_pressed_by_both_at_once_is_one_call()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => board.Continue($"k{n}")));
        await board.Until(calls => calls[0].IsDone(CallStep.Join));
        Assert.Single(exchange.Calls);
    }

    [Theory]
    [InlineData(Pickup.Busy, CallOutcome.SecondUnreached)]
    [InlineData(Pickup.NoAnswer, CallOutcome.SecondUnreached)]
    [InlineData(Pickup.Voicemail, CallOutcome.NoKey)]
    public async Task An_owner_who_is_not_reached_is_tried_three_times_further_and_further_apart_and_then_told_until_when_to_call(Pickup pickup, CallOutcome outcome)
    {
        exchange.Answers(Switchboard.OwnerNumber, new Person(pickup));
        await board.Continue();
        await board.Until(calls => calls is [_, { Request.NotBefore: not null }] && calls[0].Over);
        Assert.Empty(board.CallBacks());
        Assert.Single(exchange.Calls);

        board.Clinic.Clock.AdvanceSeconds(61);
        await board.Until(calls => calls is [_, _, { Request.NotBefore: not null }] && calls[1].Over);
        Assert.Equal(2, exchange.Calls.Count);
        board.Clinic.Clock.AdvanceSeconds(121);
        var calls = await board.Until(calls => calls.Count == 3 && calls[2].Over);

        Assert.All(calls, call => Assert.Equal(outcome, call.Outcome));
        Assert.Equal(calls[2].Request!.CallId, Assert.Single(calls, c => c.Request!.Attempt == 3).Request!.CallId);
        Assert.Single(board.CallBacks());
        Assert.Equal(3, exchange.Calls.Count);
    }

    [Fact]
    public async Task A_wrong_key_is_asked_again_and_two_of_them_join_nobody()
    {
        exchange.Answers(Switchboard.OwnerNumber, new Person(Keys: ["9", "9"]));
        await board.Continue();
        var call = (await board.Until(calls => calls[0].Over))[0];
        Assert.Equal((CallOutcome.NoKey, StepResult.WrongKey, StepResult.WrongKey), (call.Outcome, call.ResultOf(CallStep.Ask), call.ResultOf(CallStep.AskAgain)));
        Assert.Null(call.ResultOf(CallStep.Join));
    }

    [Fact]
    public async Task A_number_that_does_not_exist_is_not_tried_again_and_the_owner_is_told_at_once()
    {
        exchange.Answers(Switchboard.OwnerNumber, new Person(Pickup.UnknownNumber));
        await board.Continue();
        await board.Until(calls => calls[0].Over && board.CallBacks().Any());
        Assert.Single(await board.Calls());
    }

    [Fact]
    public async Task A_vet_who_hangs_up_while_the_owner_is_dialled_leaves_the_owner_in_no_empty_call_and_is_tried_again()
    {
        exchange.Answers(Switchboard.OwnerNumber, new Person(Keys: ["1"], RingsFor: TimeSpan.FromSeconds(1)));
        await board.Continue();
        await board.Until(calls => calls[0].Claimed.Contains(CallStep.Add));
        exchange.HangUp(Switchboard.VetNumber);
        await board.Until(calls => calls is [{ Over: true, Outcome: CallOutcome.HungUp }, { Request.Attempt: 2 }]);
        await Task.Delay(1_200);
        Assert.Empty(exchange.Calls.Single().Present);
    }

    [Fact]
    public async Task An_owner_who_hangs_up_at_the_question_ends_it_for_the_vet_too()
    {
        exchange.Answers(Switchboard.OwnerNumber, new Person(HangsUpAtQuestion: true));
        await board.Continue();
        await board.Until(calls => calls is [{ Over: true, Outcome: CallOutcome.HungUp }, { Request.Attempt: 2 }]);
        Assert.True(exchange.Calls.Single().IsOver);
    }

    [Fact]
    public async Task A_process_that_dies_between_dialling_and_writing_it_down_dials_nobody_a_second_time()
    {
        var real = new RestPhone(exchange.Phone());
        exchange.Reports.Faults = new Faults(Delay: TimeSpan.FromMilliseconds(300));
        board.Use(new DiesAfter(real));
        var call = await board.Continue();
        await board.Clinic.Feed();
        await Assert.ThrowsAsync<InvalidOperationException>(() => board.Carry(call.Request!.CallId));
        Assert.Equal([CallStep.Dial], (await board.Calls())[0].Claimed);

        board.Use(real);
        await board.Carry(call.Request!.CallId, again: true);
        await board.Carry(call.Request!.CallId, again: true);
        await board.Until(calls => calls[0].IsDone(CallStep.Join));
        Assert.Single(exchange.Calls);
    }

    [Fact]
    public async Task A_call_whose_reports_are_lost_is_cut_after_minutes_and_tried_again()
    {
        exchange.Reports.Faults = new Faults(LoseEvery: 1);
        await board.Continue();
        await board.Turn();
        exchange.Reports.Faults = new Faults();
        await board.Turn();
        Assert.Equal(CallPhase.Dialling, (await board.Calls())[0].Phase);

        board.Clinic.Clock.Advance(Duration.FromMinutes(5));
        var calls = await board.Until(calls => calls is [{ TimedOut: true }, { Request.Attempt: 2 }]);
        Assert.Equal(CallOutcome.TimedOut, calls[0].Outcome);
        Assert.True(exchange.Calls.Single().IsOver);
    }

    [Fact]
    public async Task Reports_early_late_five_times_and_shuffled_join_the_two_all_the_same()
    {
        exchange.Reports.Faults = new Faults(Copies: 5, Shuffle: true, HoldAnswer: TimeSpan.FromMilliseconds(200));
        await board.Continue();
        var call = (await board.Until(calls => calls[0].IsDone(CallStep.Join)))[0];
        Assert.Equal(CallPhase.Bridged, call.Phase);
        Assert.Single(exchange.Calls);
    }

    [Theory]
    [InlineData(Pickup.Answers)]
    [InlineData(Pickup.Busy)]
    [InlineData(Pickup.UnknownNumber)]
    public async Task No_event_message_or_log_line_holds_a_number(Pickup pickup)
    {
        exchange.Answers(Switchboard.OwnerNumber, new Person(pickup, Keys: ["1"]));
        await board.Continue();
        await board.Until(calls => calls[0].IsDone(CallStep.Join) || calls[0].Over);
        Assert.DoesNotContain(await board.Written(), text => text.Contains("5550100", StringComparison.Ordinal));
    }

    /// <summary>Dials, and is killed before anything of it is written down.</summary>
    private sealed class DiesAfter(IPhone phone) : IPhone
    {
        public async Task<PhoneAnswer> Dial(PhoneStep step, string number, CancellationToken stop)
        {
            await phone.Dial(step, number, stop);
            throw new InvalidOperationException("killed");
        }

        public Task<PhoneAnswer> Add(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => phone.Add(step, line, number, stop);

        public Task<PhoneAnswer> Say(PhoneStep step, PhoneLine line, Speech speech, CancellationToken stop) => phone.Say(step, line, speech, stop);

        public Task<PhoneAnswer> Ask(PhoneStep step, PhoneLine line, string number, Speech speech, CancellationToken stop) => phone.Ask(step, line, number, speech, stop);

        public Task<PhoneAnswer> Remove(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => phone.Remove(step, line, number, stop);

        public Task<PhoneAnswer> HangUp(PhoneStep step, PhoneLine line, CancellationToken stop) => phone.HangUp(step, line, stop);
    }
}
