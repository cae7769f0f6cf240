using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Practices;

namespace VetVisits.Visits.Care;

/// <summary>What vets hear of a visit's care: a question to them, an opinion that came, findings, a summary that an owner shares with their clinic.</summary>
public sealed class CareNotices(IJournal journal, Members members) : INoticeSource
{
    public bool Concerns(Commit commit) => commit.Events.Any(e => e is ConsultAsked or ConsultOpinionGiven or HomeFindingReported or VisitEnded { Summary.SharedWith: not null });

    public async Task<IReadOnlyList<VetNotice>> From(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var history = (await journal.Read(commit.Partition, [name], stop)).Of(name).Where(c => c.Version <= commit.Version).ToArray();
        var (visit, course) = (Visit.Fold.Of(history), Course.Fold.Of(history));
        var notices = new List<VetNotice>();
        foreach (var happened in commit.Events)
        {
            switch (happened)
            {
                case ConsultAsked e:
                    Tell("consult.asked", e.AskedVetId, ("consultId", e.ConsultId));
                    break;
                case ConsultOpinionGiven e:
                    Tell("consult.answered", course.Consults[e.ConsultId].AskingVetId, ("consultId", e.ConsultId));
                    break;
                case HomeFindingReported e:
                    Tell("finding.reported", visit.VetId, ("sendId", e.SendId));
                    break;
                case VisitEnded { Summary.SharedWith: { } practice }:
                    foreach (var member in await members.At(practice, stop))
                        if (member.Kind == MemberKind.Vet && member.PersonId != visit.VetId)
                            Tell("visit.summary-shared", member.PersonId, ("practiceId", practice));
                    break;
            }
        }
        return notices;

        void Tell(string type, string vetId, (string Name, string Value) more) => notices.Add(new(
            type, vetId, $"animals/{visit.AnimalId}/visits/{visit.Id}", $"{type}:{visit.Id}:{commit.Version}:{more.Value}", commit.At,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["animalId"] = visit.AnimalId, ["visitId"] = visit.Id, [more.Name] = more.Value }));
    }
}
