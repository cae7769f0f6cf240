using System.Text.Json.Serialization;
using NodaTime;

namespace VetVisits.Vcpr;

/// <summary>One region's rule as vcpr-rules.json states it, in the file's own words. Whether it may be relied on is <see cref="Ruling"/>'s to say.</summary>
public sealed record Row
{
    public required string Name { get; init; }
    public required ElectronicStart ElectronicVcpr { get; init; }
    public required TextBasis TextBasis { get; init; }
    public required Confidence Confidence { get; init; }
    public required ProductDefault RecommendedDefault { get; init; }

    /// <summary>Whether telemedicine may go on once a relationship exists; null where no text says so.</summary>
    public required bool? ContinueExistingByTelemedicine { get; init; }
    public required int? InPersonRecencyMonths { get; init; }
    public required string? InPersonRecencyNote { get; init; }
    public bool? ExtendsToSamePractice { get; init; }

    /// <summary>The limits after an electronic start; null where none may happen.</summary>
    public required TeleOnlyPrescribing? TeleOnlyPrescribing { get; init; }
    public required IReadOnlyList<string> Exceptions { get; init; }
    public EmergencyStart? EmergencyStart { get; init; }
    public bool? SpecialistUnderReferral { get; init; }
    public required IReadOnlyList<string> AnimalsExcluded { get; init; }
    public IReadOnlyList<AnimalUse>? ExcludedUses { get; init; }
    public IReadOnlyList<string>? Steps { get; init; }
    public required LocalDate? EffectiveDate { get; init; }
    public LocalDate? EffectiveUntil { get; init; }
    public required string? Instrument { get; init; }
    public required string? Source { get; init; }
    public required IReadOnlyList<string> MoreSources { get; init; }
    public required string? SourceAsOf { get; init; }
    public required IReadOnlyList<string> UnverifiedFields { get; init; }

    /// <summary>A collector's memory, for a reviewer. The engine never reads it.</summary>
    public required string? RecalledNotVerified { get; init; }
    public required string? Notes { get; init; }
    public string? Checked { get; init; }

    /// <summary>Whether the figure of this field was seen in the source; a parent's doubt covers its fields.</summary>
    public bool Verified(string field) =>
        !UnverifiedFields.Contains(field) && !(field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && UnverifiedFields.Contains(field[..dot]));
}

public sealed record TeleOnlyPrescribing
{
    public required int? InitialMaxDays { get; init; }
    public required int? RenewalsAllowed { get; init; }
    public required int? RenewalMaxDays { get; init; }
    public required int? TotalMaxDays { get; init; }
    public required int? AntimicrobialMaxDays { get; init; }
    public required int? MaxDurationMonths { get; init; }

    /// <summary><c>barred</c>, or null where no text was found, which is treated the same.</summary>
    public required TeleOnly? ControlledSubstances { get; init; }
    public TeleOnly? RacingAnimals { get; init; }
    public required bool? InPersonBeforeFurtherRenewal { get; init; }
    public required IReadOnlyList<string> Other { get; init; }
}

/// <summary>Telemedicine may come first in an emergency, if hands follow within these days; null where the text names no number.</summary>
public sealed record EmergencyStart
{
    public required int? SmallAnimalDays { get; init; }
    public required int? LargeAnimalDays { get; init; }
}

/// <summary>The rule that stands on top of every US row (21 CFR 530.3(i)).</summary>
public sealed record FederalRule
{
    public required string Instrument { get; init; }
    public required bool TeleOnlyValid { get; init; }
    public required IReadOnlyList<string> AppliesTo { get; init; }
    public required string Rule { get; init; }
    public required string Consequence { get; init; }
    public required Confidence Confidence { get; init; }
    public required IReadOnlyList<string> Sources { get; init; }
    public string? Checked { get; init; }
}

public enum ElectronicStart
{
    No,
    SynchronousVideo,
    AnyElectronic,
    Conditional,
}

public enum TextBasis
{
    ExplicitPermission,
    PartialPermission,
    ExplicitProhibition,
    InPersonRequired,
    ExaminationRequired,
    Silent,
    BoardGuidance,
    SecondaryPermission,
    SourcesConflict,
    NotFound,
}

public enum Confidence
{
    Low,
    High,
}

public enum ProductDefault
{
    Deny,
    AllowWithLimits,
}

public enum TeleOnly
{
    Barred,
}

/// <summary>The file's own JSON: snake_case, kebab-case words, nothing unknown.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Row))]
[JsonSerializable(typeof(FederalRule))]
public sealed partial class RuleFileJson : JsonSerializerContext;
