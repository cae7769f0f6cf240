using System.Text.Json;
using NodaTime;
using VetVisits.Http;

namespace VetVisits.Vcpr;

/// <summary>A question about the law, as anybody's booking system may ask it. What is left out is unknown, and unknown is answered strictly.</summary>
public sealed record AskLaw(
    string? Region = null, LocalDate? On = null, string? Service = null, string? Channel = null, string? Species = null, AnimalUse? Use = null, string? Complaint = null,
    bool Urgent = false, LocalDate? ConsentOn = null, AskedVet? Vet = null, IReadOnlyList<ExaminationFact>? Examinations = null, IReadOnlyList<StartFact>? Starts = null)
{
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c>.</exception>
    public Question ToQuestion(LocalDate today)
    {
        var problems = new Problems();
        var region = problems.Region("/region", Region);
        var service = problems.OneOf("/service", Service, (IReadOnlyCollection<string>)ServiceIds.All);
        var channel = problems.OneOf("/channel", Channel ?? "video", ["video", "phone", "messages"]);
        var species = problems.Text("/species", Species, 40);
        var vet = problems.Id("/vet/id", Vet?.Id);
        problems.If(Vet?.Licences is { Count: > 100 }, "/vet/licences", "At most 100.");
        problems.If(Examinations is { Count: > 500 }, "/examinations", "At most 500; the newest matter.");
        problems.If(Starts is { Count: > 500 }, "/starts", "At most 500; the newest matter.");
        var day = On ?? today;
        problems.If(day.Year is < 1990 or > 2200, "/on", "A day between 1990 and 2200.");
        foreach (var (date, i) in (Examinations ?? []).Select((e, i) => (e.On, i))) problems.If(date.Year is < 1950 or > 2200, $"/examinations/{i}/on", "A day of this age.");
        foreach (var (date, i) in (Starts ?? []).Select((s, i) => (s.On, i))) problems.If(date.Year is < 1950 or > 2200, $"/starts/{i}/on", "A day of this age.");
        problems.ThrowIfAny();
        return new(region, day, service, new(vet, Vet!.Licences ?? [], Vet.ReferredBy), new(species, Use), Examinations, Starts, ConsentOn,
            channel switch { "phone" => Vcpr.Channel.Phone, "messages" => Vcpr.Channel.Messages, _ => Vcpr.Channel.Video }, Complaint, Urgent);
    }
}

public sealed record AskedVet(string? Id = null, IReadOnlyList<LicenceFact>? Licences = null, string? ReferredBy = null);

/// <param name="On">The day of the examination, where the animal is.</param>
/// <param name="Complaint">The visit or intake that it was about; a follow-up of the same complaint names it again.</param>
/// <param name="PracticeId">The practice that the vet examined for.</param>
public sealed record RecordExamination(LocalDate? On = null, ExaminationKind? Kind = null, string? Complaint = null, string? PracticeId = null);

public sealed record WithdrawExamination(string? Reason = null);

public sealed record ExaminationView(string ExaminationId, string VetId, LocalDate On, ExaminationKind Kind, string? PracticeId, string? Complaint)
{
    public static ExaminationView Of(AnimalExamined e) => new(e.ExaminationId, e.VetId, e.On, e.Kind, e.PracticeId, e.Complaint);
}

public sealed record RelationshipsView(IReadOnlyList<ExaminationView> Examinations, IReadOnlyList<StartView> Starts)
{
    public static RelationshipsView Of(Relationships known) =>
        new([.. known.Examinations.Select(ExaminationView.Of)],
            [.. known.Starts.Select(s => new StartView(s.VisitId, s.VetId, s.Region, s.On, s.By, s.RulesVersion, s.LapsesOn, s.SeeInPersonBy))]);
}

public sealed record StartView(
    string VisitId, string VetId, string Region, LocalDate On, StartedBy By, string RulesVersion, LocalDate? LapsesOn, LocalDate? SeeInPersonBy);

/// <param name="From">The first day on which the version decides; today or later.</param>
/// <param name="ReviewedBy">The lawyer who checked it.</param>
/// <param name="Rules">The whole file, in the form of vcpr-rules.json.</param>
public sealed record LoadRules(LocalDate? From = null, string? ReviewedBy = null, JsonElement? Rules = null);
