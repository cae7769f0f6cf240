using NodaTime;

namespace VetVisits.Vcpr;

/// <summary>The rules of one region on one day, as people read them: what may be done, why, since when, from which source, when it was last checked.</summary>
/// <param name="Stated">What the row says in the file's words; where <paramref name="Law"/> is not <c>known</c>, the answers are stricter than it.</param>
/// <param name="Situations">What may be done for an animal that this vet never saw, examined in person, or met by video before.</param>
public sealed record RegionRules(
    string Region, string? Name, LocalDate On, string RulesVersion, LawKnown Law, string Summary, string LastChecked, StatedRule? Stated,
    IReadOnlyList<Situation> Situations, FederalView? Federal)
{
    public static RegionRules Of(Law law, string region, LocalDate on)
    {
        var ruling = law.RulingFor(region, on);
        var row = ruling.Row;
        var us = ruling.IsUs ? law.File.Federal : null;
        return new(region, row?.Name, on, law.Version, ruling.Known, SummaryOf(ruling), row?.Checked ?? $"{law.File.Compiled:uuuu-MM-dd}", row is null ? null : StatedRule.Of(row),
            [.. SituationsOf(law, region, on)], us is null ? null : new(us.Instrument, us.Rule, us.Consequence, us.AppliesTo, us.Sources, us.Checked));
    }

    private static string SummaryOf(Ruling ruling) => (ruling.Known, ruling.Opens) switch
    {
        (LawKnown.NoRow, _) => "No rule is known for this region. The strictest law applies: the relationship starts with an examination in person.",
        (LawKnown.NotInForce, _) => "The rule known for this region is not in force on this day. The strictest law applies.",
        (LawKnown.Unknown, _) => "The law here is not known from a reliable text. The strictest law applies: the relationship starts with an examination in person.",
        (LawKnown.Undated, _) => "The relationship starts with an examination in person. The text read does not say since when it holds, so no relationship begins by video under it.",
        (LawKnown.Known, true) => "A visit by live video may itself begin the relationship, within the limits below.",
        (LawKnown.Known, false) => "The relationship starts with an examination in person.",
        _ => throw new InvalidOperationException($"No words for {ruling.Known}."),
    };

    private static IEnumerable<Situation> SituationsOf(Law law, string region, LocalDate on)
    {
        var vet = new VetFacts("vet", [new(region)]);
        var never = new Question(region, on, ServiceIds.Telemedicine, vet, new("dog"), Complaint: "complaint");
        yield return Situation.Of(law, "never-seen", "A vet who has never seen the animal", never);
        yield return Situation.Of(law, "never-seen-urgent", "The same, in an emergency or urgent case", never with { Urgent = true });
        yield return Situation.Of(law, "seen-in-person", "A vet who examined it in person a month ago, for this complaint", never with { Examinations = [new("vet", on.PlusMonths(-1), "complaint")] });
        yield return Situation.Of(law, "started-by-video", "A vet who met it by live video a month ago", never with { Starts = [new("vet", region, on.PlusMonths(-1), StartedBy.SynchronousVideo)] });
    }
}

/// <summary>One situation: which services may be given in it, and what may be prescribed in the widest of them.</summary>
public sealed record Situation(
    string Id, string Title, Relationship Relationship, IReadOnlyList<ServiceAnswer> Services, Prescribing Prescribing, IReadOnlyList<Step> First, IReadOnlyList<Reason> Reasons)
{
    public static Situation Of(Law law, string id, string title, Question question)
    {
        var answer = law.Decide(question);
        if (!answer.Allowed && answer.For(ServiceIds.FollowUp).Allowed) answer = law.Decide(question with { Service = ServiceIds.FollowUp });
        return new(id, title, answer.Relationship, answer.Services, answer.Prescribing, answer.First, answer.Reasons);
    }
}

/// <summary>The row as the file states it.</summary>
public sealed record StatedRule(
    ElectronicStart ElectronicStart, TextBasis TextBasis, Confidence Confidence, ProductDefault RecommendedDefault, bool? ContinueByTelemedicine,
    int? InPersonRecencyMonths, string? InPersonRecencyNote, bool? ExtendsToSamePractice, TeleOnlyPrescribing? TeleOnlyPrescribing,
    IReadOnlyList<string> Exceptions, EmergencyStart? EmergencyStart, bool? SpecialistUnderReferral, IReadOnlyList<string> AnimalsExcluded, IReadOnlyList<AnimalUse> ExcludedUses,
    IReadOnlyList<string> Steps, LocalDate? InForceSince, LocalDate? InForceUntil, string? Instrument, string? Source, IReadOnlyList<string> MoreSources, string? SourceAsOf,
    IReadOnlyList<string> UnverifiedFields, string? Notes)
{
    public static StatedRule Of(Row row) => new(
        row.ElectronicVcpr, row.TextBasis, row.Confidence, row.RecommendedDefault, row.ContinueExistingByTelemedicine,
        row.InPersonRecencyMonths, row.InPersonRecencyNote, row.ExtendsToSamePractice, row.TeleOnlyPrescribing,
        row.Exceptions, row.EmergencyStart, row.SpecialistUnderReferral, row.AnimalsExcluded, row.ExcludedUses ?? [],
        row.Steps ?? [], row.EffectiveDate, row.EffectiveUntil, row.Instrument, row.Source, row.MoreSources, row.SourceAsOf, row.UnverifiedFields, row.Notes);
}

public sealed record FederalView(
    string Instrument, string Rule, string Consequence, IReadOnlyList<string> AppliesTo, IReadOnlyList<string> Sources, string? LastChecked);
