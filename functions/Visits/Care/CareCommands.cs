using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;
using VetVisits.Vcpr;

namespace VetVisits.Visits.Care;

/// <summary>The commands of a visit's care: each is one commit of one stream.</summary>
public sealed class CareCommands(VisitDoor door, ConsultDoor consults, Streams streams, Members members)
{
    /// <summary>Ends the visit: an outcome, always, and what belongs to it.</summary>
    public async Task<Visit> End(Caller vet, string animalId, string visitId, VisitEnded ended, Asked asked, CancellationToken stop)
    {
        var found = await door.Act(vet, animalId, visitId, stop, Relationships.Stream, Consents.Stream);
        var relationships = Relationships.Fold.Of(found.Histories.Of(Relationships.Stream));
        if (VisitHistory.Before(found.History, asked) is { } before) return before;
        // The practice of record sees the animal anyhow; the summary is brought to its notice only where the owner agreed.
        var agreed = Consents.Fold.Of(found.Histories.Of(Consents.Stream)).Stands(Consents.ShareWithClinic);
        var sharing = agreed ? found.Animal.PracticeId : null;
        var wanted = sharing is null ? ended : ended with { Summary = (ended.Summary ?? new()) with { SharedWith = sharing } };
        var ran = await streams.Run(Stream(found), Visit.Fold, asked,
            (visit, _) => VisitRules.End(visit, wanted) is Decision.Happened yes ? CareRules.CanEnd(visit, wanted, relationships) is { } no ? Decision.No(no) : yes : VisitRules.End(visit, wanted),
            found.History, stop);
        return ran.OrThrow();
    }

    /// <summary>Confirms the steps by which this visit begins the relationship.</summary>
    public async Task<Relationships> Confirm(Caller vet, string animalId, string visitId, IReadOnlyList<string> confirmed, string? practiceId, Asked asked, CancellationToken stop)
    {
        var found = await door.Act(vet, animalId, visitId, stop, Relationships.Stream);
        if (practiceId is not null && !await members.IsMember(practiceId, vet.Id, stop))
            throw new RefusedException(Refusal.Invalid("not-a-member", "You do not belong to this practice. Leave practiceId out, or name your own."));
        var ran = await streams.Run(Relationships.Of(found.Animal.Id), Relationships.Fold, asked,
            (known, _) => CareRules.Confirm(found.Visit, known, confirmed, practiceId, found.Visit.Day), found.Histories.Of(Relationships.Stream), stop);
        return ran.OrThrow();
    }

    public Task<Course> Add(Caller vet, string animalId, string visitId, string text, Asked asked, CancellationToken stop) =>
        Run(vet, animalId, visitId, asked, (visit, course) => CareRules.Add(visit, course, new(asked.NewId(), vet.Id, text)), stop);

    public Task<Course> Send(Caller vet, string animalId, string visitId, IReadOnlyList<(string StepId, string? Note)> steps, Asked asked, CancellationToken stop)
    {
        var library = HomeExamination.Embedded;
        var sent = steps.Select((s, i) => new HomeExaminationSent($"{asked.NewId()}.{i}", s.StepId, library.Version, s.Note)).ToArray();
        return Run(vet, animalId, visitId, asked, (visit, course) => CareRules.Send(visit, course, sent), stop);
    }

    public async Task<Course> Find(Caller owner, string animalId, string visitId, HomeFindingReported finding, Asked asked, CancellationToken stop)
    {
        var found = await door.Act(owner, animalId, visitId, stop);
        return await Run(found, asked, (visit, course) =>
        {
            var step = HomeExamination.Embedded.Find(course.Steps.GetValueOrDefault(finding.SendId)?.StepId ?? "");
            return CareRules.Find(visit, course, step, finding with { StepId = step?.Id ?? "", Unit = step?.Finding.Unit });
        }, stop);
    }

    /// <summary>Asks another vet for an opinion: vet to vet, under the relationship that the asking vet has.</summary>
    public async Task<Course> Ask(Caller vet, string animalId, string visitId, string askedVetId, string question, Asked asked, CancellationToken stop)
    {
        var found = await door.Act(vet, animalId, visitId, stop, Relationships.Stream);
        if (asked.FindIn(found.History) is null) await consults.Lawful(found, askedVetId, stop);
        return await Run(found, asked, (visit, course) => CareRules.Ask(visit, course, new(asked.NewId(), vet.Id, askedVetId, question)), stop);
    }

    public async Task<Course> Answer(Caller vet, string animalId, string visitId, string consultId, string opinion, Asked asked, CancellationToken stop)
    {
        var found = await consults.Open(vet, animalId, visitId, consultId, stop);
        return await Run(found, asked, (_, course) => CareRules.Answer(course, new(consultId, vet.Id, opinion)), stop);
    }

    public Task<Course> Withdraw(Caller vet, string animalId, string visitId, string consultId, Asked asked, CancellationToken stop) =>
        Run(vet, animalId, visitId, asked, (_, course) => CareRules.Withdraw(course, new(consultId)), stop);

    private async Task<Course> Run(Caller vet, string animalId, string visitId, Asked asked, Func<Visit, Course, Decision> decide, CancellationToken stop) =>
        await Run(await door.Act(vet, animalId, visitId, stop), asked, decide, stop);

    private async Task<Course> Run(VisitFound found, Asked asked, Func<Visit, Course, Decision> decide, CancellationToken stop)
    {
        var both = new Fold<(Visit Visit, Course Course)>((Visit.None, Course.None), (s, e, at) => (Visit.Fold.Evolve(s.Visit, e, at), Course.Fold.Evolve(s.Course, e, at)));
        var ran = await streams.Run(Stream(found), both, asked, (s, _) => decide(s.Visit, s.Course), found.History, stop);
        return ran.OrThrow().Course;
    }

    private static StreamId Stream(VisitFound found) => VisitStream.Of(found.Animal.Id, found.Visit.Id);
}
