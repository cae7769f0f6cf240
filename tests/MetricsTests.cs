using Azure.Storage.Queues.Models;
using NodaTime;
using VetVisits.Calls;
using VetVisits.Feed;
using VetVisits.Tests.Booking;

namespace VetVisits.Tests;

/// <summary>What is counted, once each, and under which words.</summary>
public sealed class MetricsTests
{
    private static readonly CallAddress At = CallAddress.OfVisit("a1", "c1");
    private static readonly CallRequested Reminder = new("c1", CallPurpose.Reminder, "owner:o1", null, "visit1", 1, Clinic.Morning + Duration.FromMinutes(5), "t");

    [Fact]
    public async Task A_call_that_ended_is_counted_once_whatever_else_is_reported_of_it()
    {
        await using var clinic = await Called();
        using var measured = new Measurements();
        var desk = clinic.Get<CallDesk>();
        await desk.Report(At, "d1", new CallStepReported(CallStep.Dial, StepResult.Done, Connection: "k1"), default);
        await desk.Report(At, "d2", new CallStepReported(CallStep.Ask, StepResult.Done, "1"), default);
        Assert.Empty(measured.Of("vetvisits.calls"));

        await desk.Report(At, "d3", new CallOver(), default);
        await desk.Report(At, "d3", new CallOver(), default);
        await desk.Report(At, "d4", new CallOver("k1"), default);

        Assert.Equal([(1.0, "outcome=answered")], measured.Of("vetvisits.calls"));
    }

    [Theory]
    [InlineData(StepResult.NoAnswer, "outcome=first-unreached")]
    [InlineData(StepResult.Failed, "outcome=failed")]
    [InlineData(StepResult.Misconfigured, "outcome=failed")]
    public async Task A_provider_at_fault_is_told_from_a_person_who_does_not_answer(StepResult result, string expected)
    {
        await using var clinic = await Called();
        using var measured = new Measurements();
        await clinic.Get<CallDesk>().Report(At, "d1", new CallStepReported(CallStep.Dial, result), default);
        Assert.Equal([(1.0, expected)], measured.Of("vetvisits.calls"));
    }

    [Fact]
    public async Task A_call_of_which_nothing_is_heard_has_failed()
    {
        await using var clinic = await Called();
        clinic.Clock.AdvanceMinutes(6);
        using var measured = new Measurements();
        await clinic.Get<CallDesk>().Carry(At, again: true, default);
        Assert.Equal([(1.0, "outcome=failed")], measured.Of("vetvisits.calls"));
    }

    [Theory]
    [InlineData(null, 90)]
    [InlineData(60, 30)]
    [InlineData(600, 0)]
    public async Task A_message_is_as_old_as_it_has_waited_past_its_time(int? dueAfter, double seconds)
    {
        var clock = new NodaTime.Testing.FakeClock(Clinic.Morning + Duration.FromSeconds(90));
        var due = new CallDue("animal:a1", "c1", dueAfter is { } after ? Clinic.Morning + Duration.FromSeconds(after) : null);
        var message = QueuesModelFactory.QueueMessage("m1", "r", BinaryData.FromString(Json.Write(due)), 1, null, Clinic.Morning.ToDateTimeOffset());
        using var measured = new Measurements();
        CallDue? taken = null;

        await message.Take<CallDue>(QueueNames.Calls, clock, said => Task.FromResult(taken = said));

        Assert.Equal(due, taken);
        Assert.Equal([(seconds, "queue=calls")], measured.Of("vetvisits.queue.age"));
    }

    private static async Task<Clinic> Called()
    {
        var clinic = new Clinic();
        await clinic.Happened(At.Partition, At.Stream.Name.Value, Reminder);
        return clinic;
    }
}
