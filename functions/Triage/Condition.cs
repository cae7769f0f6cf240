namespace VetVisits.Triage;

/// <summary>Whether a condition holds, as far as is known.</summary>
public enum Truth
{
    No,
    Yes,
    Unknown,
}

/// <summary>
/// One key of a modifier's <c>when</c>, compiled. <c>Words</c> says it to people.
/// <c>Trait</c>: it asks who the animal is (sex, age, neutering, vaccination). Unknown traits count as the more dangerous ones when a level would rise;
/// an unknown circumstance (how long, how much, how hot) leaves the level where the table put it, and the answer names it as unanswered.
/// </summary>
internal sealed record Condition(string Key, Phrase Words, Func<Situation, Truth> Holds, bool Trait = false);

/// <summary>A case while its signs are looked at one after the other.</summary>
internal sealed class Situation(Case asked, SignSet signs, Named breedGroups, Named conditions)
{
    public Patient Patient { get; } = asked.Patient;

    public Vitals Vitals { get; } = asked.Vitals;

    public SignSet Signs { get; } = signs;

    /// <summary>Bits by position in the rule data; no breed known is no bit and <see cref="BreedKnown"/> false.</summary>
    public Named BreedGroups { get; } = breedGroups;

    public Named Conditions { get; } = conditions;

    public bool BreedKnown { get; } = !string.IsNullOrWhiteSpace(asked.Patient.Breed);

    /// <summary>What is known of the sign at hand.</summary>
    public Facts Facts { get; set; } = Facts.None;

    /// <summary>The sign's own fact, or what was measured.</summary>
    public Bounds? Number(NumberFact fact) => Facts[fact] ?? Measured(fact);

    private Bounds? Measured(NumberFact fact) => fact switch
    {
        NumberFact.TemperatureC => Exactly(Vitals[Vital.Temperature]),
        NumberFact.RespiratoryRate => Exactly(Vitals[Vital.RespiratoryRate]),
        NumberFact.HeartRate => Exactly(Vitals[Vital.HeartRate]),
        NumberFact.GlucoseMgDl => Exactly(Vitals[Vital.Glucose]),
        NumberFact.WeightLossPercent => Exactly(-Vitals[Vital.WeightChange]),
        _ => null,
    };

    private static Bounds? Exactly(double? value) => value is { } known ? Bounds.Exactly(known) : null;
}

/// <summary>Which signs of the rule data, by position.</summary>
internal readonly record struct SignSet(ulong[] Bits)
{
    public static SignSet Of(int size, IEnumerable<int> signs)
    {
        var bits = new ulong[(size + 63) / 64];
        foreach (var sign in signs) bits[sign / 64] |= 1UL << (sign % 64);
        return new(bits);
    }

    public bool Overlaps(SignSet other)
    {
        for (var i = 0; i < Bits.Length; i++)
            if ((Bits[i] & other.Bits[i]) != 0) return true;
        return false;
    }
}
