using System.Globalization;
using System.Text;
using NodaTime;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>The same questions for every region, and an answer in one line: what a golden table is made of.</summary>
public static class Canon
{
    /// <summary>The questions, each with its name. They reach every rule: who examined, when, how a start was made, what the animal is kept for, how urgent it is.</summary>
    public static IEnumerable<(string Name, Question Question)> Questions(string region, LocalDate? effective)
    {
        var never = Ask.About(region);
        yield return ("never", never);
        yield return ("never, by phone", never.By(Channel.Phone));
        yield return ("never, farmed", never.Kept(AnimalUse.FoodProduction));
        yield return ("never, a rabbit of unknown use", Ask.About(region, species: "rabbit"));
        yield return ("never, consent given", never with { ConsentOn = Ask.Today });
        yield return ("never, not licensed", never with { Vet = new(Ask.Vet, []) });
        yield return ("never, urgent", never.Urgently());
        yield return ("never, urgent, a horse", Ask.About(region, species: "horse").Kept(AnimalUse.Companion).Urgently());
        yield return ("advice", never with { Service = ServiceIds.Teleadvice });
        yield return ("refill, never", never with { Service = ServiceIds.Refill });
        foreach (var months in new[] { 1, 5, 6, 7, 11, 12, 13, 18 })
            yield return ($"in person {months} months ago", never.SeenInPerson(months));
        yield return ("in person, to the day before it lapses", never with { Examinations = [new(Ask.Vet, Ask.Today.PlusMonths(-12).PlusDays(1))] });
        yield return ("in person, same complaint, follow-up", never.SeenInPerson(1, "c") with { Service = ServiceIds.FollowUp, Complaint = "c" });
        yield return ("in person, other complaint, follow-up", never.SeenInPerson(1, "c") with { Service = ServiceIds.FollowUp, Complaint = "d" });
        yield return ("in person, refill", never.SeenInPerson(1) with { Service = ServiceIds.Refill });
        yield return ("a colleague in person", never.SeenInPerson(1, vet: "vet-2", samePractice: true));
        yield return ("another vet in person", never.SeenInPerson(1, vet: "vet-2"));
        yield return ("referred by a vet who saw it", never.SeenInPerson(1, vet: "vet-2") with { Vet = new(Ask.Vet, [new(region)], "vet-2") });
        yield return ("consult for a vet who saw it", never.SeenInPerson(1, vet: "vet-2") with { Service = ServiceIds.Teleconsulting, Vet = new(Ask.Vet, [], "vet-2") });
        foreach (var months in new[] { 1, 5, 6, 7, 11, 13 })
            yield return ($"by video {months} months ago", never.StartedByVideo(months));
        yield return ("by video, farmed", never.StartedByVideo().Kept(AnimalUse.FoodProduction));
        yield return ("by video, racing", never.StartedByVideo().Kept(AnimalUse.Racing));
        yield return ("by video, refill", never.StartedByVideo() with { Service = ServiceIds.Refill });
        foreach (var days in new[] { 3, 7, 8 })
            yield return ($"emergency {days} days ago", never.StartedInEmergency(days));
        yield return ("emergency 9 days ago, urgent again", never.StartedInEmergency(9).Urgently());
        foreach (var days in new[] { 21, 22 })
            yield return ($"emergency {days} days ago, a horse", Ask.About(region, species: "horse").Kept(AnimalUse.Companion).StartedInEmergency(days));
        if (effective is not { } since) yield break;
        foreach (var on in new[] { since.PlusDays(-1), since, since.PlusDays(1) })
            yield return ($"on {on:uuuu-MM-dd}, in person before", never with { On = on, Examinations = [new(Ask.Vet, on.PlusMonths(-1))] });
        yield return ($"on {since.PlusDays(-1):uuuu-MM-dd}, never", never with { On = since.PlusDays(-1) });
        yield return ($"on {since:uuuu-MM-dd}, never", never with { On = since });
    }

    /// <summary>The distinct answers, each with the questions that get it.</summary>
    public static IEnumerable<string> Table(Law law, string region, LocalDate? effective) =>
        Questions(region, effective).GroupBy(q => Line(law.Decide(q.Question)), q => q.Name, StringComparer.Ordinal)
            .SelectMany(g => g.Select(name => $"? {name}").Append($"  {g.Key}"));

    /// <summary>An answer, short and whole: everything that a rule can change is in it.</summary>
    public static string Line(Answer answer)
    {
        var line = new StringBuilder(400);
        line.Append(Word(answer.Law)).Append(' ').Append(answer.Allowed ? "yes" : $"no:{answer.For(answer.Service).No!.Code}");
        line.Append(" | ").AppendJoin(' ', answer.Services.GroupBy(s => s.Allowed ? $"+{Word(s.Basis!.Value)}" : $"-{s.No!.Code}", s => s.Service, StringComparer.Ordinal).Select(g => $"{g.Key}:{string.Join(',', g)}"));
        var r = answer.Relationship;
        line.Append(" | ").Append(r.Exists ? "vcpr" : "no-vcpr").Append(' ').Append(r.How is { } how ? Word(how) : "").Append(Day(" until ", r.LapsesOn)).Append(Day(" see by ", r.SeeInPersonBy)).Append(r.SameComplaintOnly ? " same-complaint" : "");
        if (answer.Start is { } start) line.Append(" | start ").Append(Word(start.How)).Append(Day(" see by ", start.SeeInPersonBy)).Append(' ').AppendJoin(',', start.Confirm);
        var p = answer.Prescribing;
        line.Append(" | ").Append(p.Allowed ? "rx" : "no-rx").Append(CultureInfo.InvariantCulture, $" {p.InitialMaxDays}/{p.Renewals}/{p.RenewalMaxDays}/{p.TotalMaxDays} am{p.AntimicrobialMaxDays} mo{p.MaxDurationMonths} d{p.MaxDays}")
            .Append(p.InPersonBeforeFurtherRenewal ? " hands" : "").Append(p.Controlled ? " controlled" : "").Append(p.Extralabel ? " extralabel" : "");
        line.Append(" | ").AppendJoin(' ', answer.First.Select(s => $"{s.What}@{Word(s.Before)}{(s.Done ? "!" : "")}{Day("<", s.By)}{Mark(s.Citation!)}"));
        line.Append(" | ").AppendJoin(' ', answer.Reasons.Concat(p.Limits).Select(x => $"{x.Code}{Mark(x.Citation)}{(x.Code is "animal-excluded" or "initial-days" or "total-days" or "renewal-days" or "antimicrobial-days" or "duration-months" ? $" ({x.Text})" : "")}"));
        return line.ToString();
    }

    /// <summary>Where it is written, by kind and field; a question mark where the figure was not seen.</summary>
    private static string Mark(Citation citation) => $"[{Word(citation.Kind)} {citation.Field}{(citation.Verified ? "" : "?")}]";

    private static string Day(string before, LocalDate? day) => day is { } d ? $"{before}{d:uuuu-MM-dd}" : "";

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
