namespace VetVisits.Triage;

/// <summary>What an owner or a device can measure at home.</summary>
public enum Vital
{
    Temperature,
    HeartRate,
    RespiratoryRate,
    UsualRespiratoryRate,
    CapillaryRefill,
    Glucose,
    WeightChange,
    HoursWithoutFood,
    HoursWithoutDroppings,
}

/// <summary>Measured values; what is not set was not measured.</summary>
public sealed class Vitals
{
    private readonly double?[] values = new double?[Enum.GetValues<Vital>().Length];

    public static Vitals None { get; } = new();

    public double? this[Vital vital]
    {
        get => values[(int)vital];
        init => values[(int)vital] = value;
    }

    /// <summary>By the names that HTTP uses (<c>temperatureC</c>); names that are none are the caller's mistake.</summary>
    public static Vitals Of(IReadOnlyDictionary<string, double>? named)
    {
        var vitals = new Vitals();
        foreach (var (name, value) in named ?? new Dictionary<string, double>())
            vitals.values[(int)VitalKind.Named(name)!.Vital] = value;
        return vitals;
    }
}

/// <summary>
/// One kind of measurement: its name over HTTP, its measure in <c>vital-ranges.json</c>, the unit, how to measure it, and which values are no measurement at all.
/// </summary>
public sealed record VitalKind(Vital Vital, string Name, string Measure, string Unit, double Least, double Most, string How)
{
    /// <summary>As a reason names it.</summary>
    public string ReasonId { get; } = "vital-" + Measure switch
    {
        "temperature_c" => "temperature",
        "heart_rate_bpm" => "heart-rate",
        "respiratory_rate_rest" or "respiratory_rate_usual" => "respiratory-rate",
        "crt_seconds" => "capillary-refill",
        "glucose_mg_dl" => "glucose",
        "weight_change_percent" => "weight-change",
        _ => Measure.Replace('_', '-'),
    };

    public static IReadOnlyList<VitalKind> All { get; } =
    [
        new(Vital.Temperature, "temperatureC", "temperature_c", "°C", 20, 45, "Digital thermometer in the back passage. Owners never take it in birds, rabbits or guinea pigs that struggle."),
        new(Vital.HeartRate, "heartRate", "heart_rate_bpm", "beats a minute", 5, 700, "A hand behind the left elbow: count for 15 seconds, times 4."),
        new(Vital.RespiratoryRate, "respiratoryRate", "respiratory_rate_rest", "breaths a minute", 1, 400, "Asleep or at rest: count the chest rising for 30 seconds, times 2. In cats, not while purring."),
        new(Vital.UsualRespiratoryRate, "usualRespiratoryRate", "respiratory_rate_usual", "breaths a minute", 1, 400, "What you usually count when it is well and asleep."),
        new(Vital.CapillaryRefill, "capillaryRefillSeconds", "crt_seconds", "seconds", 0, 20, "Press the gum with a finger, let go, count the seconds until it is pink again."),
        new(Vital.Glucose, "glucoseMgDl", "glucose_mg_dl", "mg/dL", 10, 1500, "With a blood glucose meter; a reading in mmol/L times 18."),
        new(Vital.WeightChange, "weightChangePercent", "weight_change_percent", "% within a month", -90, 300, "Change since the last weighing, at most a month ago; a loss is below zero."),
        new(Vital.HoursWithoutFood, "hoursWithoutFood", "hours_without_food", "hours", 0, 2000, "Hours since it last ate of its own accord."),
        new(Vital.HoursWithoutDroppings, "hoursWithoutDroppings", "hours_without_droppings", "hours", 0, 2000, "Hours since it last passed droppings or manure."),
    ];

    public static VitalKind Of(Vital vital) => All[(int)vital];

    public static VitalKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kind that a measure of the data speaks of; several measures can be one kind.</summary>
    public static VitalKind? OfMeasure(string measure) => measure switch
    {
        "weight_change_percent_month" => Of(Vital.WeightChange),
        "hours_without_manure" => Of(Vital.HoursWithoutDroppings),
        _ => All.FirstOrDefault(kind => kind.Measure == measure),
    };
}
