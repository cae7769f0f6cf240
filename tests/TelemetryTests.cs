using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VetVisits.Tests;

public sealed class TelemetryTests
{
    private const string Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void A_commits_trace_goes_on_where_the_request_left_it()
    {
        using var _ = Listening();
        using var activity = Telemetry.Continue("publish", Traceparent);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", activity!.TraceId.ToString());
        Assert.Equal("b7ad6b7169203331", activity.ParentSpanId.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-not-a-trace")]
    public void An_unreadable_trace_starts_one_of_its_own(string? traceparent)
    {
        using var _ = Listening();
        using var activity = Telemetry.Continue("publish", traceparent);
        Assert.NotNull(activity);
        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", activity.TraceId.ToString());
    }

    [Fact]
    public void Metrics_carry_the_kind_of_a_stream_and_never_its_id()
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == Telemetry.Name) l.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "vetvisits.conflicts") lock (seen) seen.Add($"{tags[0].Key}={tags[0].Value}");
        });
        listener.Start();
        Telemetry.Conflicted("telemetry-test:0192f0c1");
        lock (seen) Assert.Contains("stream=telemetry-test", seen);
        lock (seen) Assert.DoesNotContain(seen, tag => tag.Contains("0192f0c1", StringComparison.Ordinal));
    }

    private static ActivityListener Listening()
    {
        var listener = new ActivityListener { ShouldListenTo = s => s.Name == Telemetry.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
