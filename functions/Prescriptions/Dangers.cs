using System.Text.Json;
using VetVisits.Vcpr;

namespace VetVisits.Prescriptions;

/// <summary>What is never given to a species, the doses that are looked at twice, and the classes that nobody can leave unsaid: data files with sources.</summary>
public static class Dangers
{
    public static IReadOnlyList<Danger> All { get; } = Sound(Read<DangerFile>("species-dangers.json").Dangers, d => d.Sources, d => d.Id);

    public static IReadOnlyList<DoseRange> Doses { get; } = Sound(Read<DoseFile>("dose-ranges.json").Ranges, d => d.Sources, d => $"{d.Species} {d.Drug}");

    public static IReadOnlyList<KnownClass> Classes { get; } = Sound(Read<ClassFile>("drug-classes.json").Classes, c => c.Sources, c => c.Id);

    /// <summary>A class that the drug is known to have and that was not said of it; null when nothing known was left out.</summary>
    public static KnownClass? Unsaid(Drug drug) =>
        Classes.FirstOrDefault(known => !(known.Is == KnownAs.Controlled ? drug.Controlled : drug.Antimicrobial) && drug.Ingredients.Append(drug.Name).Select(Drug.Plain).Any(name => known.Substances.Any(s => Holds(name, s))));

    /// <summary>Why this must not be given to this species; null when the list holds nothing against it. Nobody can set this aside.</summary>
    public static Danger? For(string species, Drug drug)
    {
        foreach (var danger in All)
        {
            if (!danger.Species.Contains(species) || (danger.ExceptRoutes is { } harmless && Words(drug.Route).All(harmless.Contains))) continue;
            if (Named(drug).Any(name => danger.Substances.Any(s => Holds(name, s)))) return danger;
        }
        return null;
    }

    /// <summary>A danger that the label must rule out first: a human liquid for a dog may hold xylitol, and nobody has read what is in it.</summary>
    public static Danger? Unread(string species, Drug drug) =>
        drug is { Product: Product.HumanDrug, Excipients: null }
            ? All.FirstOrDefault(d => d.Species.Contains(species) && d.HumanForms is { } forms && forms.Any(f => Holds(Drug.Plain(drug.Form), f)))
            : null;

    public static DoseRange? Dose(string species, Drug drug) =>
        Doses.FirstOrDefault(d => d.Species == species && d.Drug.Split('-').All(part => drug.Ingredients.Any(i => Holds(Drug.Plain(i), part))));

    /// <summary>A route is what a vet writes, so only one that is known to do no harm is none: <c>by mouth</c>, <c>PO</c> and what nobody thought of are all dangerous.</summary>
    private static IEnumerable<string> Words(string route) =>
        Drug.Plain(route).Replace(".", "", StringComparison.Ordinal).Split([' ', ',', '/', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("");

    private static IEnumerable<string> Named(Drug drug) => drug.Ingredients.Concat(drug.Excipients ?? []).Append(drug.Name).Select(Drug.Plain);

    // A whole word, so that "amoxicillin" is found in "amoxicillin trihydrate" and no drug is found in the middle of another's name.
    internal static bool Holds(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !char.IsLetterOrDigit(name[at - 1])) && (at + word.Length == name.Length || !char.IsLetterOrDigit(name[at + word.Length])))
                return true;
        return false;
    }

    internal static T Read<T>(string name) =>
        JsonSerializer.Deserialize<T>(RuleFile.EmbeddedBytes(name), Json.Options) ?? throw new RuleFileException([$"{name} is empty."]);

    internal static IReadOnlyList<T> Sound<T>(IReadOnlyList<T> rows, Func<T, IReadOnlyList<string>> sources, Func<T, string> name) =>
        rows.Where(r => sources(r).Count == 0).Select(name).ToArray() is { Length: > 0 } bare ? throw new RuleFileException([.. bare.Select(b => $"{b}: no source.")]) : rows;
}

/// <param name="ExceptRoutes">Not where the route is said in these words alone; null by any.</param>
/// <param name="HumanForms">Forms of human drugs in which the substance hides.</param>
public sealed record Danger(
    string Id, IReadOnlyList<string> Species, IReadOnlyList<string> Substances, string Why, IReadOnlyList<string> Sources,
    IReadOnlyList<string>? ExceptRoutes = null, IReadOnlyList<string>? HumanForms = null);

/// <param name="Drug">One active ingredient, or those of a combination with <c>-</c> between them.</param>
public sealed record DoseRange(string Species, string Drug, decimal LowMgPerKg, decimal HighMgPerKg, IReadOnlyList<string> Sources);

/// <param name="Id">Where the law lists it, such as <c>schedule-iv</c>.</param>
public sealed record KnownClass(string Id, KnownAs Is, IReadOnlyList<string> Substances, IReadOnlyList<string> Sources);

public enum KnownAs
{
    Controlled,
    Antimicrobial,
}

public sealed record ClassFile(string Version, string Notice, IReadOnlyList<KnownClass> Classes);

public sealed record DangerFile(string Version, string Notice, IReadOnlyList<Danger> Dangers);

public sealed record DoseFile(string Version, string Notice, IReadOnlyList<DoseRange> Ranges);
