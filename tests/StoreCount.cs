using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using VetVisits.Journal;

namespace VetVisits.Tests;

/// <summary>
/// Counts what the code that a test calls asks of the stores, by the meter of the stores themselves. It sees the calls of its own flow only
/// (made between here and its disposal, however many tests run beside it), so make it first and then call; over HTTP, use <c>everywhere</c> and run alone.
/// </summary>
public sealed class StoreCount : IDisposable
{
    private static readonly AsyncLocal<StoreCount?> Mine = new();

    private readonly MeterListener listener = new();
    private readonly ConcurrentBag<(string Store, string Operation, string Outcome)> seen = [];
    private readonly bool everywhere;
    private double charge;

    public StoreCount(bool everywhere = false)
    {
        this.everywhere = everywhere;
        Mine.Value = this;
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == StoreMeter.Name) to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (IsMine) seen.Add((Tag(tags, "store"), Tag(tags, "operation"), Tag(tags, "outcome")));
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (!IsMine || instrument.Name != "store.request_charge") return;
            lock (seen) charge += value;
        });
        listener.Start();
    }

    /// <summary>Queries of the journal; the number that design promises are about.</summary>
    public int JournalQueries => Of("journal", "read") + Of("journal", "read-partition");

    public int JournalAppends => Of("journal", "append");

    /// <summary>Request units; always 0 on SQLite.</summary>
    public double Charge
    {
        get
        {
            lock (seen) return charge;
        }
    }

    private bool IsMine => everywhere || Mine.Value == this;

    public int Of(string store, string? operation = null, string? outcome = null) =>
        seen.Count(s => s.Store == store && (operation is null || s.Operation == operation) && (outcome is null || s.Outcome == outcome));

    public void Dispose() => listener.Dispose();

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
            if (tag.Key == name)
                return (string)tag.Value!;
        return "";
    }
}
