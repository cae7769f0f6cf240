using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Readings;

/// <summary>Judges a reading by the published ranges of the species and life stage, and by the plan. Of both the more urgent wins, and both are told. Pure.</summary>
public sealed class ReadingRules(TriageRules rules)
{
    private const int MostSources = 2;

    public string Hash => rules.Hash;

    /// <param name="animal">As it is known now; its age counts on the day of the reading.</param>
    /// <returns>The alarm; null when nothing speaks against the value.</returns>
    public ReadingAlarm? Judge(Animal animal, Reading reading, Attending? attending)
    {
        var published = Measure.Named(reading.Kind)?.Vital is { } vital && reading.Value is { } value ? rules.Judge(Patient(animal, reading), vital, (double)value) : null;
        var crossed = (attending?.Limits ?? []).Select(limit => limit.Crossed(reading)).OfType<string>().ToList();
        if (published is null && crossed.Count == 0) return null;
        // A vet drew this line for this animal: whoever crosses it is seen or called today at the latest.
        var level = crossed.Count == 0 ? published!.Level : Level.UrgentSameDay.OrMoreUrgent(published?.Level ?? Level.Routine);
        return new(level, [.. crossed, .. published?.Why ?? []], [.. (published?.Sources ?? []).Take(MostSources)], crossed.Count > 0 ? attending!.PlanVisitId : null);
    }

    /// <summary>The published range of a measure in this animal's life stage; null where none is known.</summary>
    public VitalRange? Normal(Animal animal, Measure measure, NodaTime.LocalDate today) =>
        measure.Vital is { } vital ? rules.VitalRules.RangeOf(Patient(animal, today), vital) : null;

    /// <summary>For weight: what the change within a month comes to; null when nothing speaks against it.</summary>
    public Reason? WeightChange(Animal animal, Measure measure, IReadOnlyList<Reading> series) =>
        measure.Id == Measure.Weight && Trend.MonthsChange(series) is { } percent ? rules.Judge(Patient(animal, series[^1]), Vital.WeightChange, percent) : null;

    /// <summary>What the owner is to do now, the vet's own words first; empty when nothing rings.</summary>
    public IReadOnlyList<string> Advice(IReadOnlyList<Reading> ringing, Attending? attending)
    {
        if (ringing.Count == 0) return [];
        var level = ringing.Min(r => r.Alarm!.Level);
        var planned = (attending?.Limits ?? []).Where(limit => ringing.Any(r => limit.Crossed(r) is not null)).Select(limit => limit.Then);
        string[] emergency = level.IsEmergency() ? [rules.OwnerText(level)] : [];
        return [.. emergency, .. planned, .. level.IsEmergency() ? [] : (string[])[rules.OwnerText(level)], VitalRules.Advice];
    }

    private static Patient Patient(Animal animal, Reading reading) => Patient(animal, reading.Day);

    private static Patient Patient(Animal animal, NodaTime.LocalDate today) =>
        new(animal.Species, today, animal.Sex, animal.Neutered, animal.BirthDate, animal.Breed, animal.Conditions, (double?)animal.WeightKg);
}
