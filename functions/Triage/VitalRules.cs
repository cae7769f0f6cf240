using System.Globalization;
using System.Text;

namespace VetVisits.Triage;

/// <summary>
/// Measured values against the published ranges and alarms of the species. An abnormal value gives a reason that can raise the level of a case; none can lower it.
/// </summary>
public sealed class VitalRules
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Alarm>> alarms;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Stage>> stages;
    private readonly Outside outside;

    internal VitalRules(IReadOnlyDictionary<string, IReadOnlyList<Alarm>> alarms, IReadOnlyDictionary<string, IReadOnlyList<Stage>> stages, Outside outside)
    {
        this.alarms = alarms;
        this.stages = stages;
        this.outside = outside;
    }

    /// <summary>The published range of a measurement in this life stage; null where none is known. An unknown age counts as grown up.</summary>
    public VitalRange? RangeOf(Patient patient, Vital vital) =>
        stages[patient.Species].FirstOrDefault(s => s.Is(patient) && s.Ranges.ContainsKey(vital))?.Ranges[vital];

    /// <summary>The ranges of grown animals of a species, for showing.</summary>
    public IReadOnlyDictionary<Vital, VitalRange> Ranges(string species) => stages[species][^1].Ranges;

    internal IReadOnlyList<Reason> Judge(Situation situation)
    {
        List<Reason>? reasons = null;
        foreach (var kind in VitalKind.All)
            if (situation.Vitals[kind.Vital] is { } value && Judge(situation, kind, value) is { } reason)
                (reasons ??= []).Add(reason);
        return reasons ?? (IReadOnlyList<Reason>)[];
    }

    private Reason? Judge(Situation situation, VitalKind kind, double value)
    {
        Alarm? worst = null;
        foreach (var alarm in alarms[situation.Patient.Species])
            if (alarm.Vital == kind.Vital && (worst is null || alarm.Level < worst.Level) && alarm.Rings(value, situation)) worst = alarm;
        var range = RangeOf(situation.Patient, kind.Vital);
        var off = range is { InformsOnly: false } ? range.Off(value) : 0;
        if (worst is not null)
            return new(kind.ReasonId, worst.Level, Advice, worst.Sources.Count > 0 ? worst.Sources : range?.Sources ?? outside.Sources, Why(kind, value, worst.Words));
        if (off == 0) return null;
        var far = off > outside.FarPercent && kind.Vital != Vital.Temperature;
        return new(kind.ReasonId, far ? outside.FarLevel : outside.Level, Advice, range!.Sources, Why(kind, value, OutsideOf(range, far)));
    }

    /// <summary>How what was measured is told: the value, its unit, what it comes to.</summary>
    public const string Measured = "{0} {1}: {2}";

    private static readonly CompositeFormat MeasuredFormat = CompositeFormat.Parse(Measured);

    /// <summary>A limit that a vet set in a plan.</summary>
    public const string BelowPlan = "below {0} of the plan";
    public const string AbovePlan = "above {0} of the plan";

    /// <summary>The units of readings, which a plan limits.</summary>
    private static readonly string[] PlanUnits = ["/min", "kg", "mmHg", "%", "points"];

    /// <summary>What is said of a value beyond a plan's limit.</summary>
    public static string Crossing(string pattern, decimal value, string unit, decimal limit) => new Phrase(Measured, value, Phrase.Of(unit), new Phrase(pattern, limit)).English;

    /// <summary>All that can be said of a measured value.</summary>
    internal IEnumerable<Phrase> Sayings =>
    [
        Phrase.Of(Advice), .. PlanUnits.Select(Phrase.Of), .. VitalKind.All.SelectMany(kind => new[] { Phrase.Of(kind.Unit), Phrase.Of(kind.How) }), .. alarms.Values.SelectMany(a => a).Select(a => a.Words),
        .. stages.Values.SelectMany(s => s).SelectMany(s => s.Ranges.Values).SelectMany(range => new[] { OutsideOf(range, far: false), OutsideOf(range, far: true) }),
    ];

    private static string[] Why(VitalKind kind, double value, Phrase words) => [string.Format(CultureInfo.InvariantCulture, MeasuredFormat, value, kind.Unit, words.English)];

    private static Phrase OutsideOf(VitalRange range, bool far) =>
        new(far ? "far outside the published range of {0} to {1}" : "outside the published range of {0} to {1}", range.Low, range.High);

    /// <summary>What to do about any measured value that stands out.</summary>
    public const string Advice = "Measure once more at rest to be sure, and tell the vet both figures.";
}

/// <summary>The widest of the published ranges.</summary>
/// <param name="InformsOnly">Sources disagree too much to raise an alarm on it.</param>
public sealed record VitalRange(double Low, double High, IReadOnlyList<string> Sources, bool InformsOnly)
{
    /// <summary>By how many per cent of the limit the value lies outside; 0 inside.</summary>
    public double Off(double value) => value < Low ? 100 * (Low - value) / Low : value > High ? 100 * (value - High) / High : 0;
}

/// <summary>The ranges of one life stage.</summary>
internal sealed record Stage(int? YoungerThanMonths, IReadOnlyDictionary<Vital, VitalRange> Ranges)
{
    public bool Is(Patient patient) => YoungerThanMonths is not { } months || patient.IsYoungerThan(NodaTime.Period.FromMonths(months)) == true;
}

/// <summary>What a value outside its range comes to where no alarm of its own says more.</summary>
internal sealed record Outside(Level Level, double FarPercent, Level FarLevel, IReadOnlyList<string> Sources);

/// <summary>A limit beyond which a measured value is urgent, where its conditions hold; unknown traits count as the more dangerous ones.</summary>
internal sealed record Alarm(Vital Vital, Func<double, Vitals, bool> Beyond, Modifier When, IReadOnlyList<string> Sources, Phrase Words)
{
    public Level Level => When.Level;

    public bool Rings(double value, Situation situation) =>
        Beyond(value, situation.Vitals) && When.Match(situation) is Match.Yes or Match.Assumed;
}
