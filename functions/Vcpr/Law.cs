using NodaTime;

namespace VetVisits.Vcpr;

/// <summary>
/// One version of the rules, ready to decide. Pure: facts in, answer out; the same question always gets the same answer.
/// When unsure, the stricter answer wins: a region without a row, a row without a source or a date, a fact that was left out.
/// </summary>
public sealed partial class Law
{
    private readonly Dictionary<string, Ruling[]> regions;

    public Law(RuleFile file)
    {
        File = file;
        regions = file.Rows.ToDictionary(r => r.Key, r => r.Value.Select(row => Rely(r.Key, row, file.Compiled)).ToArray(), StringComparer.Ordinal);
        federal = new(CitationKind.Federal, "US", "federal_us", file.Federal.Instrument, file.Federal.Sources[0], file.Federal.Checked, null);
    }

    public static Law Embedded { get; } = new(RuleFile.Embedded);

    public RuleFile File { get; }

    public string Version => File.Version;

    /// <summary>What the rules say to this question.</summary>
    public Answer Decide(Question question)
    {
        var ruling = RulingFor(question.Region, question.On);
        var reasons = new List<Reason>(6);
        NameTheLaw(ruling, reasons);

        var licence = LicenceFault(question, ruling);
        var relationship = RelationshipOf(question, ruling, question.Vet.Id, reasons);
        var sponsor = question.Vet.ReferredBy is { } by ? RelationshipOf(question, ruling, by, []) : Relationship.None;
        var start = relationship.Exists || licence is not null ? null : StartOf(question, ruling, reasons);

        var services = new ServiceAnswer[ServiceIds.All.Count];
        for (var i = 0; i < services.Length; i++)
            services[i] = ServiceOf(ServiceIds.All[i], question, ruling, licence, relationship, sponsor, start);
        var asked = Array.Find(services, s => s.Service == question.Service)
            ?? new ServiceAnswer(question.Service, false, null, new("service-unknown", $"The rules know no service by this name. Ask for one of: {string.Join(", ", ServiceIds.All)}.", Ruling.House("service")));
        if (asked.No is { } no && !reasons.Contains(no)) reasons.Add(no);

        var starts = asked.Basis is ServiceBasis.StartsByVideo or ServiceBasis.EmergencyException ? start : null;
        var prescribing = PrescribingIn(question, ruling, asked, relationship, starts);
        return new(question.Region, question.On, Version, ruling.Known, question.Service, asked.Allowed,
            Array.Exists(services, s => s.Service == asked.Service) ? services : [.. services, asked],
            relationship, start, prescribing, StepsOf(question, ruling, asked, relationship, starts), reasons);
    }

    /// <summary>The ruling in force for a region on a day; a part of a country without a row of its own stands under the country's.</summary>
    public Ruling RulingFor(string region, LocalDate on)
    {
        var key = region;
        if (!regions.TryGetValue(key, out var rulings))
        {
            key = region.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? region[..dash] : region;
            // A US state without a row must not be mistaken for a country that has one.
            if (!regions.TryGetValue(key, out rulings)) return new Ruling(region, null, LawKnown.NoRow, null);
        }
        Ruling? inForce = null;
        foreach (var ruling in rulings)
        {
            if (ruling.Known == LawKnown.Unknown && ruling.Row!.EffectiveDate is null) return ruling;
            if (ruling.InForceSince <= on && !(ruling.Row!.EffectiveUntil <= on)) inForce = ruling;
        }
        return inForce ?? new Ruling(key, rulings[0].Row, LawKnown.NotInForce, rulings[0].InForceSince);
    }

    public bool Has(string region) => RulingFor(region, File.Compiled).Known != LawKnown.NoRow;

    private static Ruling Rely(string region, Row row, LocalDate compiled)
    {
        var since = Ruling.Since(row, compiled);
        var known = row switch
        {
            { Confidence: Confidence.Low } or { Source: null } => LawKnown.Unknown,
            { EffectiveDate: not null } => LawKnown.Known,
            _ => since is null ? LawKnown.Unknown : LawKnown.Undated,
        };
        return new(region, row, known, since);
    }

    private static Reason? LicenceFault(Question question, Ruling ruling)
    {
        foreach (var licence in question.Vet.Licences)
            if ((licence.Region == question.Region || licence.Region == ruling.Region)
                && !(licence.From > question.On) && !(licence.Until < question.On))
                return null;
        return new("not-licensed", $"The vet holds no verified licence for {question.Region} that is valid on {question.On:uuuu-MM-dd}. Choose a vet who does.", Ruling.House("licence"));
    }

    private static void NameTheLaw(Ruling ruling, List<Reason> reasons)
    {
        switch (ruling.Known)
        {
            case LawKnown.NoRow:
                reasons.Add(new("region-unknown", $"The rules have no row for {ruling.Region}; the strictest law applies: the relationship starts in person.", ruling.Cite("electronic_vcpr")));
                break;
            case LawKnown.Unknown:
                reasons.Add(new("law-unknown", $"The law of {ruling.Row!.Name} is not known from a reliable text; the strictest law applies.", ruling.Cite("confidence")));
                break;
            case LawKnown.NotInForce:
                reasons.Add(new("law-not-in-force", $"No row for {ruling.Row!.Name} is in force on this day; the strictest law applies.", ruling.Cite("effective_date")));
                break;
            case LawKnown.Undated:
                reasons.Add(new("law-undated", $"The text read for {ruling.Row!.Name} does not say since when it holds: what it forbids applies, and no relationship begins by video under it.", ruling.Cite("effective_date")));
                break;
            case LawKnown.Known:
                break;
        }
    }
}
