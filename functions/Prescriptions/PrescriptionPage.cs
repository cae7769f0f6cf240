using System.Net;
using System.Text;
using System.Text.Json;
using VetVisits.Animals;

namespace VetVisits.Prescriptions;

/// <summary>A prescription to print: plain, every text encoded, with the link by which a pharmacy checks it.</summary>
public static class PrescriptionPage
{
    public const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}th{text-align:left;padding-right:1rem;vertical-align:top}td{overflow-wrap:anywhere}@media print{body{margin:0}}";

    /// <param name="owner">The client's name, where it is still known.</param>
    public static string Of(Animal animal, string? owner, Prescription there, (string? Name, string? Licence) vet, PrescriptionView view, string link)
    {
        var w = there.Written;
        var page = new StringBuilder(4096)
            .Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Prescription</title><style>").Append(Style).Append("</style></head><body><h1>Veterinary prescription</h1><table>");
        Row("Status", Word(view.Status));
        Row("Animal", $"{animal.Name}, {w.Species}{(w.WeightKg is { } kg ? $", {kg:0.###} kg" : "")}");
        if (owner is not null) Row("Owner", owner);
        Row("Drug", $"{w.Drug.Name} {w.Drug.Strength}, {w.Drug.Form}, {w.Drug.Route}");
        Row("Active ingredients", string.Join(", ", w.Drug.Ingredients));
        Row("Kind", $"{Word(w.Drug.Product)}, {Word(w.Drug.Class)}{(w.Drug.AsLabelled ? ", used as labelled" : ", used off the label")}");
        Row("Directions", w.Dosing.Directions);
        if (w.Dosing.MgPerDose is { } mg) Row("Dose", $"{mg:0.###} mg every {w.Dosing.EveryHours:0.##} hours");
        Row("Quantity", $"{w.Supply.Quantity:0.###} {w.Supply.Unit}, for {w.Dosing.Days} days");
        Row("Refills", w.Supply.Refills == 0 ? "none" : $"{w.Supply.Refills} of {w.Supply.RefillDays} days, each with the vet's agreement; {view.RefillsLeft} left");
        if (w.Species == "dog") Row("Note", "Canine. No xylitol in any form.");
        Row("Written on", $"{w.On:uuuu-MM-dd}");
        Row("Nothing supplied from", $"{w.ExpiresOn:uuuu-MM-dd}");
        Row("Prescriber", $"{vet.Name ?? "see the link"}{(vet.Licence is { } number ? $", licence {w.Region} {number}" : "")}");
        page.Append("</table><p>Check this prescription before supplying: <a rel=\"noreferrer\" href=\"").Append(Text(link)).Append("\">").Append(Text(link)).Append("</a></p></body></html>");
        return page.ToString();

        void Row(string name, string value) => page.Append("<tr><th scope=\"row\">").Append(Text(name)).Append("</th><td>").Append(Text(value)).Append("</td></tr>");
    }

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
