namespace VetVisits.Triage;

/// <summary>One row of the rule data, compiled. Signs keep their position in the file.</summary>
internal sealed record Sign(
    int Position, SignRow Row, Level Base, IReadOnlyList<Modifier> Modifiers)
{
    private static readonly Saying BaseWhy = new(Phrase.Of("the sign itself"));

    public string Id => Row.Id;

    /// <summary>
    /// The level that this sign comes to. Of the modifiers that match, the most urgent wins; one that lowers counts only when none of the base's urgency or more matches,
    /// and of several that lower the most urgent counts.
    /// </summary>
    public (Level Level, IReadOnlyList<string> Why) Judge(Situation situation, List<Unanswered> unanswered)
    {
        Modifier? raises = null, lowers = null;
        var assumed = false;
        foreach (var modifier in Modifiers)
        {
            var match = modifier.Match(situation);
            if (match is Match.No) continue;
            if (modifier.Lowers)
            {
                // An unknown fact never satisfies a modifier that lowers.
                if (match is Match.Yes && (lowers is null || modifier.Level < lowers.Level)) lowers = modifier;
            }
            else if (match is Match.Yes or Match.Assumed && (raises is null || modifier.Level < raises.Level || (modifier.Level == raises.Level && assumed && match is Match.Yes)))
            {
                raises = modifier;
                assumed = match is Match.Assumed;
            }
        }
        var by = raises ?? lowers;
        var level = by?.Level ?? Base;
        foreach (var modifier in Modifiers)
            if (modifier.Level < level && modifier.Match(situation) is Match.Open) modifier.Ask(situation, unanswered);
        if (assumed) raises!.Ask(situation, unanswered);
        var why = (by is null ? BaseWhy : assumed ? by.AssumedWhy : by.Why).English;
        // A sign that the table does not know for this species never comes out milder than a visit today.
        return Row.Species.Contains(situation.Patient.Species) ? (level, why)
            : (level.OrMoreUrgent(Level.UrgentSameDay), [.. why, Unusual(situation.Patient.Species).English]);
    }

    /// <summary>All that this sign can say of itself.</summary>
    public IEnumerable<Phrase> Sayings =>
    [
        Phrase.Of(Row.Question), Phrase.Of(Row.Advice), .. BaseWhy.Phrases, .. Animals.Species.All.Except(Row.Species).Select(Unusual),
        .. Modifiers.SelectMany(m => m.Why.Phrases.Concat(m.AssumedWhy.Phrases).Concat(m.Conditions.Select(c => c.Words))),
    ];

    private static Phrase Unusual(string species) => new("not a usual sign in this species ({0}): never below {1}", Phrase.Of(species), Phrase.Of(Level.UrgentSameDay.Id()));
}

internal enum Match
{
    No,
    Yes,

    /// <summary>It would raise the level, and all that is unknown is who the animal is: taken as the more dangerous.</summary>
    Assumed,

    /// <summary>A circumstance that nobody told decides; the level stays and the answer asks.</summary>
    Open,
}

/// <summary>One modifier, compiled: all its conditions must hold.</summary>
internal sealed record Modifier(
    Level Level, bool Lowers, IReadOnlyList<Condition> Conditions, Saying Why, Saying AssumedWhy, IReadOnlyList<Unanswered> Asks)
{
    public Match Match(Situation situation)
    {
        var match = Triage.Match.Yes;
        foreach (var condition in Conditions)
        {
            var holds = condition.Holds(situation);
            if (holds is Truth.No) return Triage.Match.No;
            if (holds is Truth.Unknown) match = condition.Trait && match is not Triage.Match.Open ? Triage.Match.Assumed : Triage.Match.Open;
        }
        return match;
    }

    /// <summary>Names what is unknown here, once.</summary>
    public void Ask(Situation situation, List<Unanswered> unanswered)
    {
        for (var i = 0; i < Conditions.Count; i++)
            if (Conditions[i].Holds(situation) is Truth.Unknown && !unanswered.Contains(Asks[i])) unanswered.Add(Asks[i]);
    }
}
