using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace VetVisits.Tests;

/// <summary>What the product measures in the flow of one test, and in no other that runs beside it.</summary>
internal sealed class Measurements : IDisposable
{
    private static readonly AsyncLocal<Measurements?> Flow = new();
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> all = new();

    public Measurements()
    {
        Flow.Value = this;
        listener.InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == Telemetry.Name) l.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.Start();
    }

    /// <summary>The values and tags of one instrument, in order.</summary>
    public IReadOnlyList<(double Value, string Tags)> Of(string instrument) => [.. all.Where(m => m.Name == instrument).Select(m => (m.Value, m.Tags))];

    public void Dispose() => listener.Dispose();

    private void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Flow.Value == this) all.Enqueue((name, value, string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
    }
}
