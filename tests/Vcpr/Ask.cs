using NodaTime;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>Questions as tests like to put them: one dog, one licensed vet, today.</summary>
public static class Ask
{
    public const string Vet = "vet-1";

    public static LocalDate Today { get; } = new(2026, 11, 22);

    public static Question About(string region, string service = ServiceIds.Telemedicine, string species = "dog") =>
        new(region, Today, service, new(Vet, [new(region)]), new(species), Channel: Channel.Video);

    public static Question SeenInPerson(this Question question, int monthsAgo = 1, string? complaint = null, string vet = Vet, bool samePractice = false) =>
        question with { Examinations = [.. question.Examinations ?? [], new(vet, question.On.PlusMonths(-monthsAgo), complaint, samePractice)] };

    public static Question StartedByVideo(this Question question, int monthsAgo = 1, string vet = Vet) =>
        question with { Starts = [.. question.Starts ?? [], new(vet, question.Region, question.On.PlusMonths(-monthsAgo), StartedBy.SynchronousVideo)] };

    public static Question StartedInEmergency(this Question question, int daysAgo, string vet = Vet) =>
        question with { Starts = [.. question.Starts ?? [], new(vet, question.Region, question.On.PlusDays(-daysAgo), StartedBy.EmergencyException)] };

    public static Question Kept(this Question question, AnimalUse use) => question with { Animal = question.Animal with { Use = use } };

    public static Question Urgently(this Question question) => question with { Urgent = true };

    public static Question By(this Question question, Channel channel) => question with { Channel = channel };

    public static Answer Answered(this Question question) => Law.Embedded.Decide(question);
}
