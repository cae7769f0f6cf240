using System.Text.Json;

namespace VetVisits.Triage;

/// <summary>Checks and compiles <c>vital-ranges.json</c>.</summary>
internal static class RangesReader
{
    public static VitalRules Compile(RangeFile file, Conditions conditions, List<string> wrong)
    {
        foreach (var missing in Animals.Species.All.Except(file.Species.Keys)) wrong.Add($"vital ranges: {missing} is missing");
        foreach (var unknown in file.Species.Keys.Except(Animals.Species.All)) wrong.Add($"vital ranges: {unknown} is no species");
        var outside = new Outside(LevelOf(file.Meta.OutsideRange.Level), file.Meta.OutsideRange.FarPercent, LevelOf(file.Meta.OutsideRange.FarLevel), file.Meta.HowMeasuredSources);
        var alarms = new Dictionary<string, IReadOnlyList<Alarm>>(StringComparer.Ordinal);
        var stages = new Dictionary<string, IReadOnlyList<Stage>>(StringComparer.Ordinal);
        foreach (var (species, row) in file.Species)
        {
            var rung = row.Alarms.Concat(file.BloodGlucose.Alarms).Select(Ring).OfType<Alarm>().ToList();
            if (species is "dog" or "cat") rung.Add(NotDiabetic((species == "dog" ? file.BloodGlucose.Dog : file.BloodGlucose.Cat).NonDiabetic));
            alarms[species] = rung;
            stages[species] = StagesOf(species, row);
        }
        return new(alarms, stages, outside);

        Level LevelOf(string id)
        {
            if (Levels.Parse(id) is { } level) return level;
            wrong.Add($"vital ranges: the level {id} is not known");
            return Level.Immediate;
        }

        Alarm? Ring(AlarmRow row)
        {
            var kind = VitalKind.OfMeasure(row.Measure);
            var beyond = Beyond(row.Operator, row.Value);
            if (kind is null || beyond is null) wrong.Add($"vital ranges: {row.Measure} {row.Operator} is not understood");
            if (row.Basis is not ("sourced" or "inferred") || (row.Basis == "sourced" && row.Sources.Count == 0) || !row.Sources.All(RuleChecks.IsPage))
                wrong.Add($"vital ranges: the alarm {row.Measure} {row.Operator} {row.Value} lacks a source or a basis");
            if (kind is null || beyond is null) return null;
            try
            {
                var when = RulesReader.Compile(kind.ReasonId, row.When ?? new Dictionary<string, JsonElement>(), LevelOf(row.Urgency), lowers: false, row.Note, conditions);
                return new(kind.Vital, beyond, when, row.Sources, Words(row));
            }
            catch (RuleDataException problem)
            {
                wrong.Add($"vital ranges: {row.Measure}: {problem.Message}");
                return null;
            }
        }

        // What is high for a healthy animal can be the target of a treated one: for those the alarms alone speak.
        Alarm NotDiabetic(RangeRow range) =>
            new(Vital.Glucose, (value, _) => value < range.Low || value > range.High,
                RulesReader.Compile("vital-glucose", new Dictionary<string, JsonElement>(), outside.Level, lowers: false, note: null, conditions) with { Conditions = [conditions.Without("diabetes")] },
                range.Sources ?? [], new("outside the range of animals without diabetes, {0} to {1}", range.Low!, range.High!));
    }

    private static List<Stage> StagesOf(string species, SpeciesRow row)
    {
        // Sizes inform; the grown-up figures already span them.
        var stages = row.Groups.Values.Where(g => g.Size is null).OrderBy(g => g.AgeMaxMonths ?? int.MaxValue).Select(Stage).ToList();
        if (stages.Count == 0 || stages[^1].YoungerThanMonths is not null) throw new RuleDataException($"vital ranges: {species} has no group for grown animals");
        return stages;
    }

    private static Stage Stage(GroupRow group)
    {
        var ranges = new Dictionary<Vital, VitalRange>();
        Add(Vital.Temperature, group.TemperatureC);
        Add(Vital.HeartRate, group.HeartRateBpm);
        Add(Vital.RespiratoryRate, group.RespiratoryRateRest);
        Add(Vital.CapillaryRefill, group.CrtSeconds);
        return new(group.AgeMaxMonths, ranges);

        void Add(Vital vital, RangeRow? row)
        {
            if (row is not { Low: { } low, High: { } high }) return;
            var others = row.OtherPublishedRanges ?? [];
            ranges[vital] = new(others.Select(o => o.Low).Append(low).Min(), others.Select(o => o.High).Append(high).Max(),
                [.. (row.Sources ?? []).Concat(others.Select(o => o.Source)).Distinct()], row.InformsOnly);
        }
    }

    private static Func<double, Vitals, bool>? Beyond(string op, double limit) => op switch
    {
        ">=" => (value, _) => value >= limit,
        ">" => (value, _) => value > limit,
        "<" => (value, _) => value < limit,
        "abs>=" => (value, _) => Math.Abs(value) >= limit,
        "loss>=" => (value, _) => -value >= limit,
        "rise_percent" => (value, measured) => measured[Vital.UsualRespiratoryRate] is > 0 and var usual && value >= usual * (1 + limit / 100),
        _ => null,
    };

    private static Phrase Words(AlarmRow row)
    {
        var words = new Phrase(row.Operator switch
        {
            "rise_percent" => "{0}% or more above its usual",
            "abs>=" => "a change of {0}% or more",
            "loss>=" => "a loss of {0}% or more",
            ">=" => "{0} or more",
            ">" => "above {0}",
            _ => "below {0}",
        }, row.Value);
        return row.Note is null or "inferred" ? words : new("{0} ({1})", words, Phrase.Of(row.Note));
    }
}
