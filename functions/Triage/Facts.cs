using System.Runtime.InteropServices;

namespace VetVisits.Triage;

/// <summary>A number that is known exactly or only within bounds; <c>Low</c> ≤ <c>High</c>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Bounds(double Low, double High)
{
    public static Bounds Exactly(double value) => new(value, value);
}

/// <summary>The numbers that rules ask for, besides age.</summary>
public enum NumberFact
{
    DurationHours,
    TemperatureC,
    RespiratoryRate,
    HeartRate,
    GlucoseMgDl,
    WeightLossPercent,
    TheobromineMgPerKg,
    XylitolMgPerKg,
    GramsPerKg,
    Count24h,
    PresentingPartVisibleMinutes,
}

/// <summary>What is yes or no.</summary>
public enum YesNoFact
{
    Vaccinated,
    StillEating,
    SuddenOnset,
    SmallClean,
    SmallGapSkinOnly,
}

/// <summary>What is named by a word: where on the body, what was swallowed.</summary>
public enum WordFact
{
    Location,
    Swallowed,
}

/// <summary>What is known of one reported sign. What is not set is unknown.</summary>
public sealed class Facts
{
    private readonly Bounds?[] numbers = new Bounds?[Enum.GetValues<NumberFact>().Length];
    private readonly bool?[] yesNo = new bool?[Enum.GetValues<YesNoFact>().Length];
    private readonly IReadOnlyList<string>?[] words = new IReadOnlyList<string>?[Enum.GetValues<WordFact>().Length];

    public static Facts None { get; } = new();

    public Bounds? this[NumberFact fact]
    {
        get => numbers[(int)fact];
        init => numbers[(int)fact] = value;
    }

    public bool? this[YesNoFact fact]
    {
        get => yesNo[(int)fact];
        init => yesNo[(int)fact] = value;
    }

    public IReadOnlyList<string>? this[WordFact fact]
    {
        get => words[(int)fact];
        init => words[(int)fact] = value;
    }

    /// <summary>The same facts with one more; for those who read them one by one.</summary>
    public Facts With(NumberFact fact, Bounds? value) => Copy(f => f.numbers[(int)fact] = value);

    public Facts With(YesNoFact fact, bool? value) => Copy(f => f.yesNo[(int)fact] = value);

    public Facts With(WordFact fact, IReadOnlyList<string>? value) => Copy(f => f.words[(int)fact] = value);

    private Facts Copy(Action<Facts> change)
    {
        var copy = new Facts();
        numbers.CopyTo(copy.numbers, 0);
        yesNo.CopyTo(copy.yesNo, 0);
        words.CopyTo(copy.words, 0);
        change(copy);
        return copy;
    }
}
