using System.Text.Json;
using System.Text.Json.Serialization;

namespace VetVisits.Triage;

/// <summary><c>triage-rules.json</c> as it is written. A member that is not named here is refused at start.</summary>
public sealed record RuleFile(RuleMeta Meta, IReadOnlyList<SignRow> Signs);

public sealed record RuleMeta(
    string Title, string Compiled, int Count, string Disclaimer, string Model, IReadOnlyList<string> ModelSources, IReadOnlyList<LevelRow> Levels,
    IReadOnlyList<string> CombinationRules, IReadOnlyList<string> ModifierKeys, IReadOnlyDictionary<string, BreedGroupRow> BreedGroups,
    IReadOnlyList<string> AvmaListCovered, string Basis, string InPersonLikely, IReadOnlyList<string> KnownGaps,
    IReadOnlyDictionary<string, IReadOnlyList<string>> KnownConditions, IReadOnlyDictionary<string, DerivedFactRow> DerivedFacts);

public sealed record LevelRow(string Id, int Rank, string Colour, int? ClinicWaitMinutes, string OwnerText);

public sealed record BreedGroupRow(
    IReadOnlyList<string> Breeds, IReadOnlyList<string> Sources, IReadOnlyList<string> Unsourced, IReadOnlyList<string>? AlsoWritten = null);

/// <summary>How a fact that no owner knows follows from facts that owners know: an amount over the body weight.</summary>
public sealed record DerivedFactRow(
    string From, string Note, IReadOnlyDictionary<string, IReadOnlyList<double>>? MgPerGram = null, IReadOnlyList<string>? Sources = null,
    IReadOnlyList<string>? Unsourced = null);

public sealed record SignRow(
    string Id, string Category, string Question, IReadOnlyList<string> Species, string Level, IReadOnlyList<ModifierRow> Modifiers,
    bool TelemedicineSuitable, string Advice, IReadOnlyList<string> Sources, string Basis, bool InPersonLikely, string? Note = null);

public sealed record ModifierRow(IReadOnlyDictionary<string, JsonElement> When, string Level, string? Note = null);

/// <summary><c>vital-ranges.json</c> as it is written.</summary>
public sealed record RangeFile(RangeMeta Meta, IReadOnlyDictionary<string, SpeciesRow> Species, GlucoseRow BloodGlucose);

public sealed record RangeMeta(
    string Title, string Compiled, string Disclaimer, IReadOnlyList<string> HowMeasured, IReadOnlyList<string> HowMeasuredSources, string Basis,
    IReadOnlyDictionary<string, string> MucousMembranes, OutsideRow OutsideRange);

public sealed record OutsideRow(string Level, double FarPercent, string FarLevel, string Basis, string Note);

public sealed record SpeciesRow(IReadOnlyDictionary<string, GroupRow> Groups, IReadOnlyList<AlarmRow> Alarms, IReadOnlyList<string>? ExtraSources = null);

public sealed record GroupRow(
    RangeRow? TemperatureC = null, RangeRow? HeartRateBpm = null, RangeRow? RespiratoryRateRest = null, RangeRow? CrtSeconds = null,
    int? AgeMaxMonths = null, string? Size = null);

public sealed record RangeRow(
    double? Low, double? High, IReadOnlyList<string>? Sources = null, IReadOnlyList<PublishedRow>? OtherPublishedRanges = null, string? Note = null,
    bool InformsOnly = false);

public sealed record PublishedRow(double Low, double High, string Source);

public sealed record AlarmRow(
    string Measure, string Operator, double Value, string Unit, string Urgency, IReadOnlyList<string> Sources, string Basis, string? Note = null,
    IReadOnlyDictionary<string, JsonElement>? When = null);

public sealed record GlucoseRow(string Unit, GlucoseSpeciesRow Dog, GlucoseSpeciesRow Cat, IReadOnlyList<AlarmRow> Alarms, string Note);

public sealed record GlucoseSpeciesRow(
    RangeRow NonDiabetic, RangeRow TreatedTargetMostOfDay, LimitRow LowestOfDayMin, LimitRow ClinicalSignsAbove, LimitRow DailyPeakMax, LimitRow CheckKetonesFrom);

public sealed record LimitRow(double Value, IReadOnlyList<string> Sources, IReadOnlyList<double>? Range = null);

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RuleFile))]
[JsonSerializable(typeof(RangeFile))]
[JsonSerializable(typeof(TranslationFile))]
internal sealed partial class TriageFileJson : JsonSerializerContext;
