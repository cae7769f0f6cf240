using System.Text.Json;
using VetVisits.Vcpr;

namespace VetVisits.Visits.Care;

/// <summary>The library of steps by which an owner examines the animal at the vet's word: data with sources.</summary>
public sealed record HomeExamination(string Version, IReadOnlyList<ExaminationStep> Steps)
{
    public static HomeExamination Embedded { get; } = Read();

    public ExaminationStep? Find(string id) => Steps.FirstOrDefault(s => s.Id == id);

    public IEnumerable<ExaminationStep> For(string? species) => Steps.Where(s => species is null || s.Species.Count == 0 || s.Species.Contains(species));

    private static HomeExamination Read()
    {
        var library = JsonSerializer.Deserialize<HomeExamination>(RuleFile.EmbeddedBytes("home-examination.json"), Json.Options)
            ?? throw new RuleFileException(["home-examination.json is empty."]);
        var faults = library.Steps.Where(s => s.Sources.Count == 0).Select(s => $"home-examination.json: {s.Id} has no source.")
            .Concat(library.Steps.GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"home-examination.json: {g.Key} stands twice."))
            .Concat(library.Steps.Where(s => s.Finding is { Kind: FindingKind.Choice, Choices: null or { Count: < 2 } }).Select(s => $"home-examination.json: {s.Id} needs choices."))
            .Concat(library.Steps.Where(s => s.Finding is { Kind: FindingKind.Number } f && (f.Unit is null || f.Least is null || f.Most is null)).Select(s => $"home-examination.json: {s.Id} needs a unit and limits."))
            .ToArray();
        return faults.Length == 0 ? library : throw new RuleFileException(faults);
    }
}

/// <param name="Ask">What the owner reads, word for word.</param>
/// <param name="Stop">When to stop at once.</param>
/// <param name="Species">Empty for all.</param>
public sealed record ExaminationStep(
    string Id, string Title, string Ask, string? Stop, IReadOnlyList<string> Species, int? TimerSeconds, ExpectedFinding Finding, IReadOnlyList<string> Sources)
{
    /// <summary>What is wrong with a finding; null when it fits the step.</summary>
    public string? Wrong(HomeFindingReported found) => Finding.Kind switch
    {
        FindingKind.Number when found.Number is not { } number => $"This step asks for a number in {Finding.Unit}.",
        FindingKind.Number when found.Number < Finding.Least || found.Number > Finding.Most => $"Between {Finding.Least} and {Finding.Most} {Finding.Unit}; count again.",
        FindingKind.Choice when found.Choice is null || !Finding.Choices!.Contains(found.Choice) => $"One of: {string.Join(", ", Finding.Choices!)}.",
        FindingKind.Words when string.IsNullOrWhiteSpace(found.Words) => "Say in words what he does.",
        _ => null,
    };
}

public sealed record ExpectedFinding(FindingKind Kind, string? Unit = null, decimal? Least = null, decimal? Most = null, IReadOnlyList<string>? Choices = null);

public enum FindingKind
{
    Number,
    Choice,
    Words,
}
