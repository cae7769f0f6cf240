using NodaTime;
using VetVisits.Http;

namespace VetVisits.Prescriptions;

/// <summary>Prescribes. The law of the animal's region and the species' dangers are asked before anything is written.</summary>
public sealed record WritePrescription(DrugSaid? Drug, DosingSaid? Dosing, SupplySaid? Supply, string? DoseReason = null)
{
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c>.</exception>
    public PrescriptionWritten ToEvent()
    {
        var problems = new Problems();
        var (drug, dosing, supply) = (Drug ?? new(), Dosing ?? new(), Supply ?? new());
        problems.If(drug.Ingredients is null or { Count: 0 or > 20 }, "/drug/ingredients", "1 to 20 active ingredients.");
        problems.If(drug.Excipients is { Count: > 60 }, "/drug/excipients", "At most 60.");
        problems.If(drug.Product is null, "/drug/product", "One of: animal-drug, human-drug, compounded, feed-directive.");
        problems.If(drug.Class is null, "/drug/class", "One of: over-the-counter, prescription-only, schedule-ii, schedule-iii, schedule-iv, schedule-v.");
        problems.If(drug.Antimicrobial is null, "/drug/antimicrobial", "true or false: the law limits antimicrobials.");
        problems.If(drug.AsLabelled is null, "/drug/asLabelled", "true when it is used for the species, dose, route and illness of the label.");
        problems.If(dosing.MgPerDose is <= 0 or > 1_000_000, "/dosing/mgPerDose", "Milligrams, above 0.");
        problems.If(dosing.EveryHours is null or <= 0 or > 24 * 365, "/dosing/everyHours", "Hours between doses, above 0.");
        problems.If(supply.Quantity is null or <= 0 or > 100_000, "/supply/quantity", "Above 0.");
        var refills = problems.Between("/supply/refills", supply.Refills ?? 0, 0, 12);
        var written = new PrescriptionWritten("", "", "", "", "", null,
            new(problems.Text("/drug/name", drug.Name, 200), Texts(problems, "/drug/ingredients", drug.Ingredients) ?? [], problems.Text("/drug/form", drug.Form, 60),
                problems.Text("/drug/strength", drug.Strength, 60), problems.Text("/drug/route", drug.Route, 40), drug.Product ?? default, drug.Class ?? default,
                drug.Antimicrobial ?? true, drug.AsLabelled ?? false, Texts(problems, "/drug/excipients", drug.Excipients)),
            new(problems.Text("/dosing/directions", dosing.Directions, 1000), dosing.MgPerDose, dosing.EveryHours ?? 0, problems.Between("/dosing/days", dosing.Days, 1, 366)),
            new(supply.Quantity ?? 0, problems.Text("/supply/unit", supply.Unit, 40), refills, refills == 0 ? 0 : problems.Between("/supply/refillDays", supply.RefillDays, 1, 366)),
            default, default, default, "", problems.TextOrNull("/doseReason", DoseReason, 500));
        problems.ThrowIfAny();
        return written;
    }

    private static IReadOnlyList<string>? Texts(Problems problems, string at, IReadOnlyList<string>? said) =>
        said is null ? null : [.. said.Take(60).Select((text, i) => problems.Text($"{at}/{i}", text, 200))];
}

public sealed record DrugSaid(
    string? Name = null, IReadOnlyList<string>? Ingredients = null, string? Form = null, string? Strength = null, string? Route = null,
    Product? Product = null, LegalClass? Class = null, bool? Antimicrobial = null, bool? AsLabelled = null, IReadOnlyList<string>? Excipients = null);

public sealed record DosingSaid(string? Directions = null, decimal? MgPerDose = null, decimal? EveryHours = null, int? Days = null);

public sealed record SupplySaid(decimal? Quantity = null, string? Unit = null, int? Refills = null, int? RefillDays = null);

public sealed record CancelPrescription(string? Reason);

/// <param name="Grant">True supplies it again; false refuses, with words for the owner.</param>
public sealed record DecideRefill(bool? Grant, string? Reason = null);

public sealed record PrescriptionView(
    string PrescriptionId, string VisitId, string VetId, PrescriptionStanding Status, Drug Drug, Dosing Dosing, Supply Supply, int RefillsLeft,
    LocalDate On, LocalDate ExpiresOn, Vcpr.CameAbout How, string RulesVersion, string? DoseReason, string? Cancelled, IReadOnlyList<Refill> Refills, string? VerifyPath = null)
{
    public static PrescriptionView Of(Prescription p, LocalDate today) => new(
        p.Written.PrescriptionId, p.Written.VisitId, p.Written.VetId, p.StandingOn(today), p.Written.Drug, p.Written.Dosing, p.Written.Supply, p.RefillsLeft,
        p.Written.On, p.Written.ExpiresOn, p.Written.How, p.Written.RulesVersion, p.Written.DoseReason, p.Cancelled, p.Refills);
}

/// <summary>What a pharmacy sees by the link: what may be supplied, on whose word. Not who the owner is.</summary>
public sealed record VerifiedPrescription(
    PrescriptionStanding Status, string Species, decimal? WeightKg, Drug Drug, Dosing Dosing, Supply Supply, int RefillsLeft, int RefillsGranted,
    LocalDate On, LocalDate ExpiresOn, string? Prescriber, string? Licence, string Region);
