using System.Collections.Frozen;

namespace VetVisits.Triage;

/// <summary>
/// The engine: pure, compiled once from the rule data, safe for all threads. Every answer says why and cites.
/// Its rules of combination are those of <c>meta.combination_rules</c>; when unsure, the more cautious answer wins.
/// </summary>
public sealed class TriageRules
{
    private readonly IReadOnlyList<Sign> signs;
    private readonly FrozenDictionary<string, int> positions;
    private readonly IReadOnlyList<string[]> breeds;
    private readonly IReadOnlyList<string[]> conditions;
    private readonly VitalRules vitals;
    private readonly IReadOnlyDictionary<Level, string> ownerTexts;
    private readonly Lazy<Translation> spanish;

    internal TriageRules(RuleFile file, IReadOnlyList<Sign> signs, VitalRules vitals, byte[] spanish, string hash)
    {
        File = file;
        Hash = hash;
        this.signs = signs;
        this.vitals = vitals;
        positions = signs.ToFrozenDictionary(s => s.Id, s => s.Position, StringComparer.Ordinal);
        breeds = [.. file.Meta.BreedGroups.Values.Select(g => Words(g.Breeds.Concat(g.AlsoWritten ?? [])))];
        conditions = [.. file.Meta.KnownConditions.Values.Select(Words)];
        this.spanish = new(() => new(Language.Es, TranslationFile.Parse(spanish).Rows.DistinctBy(row => row.Key).ToDictionary(StringComparer.Ordinal), Sayings));
        ownerTexts = file.Meta.Levels.ToFrozenDictionary(l => Levels.Parse(l.Id)!.Value, l => l.OwnerText);
    }

    /// <summary>The data as it is written, for those who show it.</summary>
    public RuleFile File { get; }

    /// <summary>SHA-256, in hex, over the rules, the ranges and their translation: what a reviewer signs for, and what an intake keeps.</summary>
    public string Hash { get; }

    public VitalRules VitalRules => vitals;

    /// <summary>What is said to somebody of this language; read when it is first asked for.</summary>
    public Translation In(Language language) => language == Language.Es ? spanish.Value : Translation.None;

    /// <summary>All that the rules can say, but for what was measured.</summary>
    internal IEnumerable<Phrase> Sayings =>
    [
        .. ownerTexts.Values.Concat(NextSteps.Texts).Concat(Conditions.Numbers.Values.Select(n => n.Words)).Select(Phrase.Of), .. signs.SelectMany(s => s.Sayings), .. vitals.Sayings,
    ];

    public bool Knows(string signId) => positions.ContainsKey(signId);

    /// <exception cref="ArgumentException">No sign is reported, or one that the data does not know.</exception>
    public Verdict Answer(Case asked)
    {
        if (asked.Signs.Count == 0) throw new ArgumentException("Triage needs at least one sign.", nameof(asked));
        var reported = new (int Position, Facts Facts)[asked.Signs.Count];
        for (var i = 0; i < reported.Length; i++)
            reported[i] = (positions.TryGetValue(asked.Signs[i].SignId, out var at) ? at : throw new ArgumentException("A sign is unknown.", nameof(asked)), asked.Signs[i].Facts);
        Array.Sort(reported, static (a, b) => a.Position.CompareTo(b.Position));

        var situation = new Situation(asked, SignSet.Of(signs.Count, reported.Select(r => r.Position)), Spelling.In(asked.Patient.Breed, breeds), ConditionsOf(asked.Patient));
        var reasons = new List<Reason>(reported.Length + 2);
        var unanswered = new List<Unanswered>();
        var level = Level.Routine;
        var suitable = true;
        var handsLikely = false;
        foreach (var (position, facts) in reported)
        {
            var sign = signs[position];
            situation.Facts = facts;
            var (its, why) = sign.Judge(situation, unanswered);
            reasons.Add(new(sign.Id, its, sign.Row.Advice, sign.Row.Sources, why));
            level = level.OrMoreUrgent(its);
            suitable &= sign.Row.TelemedicineSuitable;
            handsLikely |= sign.Row.InPersonLikely;
        }
        situation.Facts = Facts.None;
        foreach (var reason in vitals.Judge(situation))
        {
            reasons.Add(reason);
            level = level.OrMoreUrgent(reason.Level);
        }

        suitable &= level >= Level.Soon;
        handsLikely |= !suitable;
        reasons = [.. reasons.OrderBy(r => r.Level)];
        return new(level, ownerTexts[level], suitable, handsLikely, reasons, NextSteps.For(level, suitable, handsLikely, reasons), unanswered);
    }

    /// <summary>One measured value by itself, with no sign reported: what it comes to and why; null when nothing speaks against it.</summary>
    public Reason? Judge(Patient patient, Vital vital, double value)
    {
        var measured = new Vitals { [vital] = value };
        var situation = new Situation(new(patient, [], measured), SignSet.Of(signs.Count, []), Spelling.In(patient.Breed, breeds), ConditionsOf(patient));
        return vitals.Judge(situation) is [var first, ..] ? first : null;
    }

    /// <summary>What an owner is told at this level.</summary>
    public string OwnerText(Level level) => ownerTexts[level];

    private Named ConditionsOf(Patient patient)
    {
        var named = default(Named);
        foreach (var said in patient.Conditions ?? []) named |= Spelling.In(said, conditions);
        return named;
    }

    private static string[] Words(IEnumerable<string> words) => [.. words.Select(Spelling.Plain)];
}
