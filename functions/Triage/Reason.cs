namespace VetVisits.Triage;

/// <summary>
/// Why the answer is what it is: one sign or one vital, the level it came to, what to do meanwhile, and the pages that say so.
/// </summary>
/// <param name="Sign">The sign's id; for a measured value <c>vital-…</c>, such as <c>vital-temperature</c>.</param>
/// <param name="Why">In plain words, what made the level: the sign itself, a fact that matched, a value outside its range.</param>
public sealed record Reason(string Sign, Level Level, string Advice, IReadOnlyList<string> Sources, IReadOnlyList<string> Why);
