using VetVisits.Triage;

namespace VetVisits.Readings;

/// <summary>
/// What can be read at home: its id over HTTP, the one unit that it is kept in, the units that it may come in, and which values are no measurement at all.
/// </summary>
/// <param name="Id">As readings and a plan's thresholds name it: <c>heart-rate</c>.</param>
/// <param name="Ucum">The kept unit in UCUM, for FHIR.</param>
/// <param name="Digits">Decimals that are kept.</param>
/// <param name="Vital">What the published ranges call it; null where there are none.</param>
/// <param name="Units">Every accepted spelling of a unit, in lower case, and the way to the kept one. Where all of them are one unit, it may be left out.</param>
public sealed record Measure(
    string Id, string Unit, string Ucum, decimal Least, decimal Most, int Digits, Vital? Vital, IReadOnlyDictionary<string, Func<decimal, decimal>> Units, bool UnitMayBeLeftOut)
{
    public const string Weight = "weight";

    public const string BloodPressure = "blood-pressure";

    /// <summary>An observation in words, without a number.</summary>
    public const string Free = "free";

    // No measurement of any kind has more; checked before a unit is converted, so that no conversion can overflow.
    private const decimal MostOfAnyUnit = 10_000_000;

    public static IReadOnlyList<Measure> All { get; } =
    [
        new("temperature", "°C", "Cel", 20, 45, 2, Triage.Vital.Temperature, Spelled(("°c|c|cel|celsius", v => v), ("°f|f|fahrenheit", v => (v - 32) / 1.8m)), false),
        new("heart-rate", "/min", "/min", 5, 700, 0, Triage.Vital.HeartRate, PerMinute("beats"), true),
        new("respiratory-rate", "/min", "/min", 1, 400, 0, Triage.Vital.RespiratoryRate, PerMinute("breaths"), true),
        new(Weight, "kg", "kg", 0.005m, 2000, 3, null, Spelled(("kg", v => v), ("g", v => v / 1000), ("lb|lbs", v => v * 0.45359237m), ("oz", v => v * 0.028349523125m)), false),
        // 18 is the factor of the published limits that the values are held against.
        new("glucose", "mg/dL", "mg/dL", 10, 1500, 1, Triage.Vital.Glucose, Spelled(("mg/dl", v => v), ("mmol/l", v => v * 18)), false),
        new(BloodPressure, "mmHg", "mm[Hg]", 10, 400, 0, null, Spelled(("mmhg|mm[hg]", v => v), ("kpa", v => v * 7.50062m)), false),
        new("oxygen", "%", "%", 20, 100, 1, null, Spelled(("%|% spo2", v => v)), true),
        new("pain-score", "points", "{score}", 0, 10, 1, null, Spelled(("points|0-10|{score}", v => v)), true),
        new("itch-score", "points", "{score}", 0, 10, 1, null, Spelled(("points|0-10|{score}", v => v)), true),
        new(Free, "", "", 0, 0, 0, null, Spelled(), true),
    ];

    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(m => m.Id)];

    public static Measure? Named(string? id) => All.FirstOrDefault(m => m.Id == id);

    public bool IsWords => Id == Free;

    public bool HasTwoValues => Id == BloodPressure;

    /// <summary>The value in the kept unit, or null when this is no unit of this measure, or none was said where it matters.</summary>
    public decimal? Kept(decimal value, string? unit)
    {
        if (Math.Abs(value) > MostOfAnyUnit) return value;
        if (string.IsNullOrWhiteSpace(unit)) return UnitMayBeLeftOut ? Rounded(value) : null;
        return Units.TryGetValue(unit.Trim().ToLowerInvariant(), out var convert) ? Rounded(convert(value)) : null;
    }

    /// <summary>Whether a unit is the kept one, so that nothing was converted.</summary>
    public bool IsKept(decimal given, decimal kept) => Rounded(given) == kept;

    private decimal Rounded(decimal value) => Math.Round(value, Digits, MidpointRounding.AwayFromZero);

    private static Dictionary<string, Func<decimal, decimal>> PerMinute(string what) =>
        Spelled(($"/min|bpm|per minute|{what}/min|{what} a minute|{what} per minute", v => v));

    private static Dictionary<string, Func<decimal, decimal>> Spelled(params (string Spellings, Func<decimal, decimal> Convert)[] units) =>
        units.SelectMany(u => u.Spellings.Split('|').Select(s => (s, u.Convert))).ToDictionary(u => u.s, u => u.Convert, StringComparer.Ordinal);
}
