using NodaTime;
using VetVisits.Calls;
using VetVisits.Journal;

namespace VetVisits.Tests.Calls;

public sealed class CallTests
{
    private static readonly CallRequested Fallback = new("c1", CallPurpose.Fallback, "vet:v1", "owner:o1", "visit1", 1, Instant.FromUtc(2026, 11, 23, 10, 5), "t");
    private static readonly CallRequested Reminder = Fallback with { Purpose = CallPurpose.Reminder, First = "owner:o1", Second = null };

    [Fact]
    public void A_fallback_dials_the_vet_tells_whose_visit_adds_the_owner_asks_and_joins()
    {
        var call = Known(Fallback);
        Assert.Equal([CallStep.Dial], CallScript.Next(call));
        call = Told(call, Done(CallStep.Dial, connection: "k1"));
        Assert.Equal([CallStep.Tell], CallScript.Next(call));
        call = Told(call, Done(CallStep.Tell));
        Assert.Equal([CallStep.Add], CallScript.Next(call));
        call = Told(call, Done(CallStep.Add));
        Assert.Equal((CallPhase.Asked, CallStep.Ask), (call.Phase, Assert.Single(CallScript.Next(call))));
        call = Told(call, new CallStepReported(CallStep.Ask, StepResult.Done, "1"));
        Assert.Equal((CallPhase.Bridged, CallStep.Join), (call.Phase, Assert.Single(CallScript.Next(call))));
        call = Told(call, Done(CallStep.Join));
        Assert.Empty(CallScript.Next(call));
        Assert.Equal(CallOutcome.Bridged, Told(call, new CallOver()).Outcome);
    }

    [Fact]
    public void A_mailbox_presses_nothing_is_asked_twice_and_is_no_patient()
    {
        var call = Told(Known(Fallback), Done(CallStep.Dial), Done(CallStep.Tell), Done(CallStep.Add), new CallStepReported(CallStep.Ask, StepResult.Silence));
        Assert.Equal([CallStep.AskAgain], CallScript.Next(call));
        call = Told(call, new CallStepReported(CallStep.AskAgain, StepResult.Silence));
        Assert.Equal([CallStep.Remove, CallStep.Sorry], CallScript.Next(call));
        call = Told(call, Done(CallStep.Remove), Done(CallStep.Sorry));
        Assert.Equal([CallStep.HangUp], CallScript.Next(call));
        Assert.Equal(CallOutcome.NoKey, Told(call, new CallOver()).Outcome);
    }

    [Theory]
    [InlineData(StepResult.Busy)]
    [InlineData(StepResult.NoAnswer)]
    [InlineData(StepResult.Declined)]
    [InlineData(StepResult.Unreachable)]
    [InlineData(StepResult.BadNumber)]
    public void An_owner_who_cannot_be_reached_leaves_the_vet_with_a_word_and_a_free_line(StepResult result)
    {
        var call = Told(Known(Fallback), Done(CallStep.Dial), Done(CallStep.Tell), new CallStepReported(CallStep.Add, result));
        Assert.Equal([CallStep.Sorry], CallScript.Next(call));
        call = Told(call, Done(CallStep.Sorry));
        Assert.Equal([CallStep.HangUp], CallScript.Next(call));
        Assert.Equal(CallOutcome.SecondUnreached, Told(call, new CallOver()).Outcome);
    }

    [Fact]
    public void A_vet_who_does_not_answer_ends_the_call_before_the_owner_is_dialled()
    {
        var call = Told(Known(Fallback), new CallStepReported(CallStep.Dial, StepResult.NoAnswer));
        Assert.Empty(CallScript.Next(call));
        Assert.Equal((CallPhase.Ended, CallOutcome.FirstUnreached), (call.Phase, call.Outcome));
    }

    [Fact]
    public void A_vet_who_hangs_up_while_the_owner_is_dialled_ends_it() =>
        Assert.Equal(CallOutcome.HungUp, Told(Known(Fallback), Done(CallStep.Dial), Done(CallStep.Tell), new CallOver()).Outcome);

    [Fact]
    public void A_call_that_hangs_is_cut_once_its_connection_is_known()
    {
        var call = Told(Known(Fallback), new CallTimedOut());
        Assert.Empty(CallScript.Next(call));
        Assert.Equal([CallStep.HangUp], CallScript.Next(Told(call, Done(CallStep.Dial, connection: "k1"))));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public void A_reminder_takes_a_key_says_thanks_and_hangs_up(string key)
    {
        var call = Told(Known(Reminder), Done(CallStep.Dial));
        Assert.Equal([CallStep.Ask], CallScript.Next(call));
        call = Told(call, new CallStepReported(CallStep.Ask, StepResult.Done, key));
        Assert.Equal((key, CallStep.Tell), (call.Key, Assert.Single(CallScript.Next(call))));
        call = Told(call, Done(CallStep.Tell));
        Assert.Equal([CallStep.HangUp], CallScript.Next(call));
        Assert.Equal(CallOutcome.Answered, Told(call, new CallOver()).Outcome);
    }

    [Fact]
    public void A_claimed_step_is_not_named_again() =>
        Assert.Empty(CallScript.Next(Told(Known(Fallback), new CallStepClaimed(CallStep.Dial))));

    /// <summary>Reports of one call each; where two of them are of one step, they disagree.</summary>
    public static TheoryData<CallOutcome, Event[]> Reports => new()
    {
        {
            CallOutcome.Bridged,
            [
                Done(CallStep.Dial, connection: "k1"), Done(CallStep.Tell), Done(CallStep.Add), new CallStepReported(CallStep.Ask, StepResult.WrongKey, "5"),
                new CallStepReported(CallStep.AskAgain, StepResult.Done, "1"), Done(CallStep.Join), new CallStepReported(CallStep.Tell, StepResult.Failed), new CallOver("k1"),
            ]
        },
        {
            CallOutcome.SecondUnreached,
            [
                new CallPlaced("k1"), Done(CallStep.Dial, connection: "k1"), new CallAttended(1, 1), Done(CallStep.Tell), new CallPlaced("k2", CallStep.Add),
                new CallStepReported(CallStep.Add, StepResult.Busy), new CallStepReported(CallStep.Add, StepResult.NoAnswer), new CallTimedOut(),
            ]
        },
        {
            CallOutcome.NoKey,
            [
                new CallPlaced("k2"), Done(CallStep.Dial, connection: "k1"), Done(CallStep.Add, connection: "k2"), new CallAttended(2, 2), new CallAttended(3, 1),
                new CallStepReported(CallStep.Ask, StepResult.Silence), new CallStepReported(CallStep.AskAgain, StepResult.WrongKey, "9"), new CallOver("k1"),
            ]
        },
        {
            CallOutcome.HungUp,
            [
                new CallPlaced("k1"), Done(CallStep.Dial, connection: "k1"), Done(CallStep.Dial, connection: "k1"), Done(CallStep.Tell), new CallAttended(1, 1),
                Done(CallStep.Add, connection: "k1"), new CallStepReported(CallStep.Ask, StepResult.Silence), new CallOver("k1"),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Reports), DisableDiscoveryEnumeration = true)]
    public void Every_order_of_eight_reports_ends_in_the_same_call(CallOutcome outcome, Event[] reports)
    {
        var expected = Told(Known(Fallback), reports);
        Assert.Equal(outcome, expected.Outcome);
        var orders = 0;
        foreach (var order in Orders(reports))
        {
            var call = Told(Known(Fallback), order);
            Assert.Equal((expected.Phase, expected.Outcome, expected.Line, expected.Key, expected.Attendance), (call.Phase, call.Outcome, call.Line, call.Key, call.Attendance));
            Assert.Equal(expected.Reports.AsEnumerable(), call.Reports);
            Assert.Equal(CallScript.Next(expected), CallScript.Next(call));
            orders++;
        }
        Assert.Equal(40_320, orders);
    }

    [Fact]
    public void The_same_report_five_times_is_one_report()
    {
        var once = Told(Known(Fallback), Done(CallStep.Dial, connection: "k1"));
        var often = Told(Known(Fallback), [.. Enumerable.Repeat<Event>(Done(CallStep.Dial, connection: "k1"), 5)]);
        Assert.Equal(once.Reports.AsEnumerable(), often.Reports);
    }

    private static CallStepReported Done(string step, string? connection = null) => new(step, StepResult.Done, Connection: connection);

    private static Call Known(CallRequested request) => Told(Call.Fold.Start, request);

    private static Call Told(Call call, params Event[] events) => events.Aggregate(call, (c, e) => Call.Fold.Evolve(c, e, default));

    private static IEnumerable<Event[]> Orders(Event[] events)
    {
        if (events.Length <= 1)
        {
            yield return events;
            yield break;
        }
        for (var i = 0; i < events.Length; i++)
            foreach (var rest in Orders([.. events[..i], .. events[(i + 1)..]]))
                yield return [events[i], .. rest];
    }
}
