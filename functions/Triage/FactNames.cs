namespace VetVisits.Triage;

public enum FactKind
{
    None,
    Number,
    YesNo,
    Words,
}

/// <summary>The facts that can come with a sign, by their names in the rule data, for those who show them.</summary>
public static class FactNames
{
    public static FactKind KindOf(string name) =>
        Conditions.Numbers.ContainsKey(name) ? FactKind.Number
        : Conditions.YesNo.ContainsKey(name) ? FactKind.YesNo
        : Conditions.Words.ContainsKey(name) ? FactKind.Words
        : FactKind.None;

    public static string UnitOf(string number) => Conditions.Numbers[number].Words;
}
