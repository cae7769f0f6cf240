using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VetVisits;

/// <summary>
/// What the product tells about itself, under one name, by OpenTelemetry's own .NET types: any exporter can listen.
/// Tags are words from small closed sets (a stream's kind, a queue, a level): never an id, a name or free text.
/// </summary>
public static class Telemetry
{
    public const string Name = "VetVisits";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Commits = Meter.CreateCounter<long>("vetvisits.commits", "{commit}", "Commits appended, by kind of stream");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("vetvisits.conflicts", "{conflict}", "Appends that another writer won, by kind of stream");
    private static readonly Histogram<double> FeedLag = Meter.CreateHistogram<double>("vetvisits.feed.lag", "s", "From a commit's time to the end of its handling, by reader");
    private static readonly Histogram<double> PhotoTime = Meter.CreateHistogram<double>("vetvisits.photo.duration", "s", "One photograph from its upload to the verdict, by outcome");
    private static readonly Histogram<double> QueueAge = Meter.CreateHistogram<double>("vetvisits.queue.age", "s", "How long a message waited past its time, by queue");
    private static readonly Counter<long> GivenUp = Meter.CreateCounter<long>("vetvisits.poisoned", "{message}", "Messages and commits given up after their tries, by queue");
    private static readonly Gauge<long> Waiting = Meter.CreateGauge<long>("vetvisits.poison.waiting", "{message}", "Messages and commits given up that nobody has dealt with yet, by queue");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("vetvisits.calls", "{call}", "Phone calls that ended, by outcome");
    private static readonly Counter<long> Ignored = Meter.CreateCounter<long>("vetvisits.calls.ignored", "{report}", "Reports of the telephone provider of a kind that says nothing to us");
    private static readonly Counter<long> Triages = Meter.CreateCounter<long>("vetvisits.triage", "{intake}", "Intakes triaged, by level");

    public static void Committed(string stream) => Commits.Add(1, Tag("stream", KindOf(stream)));

    public static void Conflicted(string stream) => Conflicts.Add(1, Tag("stream", KindOf(stream)));

    /// <param name="reader"><c>project</c> or <c>publish</c>.</param>
    public static void Fed(string reader, TimeSpan lag) => FeedLag.Record(lag.TotalSeconds, Tag("reader", reader));

    /// <param name="outcome"><c>ready</c>, or the code of the refusal.</param>
    /// <param name="took">Since the upload was whole.</param>
    public static void PhotoDone(string outcome, TimeSpan took) => PhotoTime.Record(took.TotalSeconds, Tag("outcome", outcome));

    public static void Dequeued(string queue, TimeSpan age) => QueueAge.Record(age.TotalSeconds, Tag("queue", queue));

    /// <param name="queue">The queue that it came from, or <c>feed-poison</c> for a commit; people are told at once.</param>
    public static void Poisoned(string queue) => GivenUp.Add(1, Tag("queue", queue));

    /// <param name="messages">As many as are kept; looked at from time to time, so that what nobody dealt with is not forgotten.</param>
    public static void PoisonWaits(string queue, long messages) => Waiting.Record(messages, Tag("queue", queue));

    /// <param name="outcome"><c>bridged</c>, <c>answered</c>, <c>first-unreached</c>, …, or <c>failed</c> where the provider is at fault.</param>
    public static void CallEnded(string outcome) => Calls.Add(1, Tag("outcome", outcome));

    public static void ReportIgnored() => Ignored.Add(1);

    public static void Triaged(string level) => Triages.Add(1, Tag("level", level));

    /// <summary>
    /// Goes on with the trace of the request that made a commit or a CloudEvent: one trace from the owner's tap to the vet's phone.
    /// </summary>
    /// <param name="traceparent">W3C, as the commit's <c>Trace</c> or the CloudEvent's <c>traceparent</c> says; null or unreadable starts a trace of its own.</param>
    /// <returns>The activity, to be disposed; null when nobody listens.</returns>
    public static Activity? Continue(string name, string? traceparent, ActivityKind kind = ActivityKind.Consumer) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);

    /// <summary>W3C traceparent of the work that runs here, for what it hands on; null when nobody listens.</summary>
    public static string? Here => Activity.Current is { IdFormat: ActivityIdFormat.W3C } here ? here.Id : null;

    /// <summary><c>visit:0192…</c> is a <c>visit</c>: a closed set, where the whole name is not.</summary>
    private static string KindOf(string stream) => stream.IndexOf(':') is var end and > 0 ? stream[..end] : stream;

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
