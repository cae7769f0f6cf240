using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VetVisits.Journal;

/// <summary>
/// What the stores are asked, how long it takes and what it costs, one measurement an operation, on the meter <c>VetVisits.Store</c>.
/// Tags: <c>store</c> (journal, documents, views), <c>operation</c>, <c>outcome</c> (done, conflict, failed).
/// </summary>
public static class StoreMeter
{
    public const string Name = "VetVisits.Store";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Operations = Meter.CreateCounter<long>("store.operations", "{operation}", "Operations on a store");
    private static readonly Counter<double> Charge = Meter.CreateCounter<double>("store.request_charge", "{RU}", "Request units charged");
    private static readonly Histogram<double> Took = Meter.CreateHistogram<double>("store.duration", "s", "Time of an operation, retries included");

    /// <summary>Begins to measure; dispose it when the operation has ended. Without <see cref="Measured.Done"/> it has failed.</summary>
    public static Measured Measure(string store, string operation) => new(store, operation);

    public sealed class Measured(string store, string operation) : IDisposable
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private double charge;
        private string outcome = "failed";

        /// <summary>Adds request units; an operation of several pages or tries adds several times.</summary>
        public void Charged(double units) => charge += units;

        public void Done(bool conflict = false) => outcome = conflict ? "conflict" : "done";

        public void Dispose()
        {
            var tags = new TagList { { "store", store }, { "operation", operation }, { "outcome", outcome } };
            Operations.Add(1, tags);
            Charge.Add(charge, tags);
            Took.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
    }
}
