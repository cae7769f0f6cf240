using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Photos;
using VetVisits.Vcpr;

namespace VetVisits.Visits.Care;

/// <summary>Confirms the steps by which a visit begins the relationship; the visit's law names them.</summary>
public sealed record ConfirmRelationship(IReadOnlyList<string>? Confirmed, string? PracticeId = null);

public sealed record WriteAddendum(string? Text);

public sealed record SendSteps(IReadOnlyList<StepToSend>? Steps);

public sealed record StepToSend(string? StepId, string? Note = null);

public sealed record ReportFinding(decimal? Number = null, string? Choice = null, string? Words = null);

public sealed record AskConsult(string? VetId, string? Question);

public sealed record GiveOpinion(string? Opinion);

public sealed record GiveConsent(string? What, string? TextVersion);

public sealed record ConsentsView(IReadOnlyList<StandingConsent> Consents);

public sealed record StartedView(string VisitId, StartedBy By, LocalDate On, string RulesVersion, LocalDate? SeeInPersonBy);

/// <summary>All that was done in a visit.</summary>
public sealed record CareView(
    string VisitId, string? Outcome, string? Notes, VisitSummary? Summary, LawGiven? Law, IReadOnlyList<HomeStep> Steps, IReadOnlyList<Consult> Consults, IReadOnlyList<Addendum> Addenda)
{
    public static CareView Of(Visit visit, Course course) => new(
        visit.Id, visit.Outcome, visit.Notes, course.Summary, visit.Law, [.. course.Steps.Values.OrderBy(s => s.SentAt).ThenBy(s => s.SendId, StringComparer.Ordinal)],
        [.. course.Consults.Values.OrderBy(c => c.AskedAt)], course.Addenda);
}

/// <summary>What the asked vet sees: the patient and the case, not who the owner is.</summary>
/// <param name="Photos">Of the case, with links to their pictures, while the question waits for its answer.</param>
public sealed record ConsultView(
    Consult Consult, string Species, string? Breed, Sex Sex, bool? Neutered, LocalDate? BirthDate, decimal? WeightKg, IReadOnlyList<string> Conditions,
    string Service, string? Reason, string? Outcome, string? Notes, VisitSummary? Summary, IReadOnlyList<HomeStep> Steps, IReadOnlyList<Addendum> Addenda, IReadOnlyList<PhotoView> Photos)
{
    public static ConsultView Of(VisitFound found, Course course, string consultId, IReadOnlyList<PhotoView> photos)
    {
        var (visit, animal) = (found.Visit, found.Animal);
        return new(course.Consults[consultId], animal.Species, animal.Breed, animal.Sex, animal.Neutered, animal.BirthDate, animal.WeightKg, animal.Conditions,
            visit.Service, visit.Reason, visit.Outcome, visit.Notes, course.Summary, [.. course.Steps.Values], course.Addenda, photos);
    }
}

/// <summary>Reads what a vet writes at the end, all faults at once.</summary>
internal static class Ending
{
    private const int MostText = 20_000;

    public static VisitEnded Of(EndVisit body)
    {
        var problems = new Problems();
        var ended = new VisitEnded(
            problems.OneOf("/outcome", body.Outcome, (IReadOnlyCollection<string>)Outcomes.OfVet), problems.TextOrNull("/notes", body.Notes, MostText),
            body.Summary is { } summary ? Summary(problems, summary) : null);
        problems.ThrowIfAny();
        return ended;
    }

    private static VisitSummary Summary(Problems problems, VisitSummary said)
    {
        problems.If(said.SharedWith is not null, "/summary/sharedWith", "The owner's consent decides who the summary goes to; leave it out.");
        return new(
            problems.TextOrNull("/summary/assessment", said.Assessment, MostText),
            Texts(problems, "/summary/differential", said.Differential, 20, 500),
            problems.TextOrNull("/summary/instructions", said.Instructions, MostText),
            said.Urgency,
            said.Plan is { } plan ? Plan(problems, plan) : null);
    }

    private static CarePlan Plan(Problems problems, CarePlan said)
    {
        problems.If(said.Watch.Count > 50, "/summary/plan/watch", "At most 50.");
        problems.If(said.FollowUpOn?.Year is < 2000 or > 2200, "/summary/plan/followUpOn", "A day of this age.");
        var watch = said.Watch.Select((w, i) =>
        {
            var at = $"/summary/plan/watch/{i}";
            problems.If(w.Below >= w.Above, at, "below is under above.");
            problems.If(w.Measure is null && (w.Below ?? w.Above) is not null, $"{at}/measure", "A limit needs its measure, such as respiratory-rate.");
            // A limit that no reading could cross would watch over nothing.
            var measure = Readings.Measure.Named(w.Measure);
            problems.If(w.Measure is not null && measure is not { IsWords: false }, $"{at}/measure", $"One of: {string.Join(", ", Readings.Measure.Ids)}; or none for a sign in words.");
            problems.If(measure is not null && w.Unit is not null && measure.Kept(1, w.Unit) is null, $"{at}/unit", $"Not a unit of this measure. One of: {string.Join(", ", measure?.Units.Keys ?? [])}.");
            problems.If(w.Measure is not null && (w.Below ?? w.Above) is null, $"{at}/above", "A measure needs a limit, above or below.");
            return new WatchFor(problems.Text($"{at}/what", w.What, 500), problems.Text($"{at}/then", w.Then, 500),
                problems.TextOrNull($"{at}/measure", w.Measure, 60), problems.TextOrNull($"{at}/unit", w.Unit, 30), w.Below, w.Above);
        });
        return new(Texts(problems, "/summary/plan/steps", said.Steps, 50, 1000) ?? [], [.. watch], said.FollowUpOn);
    }

    private static IReadOnlyList<string>? Texts(Problems problems, string at, IReadOnlyList<string>? said, int most, int length)
    {
        problems.If(said?.Count > most, at, $"At most {most}.");
        return said is null ? null : [.. said.Select((text, i) => problems.Text($"{at}/{i}", text, length))];
    }
}
