using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Visits.Care;

/// <summary>What was done in a visit, folded from the same stream as <see cref="Visit"/>: findings, consults, summary, addenda.</summary>
public sealed record Course(
    VisitSummary? Summary, ImmutableList<Addendum> Addenda, ImmutableDictionary<string, HomeStep> Steps, ImmutableDictionary<string, Consult> Consults)
{
    public static Course None { get; } = new(
        null, [], ImmutableDictionary.Create<string, HomeStep>(StringComparer.Ordinal), ImmutableDictionary.Create<string, Consult>(StringComparer.Ordinal));

    public static Fold<Course> Fold { get; } = new(None, Evolve);

    private static Course Evolve(Course course, Event happened, Instant at) => happened switch
    {
        VisitEnded e => course with { Summary = e.Summary },
        AddendumWritten e => course with { Addenda = course.Addenda.Add(new(e.AddendumId, e.VetId, e.Text, at)) },
        HomeExaminationSent e => course with { Steps = course.Steps.SetItem(e.SendId, new(e.SendId, e.StepId, e.Note, at, null, null)) },
        HomeFindingReported e when course.Steps.TryGetValue(e.SendId, out var step) =>
            course with { Steps = course.Steps.SetItem(e.SendId, step with { Finding = new(e.Number, e.Unit, e.Choice, e.Words), FoundAt = at }) },
        ConsultAsked e => course with { Consults = course.Consults.SetItem(e.ConsultId, new(e.ConsultId, e.AskingVetId, e.AskedVetId, e.Question, at, null, null, false)) },
        ConsultOpinionGiven e when course.Consults.TryGetValue(e.ConsultId, out var consult) =>
            course with { Consults = course.Consults.SetItem(e.ConsultId, consult with { Opinion = e.Opinion, AnsweredAt = at }) },
        ConsultWithdrawn e when course.Consults.TryGetValue(e.ConsultId, out var consult) =>
            course with { Consults = course.Consults.SetItem(e.ConsultId, consult with { Withdrawn = true }) },
        _ => course,
    };
}

public sealed record Addendum(string AddendumId, string VetId, string Text, Instant At);

public sealed record HomeStep(string SendId, string StepId, string? Note, Instant SentAt, HomeFinding? Finding, Instant? FoundAt);

public sealed record HomeFinding(decimal? Number, string? Unit, string? Choice, string? Words);

public sealed record Consult(
    string ConsultId, string AskingVetId, string AskedVetId, string Question, Instant AskedAt, string? Opinion, Instant? AnsweredAt, bool Withdrawn)
{
    public bool IsOpen => Opinion is null && !Withdrawn;
}
