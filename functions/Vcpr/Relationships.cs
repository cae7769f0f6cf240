using VetVisits.Journal;

namespace VetVisits.Vcpr;

/// <summary>
/// What the journal knows of an animal's relationships with vets: stream <c>relationships</c> of the animal's partition.
/// It holds facts, not verdicts: whether a relationship exists on a day is for <see cref="Law"/> to say.
/// </summary>
public sealed record Relationships(IReadOnlyList<AnimalExamined> Examinations, IReadOnlyList<VcprStarted> Starts)
{
    public static StreamName Stream { get; } = new("relationships");

    public static Fold<Relationships> Fold { get; } = new(new([], []), (known, happened, _) => happened switch
    {
        AnimalExamined examined => known with { Examinations = [.. known.Examinations, examined] },
        ExaminationWithdrawn gone => known with { Examinations = [.. known.Examinations.Where(e => e.ExaminationId != gone.ExaminationId)] },
        VcprStarted started => known with { Starts = [.. known.Starts, started] },
        _ => known,
    });

    public static StreamId Of(string animalId) => new($"animal:{animalId}", Stream);

    /// <summary>The facts as a question carries them, seen by one vet of one practice.</summary>
    public (IReadOnlyList<ExaminationFact> Examinations, IReadOnlyList<StartFact> Starts) SeenFrom(string? practiceId) =>
        ([.. Examinations.Select(e => new ExaminationFact(e.VetId, e.On, e.Complaint, practiceId is not null && e.PracticeId == practiceId))],
         [.. Starts.Select(s => new StartFact(s.VetId, s.Region, s.On, s.By, s.Complaint, practiceId is not null && s.PracticeId == practiceId))]);
}
