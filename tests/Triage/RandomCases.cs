using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

/// <summary>Cases of every kind, with facts known and unknown, drawn near the limits that the rules name.</summary>
internal static class RandomCases
{
    public static IReadOnlyDictionary<string, NumberFact> Numbers { get; } = new Dictionary<string, NumberFact>
    {
        ["duration_hours"] = NumberFact.DurationHours,
        ["temperature_c"] = NumberFact.TemperatureC,
        ["rr"] = NumberFact.RespiratoryRate,
        ["hr"] = NumberFact.HeartRate,
        ["glucose_mg_dl"] = NumberFact.GlucoseMgDl,
        ["weight_loss_percent"] = NumberFact.WeightLossPercent,
        ["theobromine_mg_per_kg"] = NumberFact.TheobromineMgPerKg,
        ["xylitol_mg_per_kg"] = NumberFact.XylitolMgPerKg,
        ["grams_per_kg"] = NumberFact.GramsPerKg,
        ["count_24h"] = NumberFact.Count24h,
        ["presenting_part_visible_minutes"] = NumberFact.PresentingPartVisibleMinutes,
    };

    public static IReadOnlyDictionary<string, YesNoFact> YesNo { get; } = new Dictionary<string, YesNoFact>
    {
        ["vaccinated"] = YesNoFact.Vaccinated,
        ["still_eating"] = YesNoFact.StillEating,
        ["sudden_onset"] = YesNoFact.SuddenOnset,
        ["small_clean"] = YesNoFact.SmallClean,
        ["small_gap_skin_only"] = YesNoFact.SmallGapSkinOnly,
    };

    private static readonly double[] Limits = [0, 1, 2, 4, 5, 6, 10, 12, 15, 20, 24, 40, 41, 41.5, 48, 50, 60, 72, 80, 336, 500];
    private static readonly string[] Places = ["neck", "mouth", "eye", "leg-small-puncture", "tail", "battery", "sharp", "ear"];

    public static Case Next(Random random)
    {
        var signs = Cases.Rules.File.Signs;
        var picked = Enumerable.Range(0, random.Next(1, 6)).Select(_ => signs[random.Next(signs.Count)]).DistinctBy(s => s.Id).ToList();
        var species = random.Next(3) == 0 ? Species.All[random.Next(Species.All.Count)] : picked[0].Species[random.Next(picked[0].Species.Count)];
        // Signs that the first one's modifiers name, so that combinations are met.
        foreach (var named in picked[0].Modifiers.SelectMany(m => m.When).Where(w => w.Key is "with_signs_any" or "without_signs").SelectMany(w => PlainReading.Strings(w.Value)).ToList())
            if (random.Next(4) == 0 && picked.TrueForAll(p => p.Id != named)) picked.Add(signs.Single(s => s.Id == named));
        return new(Patient(random, species), [.. picked.Select(s => new Reported(s.Id, Facts(random)))], Vitals.None);
    }

    public static Patient Patient(Random random, string species) => new(
        species, Cases.Today,
        (Sex)random.Next(3), random.Next(3) switch { 0 => null, 1 => true, _ => false },
        random.Next(4) == 0 ? null : Cases.Today.PlusDays(-random.Next(1, 500)),
        random.Next(4) switch { 0 => null, 1 => "mixed", 2 => "Great Dane", _ => "Pug" },
        random.Next(3) switch { 0 => [], 1 => ["diabetes"], _ => ["epilepsy"] }, 10);

    public static Facts Facts(Random random)
    {
        var facts = VetVisits.Triage.Facts.None;
        foreach (var number in Numbers.Values)
            if (random.Next(3) == 0) facts = facts.With(number, Bounds.Exactly(Limits[random.Next(Limits.Length)] + random.Next(3) - 1 is >= 0 and var value ? value : 0));
        foreach (var fact in YesNo.Values)
            if (random.Next(3) == 0) facts = facts.With(fact, random.Next(2) == 0);
        if (random.Next(3) == 0) facts = facts.With(WordFact.Location, [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Places[random.Next(Places.Length)])]);
        if (random.Next(3) == 0) facts = facts.With(WordFact.Swallowed, [Places[random.Next(Places.Length)]]);
        return facts;
    }
}
