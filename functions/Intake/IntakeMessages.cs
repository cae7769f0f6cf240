using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using VetVisits.Triage;

namespace VetVisits.Intake;

/// <summary>What an owner sends. Members that are missing are told all at once.</summary>
/// <param name="Region">Where the animal is: ISO 3166-2.</param>
/// <param name="VisitId">The booked visit that this belongs to, when the red flags are asked again.</param>
public sealed record TakeIntake(
    string? Complaint, string? Region, ConsentGiven? Consent, IReadOnlyList<string?>? Questions, IReadOnlyList<SignGiven?>? Signs, VitalsGiven? Vitals,
    IntakeDevice? Device = null, string? VisitId = null);

public sealed record ConsentGiven(string? TextVersion);

/// <summary>A sign by its id of <c>GET /intake/signs</c>, for how long, and what is known of it.</summary>
/// <param name="DurationHours">A number of hours.</param>
/// <param name="Facts">By the fact names that the sign lists.</param>
public sealed record SignGiven(string? Id, JsonElement? DurationHours, IReadOnlyDictionary<string, JsonElement>? Facts);

/// <summary>Measured values. Other members are refused with the name and the unit that would be right.</summary>
public sealed record VitalsGiven
{
    public double? TemperatureC { get; init; }
    public double? HeartRate { get; init; }
    public double? RespiratoryRate { get; init; }
    public double? UsualRespiratoryRate { get; init; }
    public double? CapillaryRefillSeconds { get; init; }
    public double? GlucoseMgDl { get; init; }
    public double? WeightChangePercent { get; init; }
    public double? HoursWithoutFood { get; init; }
    public double? HoursWithoutDroppings { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    public double? Value(Vital vital) => vital switch
    {
        Vital.Temperature => TemperatureC,
        Vital.HeartRate => HeartRate,
        Vital.RespiratoryRate => RespiratoryRate,
        Vital.UsualRespiratoryRate => UsualRespiratoryRate,
        Vital.CapillaryRefill => CapillaryRefillSeconds,
        Vital.Glucose => GlucoseMgDl,
        Vital.WeightChange => WeightChangePercent,
        Vital.HoursWithoutFood => HoursWithoutFood,
        Vital.HoursWithoutDroppings => HoursWithoutDroppings,
        _ => throw new ArgumentOutOfRangeException(nameof(vital)),
    };
}

/// <summary>A case for the rules alone: the animal's facts come in the body and nothing is kept.</summary>
public sealed record DecideTriage(AnimalGiven? Animal, IReadOnlyList<SignGiven?>? Signs, VitalsGiven? Vitals);

public sealed record AnimalGiven(
    string? Species, string? Breed, string? Sex, bool? Neutered, LocalDate? BirthDate, double? WeightKg, IReadOnlyList<string?>? Conditions);

/// <summary>A vet sets an intake aside.</summary>
public sealed record CloseIntake(string? Reason);

/// <summary>The answer to a case, from the rules alone.</summary>
public sealed record TriageView(
    Level Level, string OwnerText, bool TelemedicineSuitable, bool InPersonLikely, IReadOnlyList<Reason> Reasons, IReadOnlyList<NextStep> Next,
    IReadOnlyList<Unanswered> Unanswered, string RulesHash)
{
    public static TriageView Of(Verdict verdict, string rulesHash) =>
        new(verdict.Level, verdict.OwnerText, verdict.TelemedicineSuitable, verdict.InPersonLikely, verdict.Reasons, verdict.Next, verdict.Unanswered, rulesHash);

    public TriageView In(Translation spoken) =>
        this with { OwnerText = spoken.Of(OwnerText), Reasons = spoken.Of(Reasons), Next = spoken.Of(Next), Unanswered = spoken.Of(Unanswered) };
}

/// <summary>An intake with its answer, as it was given; shown in the language of whoever asks.</summary>
public sealed record IntakeView(
    string IntakeId, string AnimalId, Level Level, string OwnerText, bool TelemedicineSuitable, bool InPersonLikely, IReadOnlyList<Reason> Reasons,
    IReadOnlyList<NextStep> Next, IReadOnlyList<Unanswered> Unanswered, string RulesHash, Instant At, string Region, string? Complaint,
    IReadOnlyList<ReportedSign> Signs, IReadOnlyDictionary<string, double>? Vitals, IReadOnlyList<string>? Questions, string? VisitId, ClosedView? Closed)
{
    public static IntakeView Of(string animalId, Intakes.One one)
    {
        var (taken, answer) = (one.Taken, one.Taken.Answer);
        return new(
            taken.IntakeId, animalId, answer.Level, answer.OwnerText, answer.TelemedicineSuitable, answer.InPersonLikely, answer.Reasons,
            answer.Next ?? [], answer.Unanswered ?? [], taken.RulesHash, one.At, taken.Region, taken.Complaint, taken.Signs, taken.Vitals, taken.Questions, taken.VisitId,
            one.Closed is { } closed ? new(closed.VetId, closed.Reason) : null);
    }

    public IntakeView In(Translation spoken) =>
        this with { OwnerText = spoken.Of(OwnerText), Reasons = spoken.Of(Reasons), Next = spoken.Of(Next), Unanswered = spoken.Of(Unanswered) };
}

public sealed record ClosedView(string VetId, string Reason);
