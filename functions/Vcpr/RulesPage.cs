using System.Net;
using System.Text;

namespace VetVisits.Vcpr;

/// <summary>The rules of a region as a plain page: no script, no style from elsewhere, every text encoded.</summary>
public static class RulesPage
{
    public static bool Wanted(HttpRequest request) =>
        request.Query["format"] == "html" || (request.Query["format"].Count == 0 && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    public static string Of(RegionRules rules)
    {
        var title = $"Telemedicine rules: {rules.Name ?? rules.Region}";
        var page = new StringBuilder(8192)
            .Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Text(title))
            .Append("</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}th,td{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0}small{color:#555}</style></head><body>")
            .Append("<h1>").Append(Text(title)).Append("</h1><p><strong>").Append(Text(rules.Summary)).Append("</strong></p><p><small>For ").Append($"{rules.On:uuuu-MM-dd}")
            .Append(". Law: ").Append(Text(Word(rules.Law))).Append(". Last checked: ").Append(Text(rules.LastChecked)).Append(". Rules ").Append(Text(rules.RulesVersion))
            .Append(". A summary, not legal advice.</small></p>");
        foreach (var situation in rules.Situations) Add(page, situation);
        if (rules.Stated is { } stated) Add(page, stated);
        if (rules.Federal is { } federal)
        {
            page.Append("<h2>Federal rule on top</h2><p>").Append(Text(federal.Rule)).Append("</p><p>").Append(Text(federal.Consequence)).Append("</p><p><small>").Append(Text(federal.Instrument)).Append("</small></p>");
            AddSources(page, federal.Sources);
        }
        return page.Append("</body></html>").ToString();
    }

    private static void Add(StringBuilder page, Situation situation)
    {
        page.Append("<h2>").Append(Text(situation.Title)).Append("</h2><table>");
        foreach (var service in situation.Services)
            page.Append("<tr><th scope=\"row\">").Append(Text(service.Service)).Append("</th><td>").Append(service.Allowed ? "yes" : "no").Append("</td><td>")
                .Append(Text(service.No?.Text ?? (service.Basis is { } basis ? Word(basis) : ""))).Append("</td></tr>");
        page.Append("</table><ul>");
        foreach (var reason in situation.Reasons.Concat(situation.Prescribing.Limits)) Add(page, reason);
        foreach (var step in situation.First) page.Append("<li>").Append(Text(step.Text)).Append("</li>");
        page.Append("</ul>");
    }

    private static void Add(StringBuilder page, Reason reason)
    {
        page.Append("<li>").Append(Text(reason.Text)).Append(" <small>(");
        page.Append(Text(reason.Citation.Kind switch
        {
            CitationKind.HouseRule => "house rule",
            CitationKind.Unknown => "not known from a reliable text",
            CitationKind.Law or CitationKind.Federal or CitationKind.Definition or _ => reason.Citation.Instrument ?? "law",
        }));
        if (!reason.Citation.Verified) page.Append("; figure not seen in the source, the stricter reading is kept");
        page.Append(")</small></li>");
    }

    private static void Add(StringBuilder page, StatedRule stated)
    {
        page.Append("<h2>The rule as read</h2><p>").Append(Text(stated.Instrument ?? "No instrument was found.")).Append(". In force since: ")
            .Append(stated.InForceSince is { } since ? $"{since:uuuu-MM-dd}" : "not stated").Append(". Source as of: ").Append(Text(stated.SourceAsOf ?? "unknown"))
            .Append(". Confidence: ").Append(Text(Word(stated.Confidence))).Append(".</p>");
        if (stated.Notes is { } notes) page.Append("<p>").Append(Text(notes)).Append("</p>");
        page.Append("<ul>");
        foreach (var exception in stated.Exceptions) page.Append("<li>Exception: ").Append(Text(exception)).Append("</li>");
        foreach (var excluded in stated.AnimalsExcluded) page.Append("<li>Not for: ").Append(Text(excluded)).Append("</li>");
        foreach (var other in stated.TeleOnlyPrescribing?.Other ?? []) page.Append("<li>").Append(Text(other)).Append("</li>");
        page.Append("</ul>");
        AddSources(page, stated.Source is null ? [] : [stated.Source, .. stated.MoreSources]);
    }

    private static void AddSources(StringBuilder page, IReadOnlyList<string> sources)
    {
        page.Append("<ul>");
        foreach (var source in sources)
            page.Append("<li><a rel=\"noreferrer\" href=\"").Append(Text(source)).Append("\">").Append(Text(source)).Append("</a></li>");
        page.Append("</ul>");
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
